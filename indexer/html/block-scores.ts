import { FEATURES } from './block-features.ts';
import { BLOCK_TREES } from './block-model.ts';

/** A decision tree laid out in arrays: node 0 is the root; a node without a feature (-1) is a leaf. */
interface FlatTree {
  readonly feature: readonly number[];
  /** Threshold of a split, value of a leaf. */
  readonly number: readonly number[];
  /** The node for values at or above the threshold; the one for values below follows its parent. */
  readonly right: readonly number[];
}

const TREES = BLOCK_TREES.map(parseTree);

/** For each row of `blockFeatures` the log-odds that the block belongs to the article's text: above 0 it rather does. */
export function blockScores(rows: readonly Float64Array[]): number[] {
  return rows.map((row) => TREES.reduce((sum, tree) => sum + leafOf(tree, row), 0));
}

function leafOf({ feature, number, right }: FlatTree, row: Float64Array): number {
  let at = 0;
  while (feature[at]! >= 0) at = row[feature[at]!]! < number[at]! ? at + 1 : right[at]!;
  return number[at]!;
}

/** Reads a line of `block-model.ts`. @throws when it names a feature that there is not: then the model must be fitted again */
export function parseTree(line: string): FlatTree {
  const tokens = line.split(' ');
  const tree = { feature: [] as number[], number: [] as number[], right: [] as number[] };
  const read = (): void => {
    const token = tokens.shift() ?? '';
    const [name, threshold] = token.includes('<') ? token.split('<') : [undefined, token];
    const node = tree.feature.length;
    const feature = name === undefined ? -1 : FEATURES.indexOf(name);
    const number = Number(threshold);
    if ((name !== undefined && feature < 0) || token === '' || Number.isNaN(number))
      throw new Error(`not a tree: ${token}`);
    tree.feature.push(feature);
    tree.number.push(number);
    tree.right.push(-1);
    if (name === undefined) return;
    read();
    tree.right[node] = tree.feature.length;
    read();
  };
  read();
  return tree;
}
