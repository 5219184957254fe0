import { expect, test } from 'vitest';
import { FEATURES } from './block-features.ts';
import { BLOCK_TREES } from './block-model.ts';
import { PAGE_FEATURES } from './page-features.ts';
import { PAGE_TREES } from './page-model.ts';
import { parseTree, sumOfLeaves } from './trees.ts';

test('a row falls to the left below a threshold and to the right at it', () => {
  const trees = [parseTree('a<0.5 b<2 -1 0.25 3', ['a', 'b'])];
  expect(sumOfLeaves(trees, [0, 1])).toBe(-1);
  expect(sumOfLeaves(trees, [0, 2])).toBe(0.25);
  expect(sumOfLeaves(trees, [0.5, 0])).toBe(3);
});

test.each(['a<0.5 1', 'c<0.5 1 2', 'a<x 1 2', '1 2', ''])('refuses %j', (line) => {
  expect(() => parseTree(line, ['a', 'b'])).toThrow('not a tree');
});

test('the models name features that there are', () => {
  for (const line of BLOCK_TREES) expect(() => parseTree(line, FEATURES)).not.toThrow();
  for (const line of PAGE_TREES) expect(() => parseTree(line, PAGE_FEATURES)).not.toThrow();
});
