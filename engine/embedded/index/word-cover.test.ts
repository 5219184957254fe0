import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestCover, placeEntry } from './word-cover.ts';

const cover = (places: readonly (readonly number[])[], weights: readonly number[], window: number): number =>
  bestCover(
    Uint32Array.from(places.flatMap((list, word) => list.map((place) => placeEntry(place, word)))).sort(),
    weights,
    window,
  );

test.each([
  ['nothing', [[], []], 5, 0],
  ['one word', [[7], []], 5, 1],
  ['neighbours', [[7], [8]], 2, 3],
  ['in the other order', [[8], [7]], 2, 3],
  ['one too far', [[7], [9]], 2, 2],
  [
    'the best of several passages',
    [
      [7, 90],
      [91, 200],
    ],
    2,
    3,
  ],
  ['a word that repeats, once', [[1, 2, 3], []], 3, 1],
  ['two words of the query at one place', [[4], [4]], 1, 3],
] as const)('covers %s', (_, places, window, expected) => {
  expect(cover(places, [1, 2], window)).toBe(expected);
});

test('is what a look at every window finds', () => {
  const lists = fc.array(fc.uniqueArray(fc.nat(60), { maxLength: 8 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 20 }), (places, window) => {
      const weights = places.map((_, word) => word + 1);
      let best = 0;
      for (let start = 0; start <= 60; start++) {
        const held = places.map((list) => list.some((place) => place >= start && place < start + window));
        best = Math.max(
          best,
          weights.reduce((sum, weight, word) => sum + (held[word] ? weight : 0), 0),
        );
      }
      expect(cover(places, weights, window)).toBe(best);
    }),
  );
});
