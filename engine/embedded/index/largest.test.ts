import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Largest } from './largest.ts';

test('the least of the largest is what sorting them all says', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), fc.integer({ min: 1, max: 12 }), (numbers, size) => {
      const largest = new Largest(size);
      for (const number of numbers) largest.add(number);
      expect(largest.least).toBe(numbers.toSorted((a, b) => b - a)[size - 1] ?? 0);
    }),
  );
});
