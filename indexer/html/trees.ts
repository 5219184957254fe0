/** A decision tree laid out in arrays: node 0 is the root; a node without a feature (-1) is a leaf. */
export interface FlatTree {
  readonly feature: readonly number[];
  /** Threshold of a split, value of a leaf. */
  readonly number: readonly number[];
  /** The node for values at or above the threshold; the one for values below follows its parent. */
  readonly right: readonly number[];
}

/** The sum of the leaves that a row falls into: log-odds. `row` holds the features in the order in which the trees were read. */
export function sumOfLeaves(trees: readonly FlatTree[], row: ArrayLike<number>): number {
  let sum = 0;
  for (const { feature, number, right } of trees) {
    let at = 0;
    while (feature[at]! >= 0) at = row[feature[at]!]! < number[at]! ? at + 1 : right[at]!;
    sum += number[at]!;
  }
  return sum;
}

/** Reads a line of a model. @throws when it names a feature that there is not: then the model must be fitted again */
export function parseTree(line: string, features: readonly string[]): FlatTree {
  const tokens = line.split(' ');
  const tree = { feature: [] as number[], number: [] as number[], right: [] as number[] };
  let next = 0;
  const read = (): void => {
    const token = tokens[next++] ?? '';
    const [name, threshold] = token.includes('<') ? token.split('<') : [undefined, token];
    const node = tree.feature.length;
    const feature = name === undefined ? -1 : features.indexOf(name);
    const number = Number(threshold);
    if ((name !== undefined && feature < 0) || threshold === '' || Number.isNaN(number))
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
  if (next < tokens.length) throw new Error(`not a tree: ${tokens.length - next} tokens too many`);
  return tree;
}
