import { seededRandom } from './synthetic-articles.ts';

/**
 * Gradient boosting of small decision trees for a yes/no question (Friedman 2001, with the histograms, second-order
 * gain and leaf-wise growth that LightGBM describes). Deterministic for a seed.
 */
export interface BoostingOptions {
  readonly trees: number;
  readonly leaves: number;
  readonly learningRate: number;
  /** Rows in a leaf at least. */
  readonly minRows: number;
  /** Added to the second derivative of each leaf: keeps leaves with little weight near zero. */
  readonly l2: number;
  /** Shares of the features and of the rows that each tree sees. */
  readonly featureShare: number;
  readonly rowShare: number;
  readonly seed: number;
}

/** A leaf adds to the log-odds; a split goes left when the feature is below the threshold. */
export type Tree =
  | { readonly value: number }
  | { readonly feature: number; readonly threshold: number; readonly left: Tree; readonly right: Tree };

const BINS = 128;

interface Leaf {
  readonly rows: Int32Array;
  readonly gradient: number;
  readonly curvature: number;
  split: { feature: number; bin: number; gain: number } | null;
  into: [Leaf, Leaf] | null;
}

/** The trees, whose values summed up are the log-odds of `yes` for a row. `rows` hold one number for each feature. */
export function boost(
  rows: readonly Float64Array[],
  yes: Uint8Array,
  weights: Float64Array,
  options: BoostingOptions,
): Tree[] {
  const width = rows[0]?.length ?? 0;
  const edges = Array.from({ length: width }, (_, feature) => binEdges(rows, feature));
  const binned = edges.map((feature, at) => Uint8Array.from(rows, (row) => binOf(feature, row[at]!)));
  const random = seededRandom(options.seed);
  const scores = new Float64Array(rows.length);
  const gradients = new Float64Array(rows.length);
  const curvatures = new Float64Array(rows.length);
  const trees: Tree[] = [];
  for (let round = 0; round < options.trees; round += 1) {
    for (let row = 0; row < rows.length; row += 1) {
      const p = 1 / (1 + Math.exp(-scores[row]!));
      gradients[row] = weights[row]! * (p - yes[row]!);
      curvatures[row] = weights[row]! * p * (1 - p);
    }
    const bag = Int32Array.from(rows.keys()).filter(() => random() < options.rowShare);
    const features = edges.flatMap(({ length }, feature) =>
      length > 0 && random() < options.featureShare ? [feature] : [],
    );
    const grow = { binned, gradients, curvatures, features, options };
    const root = growTree(bag, grow);
    const tree = toTree(root, edges, options);
    for (let row = 0; row < rows.length; row += 1) scores[row]! += leafValue(tree, rows[row]!);
    trees.push(tree);
  }
  return trees;
}

/** The value of the leaf that a row falls into. */
export function leafValue(tree: Tree, row: Float64Array): number {
  let at = tree;
  while ('feature' in at) at = row[at.feature]! < at.threshold ? at.left : at.right;
  return at.value;
}

interface Growing {
  readonly binned: readonly Uint8Array[];
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  readonly features: readonly number[];
  readonly options: BoostingOptions;
}

function growTree(rows: Int32Array, growing: Growing): Leaf {
  const root = makeLeaf(rows, growing);
  const open = [root];
  for (let leaves = 1; leaves < growing.options.leaves; leaves += 1) {
    const best = open.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
    if (!best.split) break;
    const { feature, bin } = best.split;
    const bins = growing.binned[feature]!;
    best.into = [
      makeLeaf(
        best.rows.filter((row) => bins[row]! <= bin),
        growing,
      ),
      makeLeaf(
        best.rows.filter((row) => bins[row]! > bin),
        growing,
      ),
    ];
    open.splice(open.indexOf(best), 1, ...best.into);
  }
  return root;
}

function makeLeaf(rows: Int32Array, growing: Growing): Leaf {
  const { gradients, curvatures, binned, options } = growing;
  let gradient = 0;
  let curvature = 0;
  for (const row of rows) {
    gradient += gradients[row]!;
    curvature += curvatures[row]!;
  }
  const gainOf = (g: number, c: number): number => (g * g) / (c + options.l2);
  let split: Leaf['split'] = null;
  for (const feature of rows.length >= 2 * options.minRows ? growing.features : []) {
    const bins = binned[feature]!;
    const sumG = new Float64Array(BINS);
    const sumC = new Float64Array(BINS);
    const count = new Int32Array(BINS);
    for (const row of rows) {
      const bin = bins[row]!;
      sumG[bin]! += gradients[row]!;
      sumC[bin]! += curvatures[row]!;
      count[bin]! += 1;
    }
    let leftG = 0;
    let leftC = 0;
    let leftCount = 0;
    for (let bin = 0; bin < BINS - 1; bin += 1) {
      leftG += sumG[bin]!;
      leftC += sumC[bin]!;
      leftCount += count[bin]!;
      if (count[bin] === 0 || leftCount < options.minRows || rows.length - leftCount < options.minRows) continue;
      const gain = gainOf(leftG, leftC) + gainOf(gradient - leftG, curvature - leftC) - gainOf(gradient, curvature);
      if (gain > (split?.gain ?? 1e-6)) split = { feature, bin, gain };
    }
  }
  return { rows, gradient, curvature, split, into: null };
}

function toTree(leaf: Leaf, edges: readonly (readonly number[])[], options: BoostingOptions): Tree {
  if (!leaf.into || !leaf.split)
    return { value: round((-leaf.gradient / (leaf.curvature + options.l2)) * options.learningRate) };
  const { feature, bin } = leaf.split;
  const [left, right] = leaf.into;
  return {
    feature,
    threshold: edges[feature]![bin]!,
    left: toTree(left, edges, options),
    right: toTree(right, edges, options),
  };
}

/** Thresholds between the quantiles of a feature; bin `n` holds what is below edge `n` and not below the one before. */
function binEdges(rows: readonly Float64Array[], feature: number): number[] {
  const values = Float64Array.from(rows, (row) => row[feature]!).sort();
  const edges: number[] = [];
  for (let bin = 1; bin < BINS; bin += 1) {
    const at = Math.floor((bin * values.length) / BINS);
    // The next value that differs: an edge between two equal values would separate nothing.
    const below = values[at]!;
    let next = at;
    while (next < values.length && values[next] === below) next += 1;
    if (next >= values.length) break;
    const edge = round((below + values[next]!) / 2);
    if (edge > below && edge > (edges.at(-1) ?? -Infinity)) edges.push(edge);
  }
  return edges;
}

function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
