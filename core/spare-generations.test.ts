import { expect, test } from 'vitest';
import { spareGenerations } from './spare-generations.ts';

test.each<[others: string, before: string | null, keep: number, spared: string]>([
  ['cba', 'c', 2, 'cb'],
  ['cba', 'a', 2, 'ca'],
  ['cba', 'a', 1, 'a'],
  ['cba', 'a', 0, ''],
  ['cba', null, 2, 'cb'],
  ['cba', 'gone', 2, 'cb'],
  ['', 'a', 2, ''],
])('of %s, %s live before, %i kept: %s', (others, before, keep, spared) => {
  expect(
    spareGenerations(
      Array.from(others, (id) => ({ id })),
      before,
      keep,
    )
      .map(({ id }) => id)
      .join(''),
  ).toBe(spared);
});
