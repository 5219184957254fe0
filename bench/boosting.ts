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
  /**
   * Of each feature whether more of it can only raise the log-odds (1), only lower them (-1), or either (0; so all when left
   * out). What is known beforehand keeps few rows from teaching the opposite.
   */
  readonly directions?: readonly number[];
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
  readonly bounds: Bounds;
  split: { feature: number; bin: number; gain: number; middle: number } | null;
  into: [Leaf, Leaf] | null;
}

/** What the value of a leaf must lie between, that leaves on the other side of a split keep the direction of its feature. */
interface Bounds {
  readonly low: number;
  readonly high: number;
}

const UNBOUND: Bounds = { low: -Infinity, high: Infinity };

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
  const root = makeLeaf(rows, UNBOUND, growing);
  const open = [root];
  for (let leaves = 1; leaves < growing.options.leaves; leaves += 1) {
    const best = open.reduce((a, b) => ((b.split?.gain ?? 0) > (a.split?.gain ?? 0) ? b : a));
    if (!best.split) break;
    const { feature, bin, middle } = best.split;
    const bins = growing.binned[feature]!;
    const direction = growing.options.directions?.[feature] ?? 0;
    const below = { ...best.bounds, ...(direction !== 0 && { [direction > 0 ? 'high' : 'low']: middle }) };
    const above = { ...best.bounds, ...(direction !== 0 && { [direction > 0 ? 'low' : 'high']: middle }) };
    best.into = [
      makeLeaf(
        best.rows.filter((row) => bins[row]! <= bin),
        below,
        growing,
      ),
      makeLeaf(
        best.rows.filter((row) => bins[row]! > bin),
        above,
        growing,
      ),
    ];
    open.splice(open.indexOf(best), 1, ...best.into);
  }
  return root;
}

function makeLeaf(rows: Int32Array, bounds: Bounds, growing: Growing): Leaf {
  const { gradients, curvatures, binned, options } = growing;
  let gradient = 0;
  let curvature = 0;
  for (const row of rows) {
    gradient += gradients[row]!;
    curvature += curvatures[row]!;
  }
  const best = (g: number, c: number): number => boundedValue(g, c, bounds, options);
  const gainOf = (g: number, c: number, value: number): number => -value * (2 * g + (c + options.l2) * value);
  const whole = gainOf(gradient, curvature, best(gradient, curvature));
  let split: Leaf['split'] = null;
  for (const feature of rows.length >= 2 * options.minRows ? growing.features : []) {
    const bins = binned[feature]!;
    const direction = options.directions?.[feature] ?? 0;
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
      const [rightG, rightC] = [gradient - leftG, curvature - leftC];
      const [left, right] = [best(leftG, leftC), best(rightG, rightC)];
      if (direction * (right - left) < 0) continue;
      const gain = gainOf(leftG, leftC, left) + gainOf(rightG, rightC, right) - whole;
      if (gain > (split?.gain ?? 1e-6)) split = { feature, bin, gain, middle: (left + right) / 2 };
    }
  }
  return { rows, gradient, curvature, bounds, split, into: null };
}

/** The value that lowers the loss most, within the bounds. */
function boundedValue(gradient: number, curvature: number, { low, high }: Bounds, { l2 }: BoostingOptions): number {
  return Math.min(high, Math.max(low, -gradient / (curvature + l2)));
}

function toTree(leaf: Leaf, edges: readonly (readonly number[])[], options: BoostingOptions): Tree {
  if (!leaf.into || !leaf.split)
    return {
      value: round(boundedValue(leaf.gradient, leaf.curvature, leaf.bounds, options) * options.learningRate),
    };
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
