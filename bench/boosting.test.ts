import { expect, test } from 'vitest';
import { boost, leafValue, type BoostingOptions } from './boosting.ts';
import { seededRandom } from './synthetic-articles.ts';

const OPTIONS: BoostingOptions = {
  trees: 20,
  leaves: 5,
  learningRate: 0.3,
  minRows: 5,
  l2: 1,
  featureShare: 1,
  rowShare: 0.8,
  seed: 1,
};

/** The log-odds over a grid of two features, of rows where the first speaks for yes but for a dent, and the second against. */
function fitted(directions: readonly number[]): (first: number, second: number) => number {
  const random = seededRandom(7);
  const rows = Array.from({ length: 600 }, () => Float64Array.of(random(), random()));
  const yes = Uint8Array.from(rows, ([first, second]) =>
    first! > 0.4 && first! < 0.6 ? 0 : first! - 0.5 * second! + 0.3 * random() > 0.4 ? 1 : 0,
  );
  const trees = boost(rows, yes, new Float64Array(rows.length).fill(1), { ...OPTIONS, directions });
  return (first, second) => trees.reduce((sum, tree) => sum + leafValue(tree, Float64Array.of(first, second)), 0);
}

const GRID = Array.from({ length: 51 }, (_, step) => step / 50);

/** Steps along the first and along the second feature that go down and up. */
function steps(score: (first: number, second: number) => number): { firstDown: number; secondUp: number } {
  let [firstDown, secondUp] = [0, 0];
  for (const other of GRID)
    for (const [at, value] of GRID.slice(1).entries()) {
      if (score(value, other) < score(GRID[at]!, other) - 1e-9) firstDown += 1;
      if (score(other, value) > score(other, GRID[at]!) + 1e-9) secondUp += 1;
    }
  return { firstDown, secondUp };
}

test('a feature with a direction only ever moves the log-odds that way, and rows still teach', () => {
  const score = fitted([1, -1]);
  expect(steps(score)).toEqual({ firstDown: 0, secondUp: 0 });
  expect(score(0.9, 0.1)).toBeGreaterThan(1);
  expect(score(0.1, 0.9)).toBeLessThan(-1);
});

test('without directions the rows decide', () => {
  expect(steps(fitted([])).firstDown).toBeGreaterThan(0);
});
