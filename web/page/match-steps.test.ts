import { expect, test } from 'vitest';
import { stepFrom } from './match-steps.ts';

test.each([
  [0, 1, 5, 1],
  [0, -1, 5, 5],
  [1, 1, 5, 2],
  [5, 1, 5, 1],
  [1, -1, 5, 5],
  [0, -1, 1, 1],
  [1, 1, 1, 1],
])('from match %i by %i of %i to %i', (current, step, total, next) => {
  expect(stepFrom(current, step, total)).toBe(next);
});
