import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWithinEdits } from './edit-distance.ts';

test.each([
  ['stoltenberg', 'stoltenburg', 1],
  ['iraq', 'iarq', 1],
  ['nato', 'nato', 0],
  ['ankara', 'anakra', 1],
  ['zeppelin', 'zepelinn', 2],
  ['', 'ab', 2],
])('%s and %s are %i edits apart', (a, b, edits) => {
  expect(isWithinEdits(a, b, edits)).toBe(true);
  expect(isWithinEdits(a, b, edits - 1)).toBe(false);
});

test('edits that are made are never more than were made, from either side', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 });
  const edit = fc.tuple(fc.constantFrom('put', 'leave', 'change', 'swap'), fc.nat(), fc.constantFrom('a', 'd'));
  fc.assert(
    fc.property(word, edit, (from, [kind, place, letter]) => {
      const at = place % from.length;
      const letters = Array.from(from);
      if (kind === 'put') letters.splice(at, 0, letter);
      else if (kind === 'leave') letters.splice(at, 1);
      else if (kind === 'change') letters[at] = letter;
      else letters.splice(at, 2, ...letters.slice(at, at + 2).reverse());
      const to = letters.join('');
      expect(isWithinEdits(from, to, 1)).toBe(true);
      expect(isWithinEdits(to, from, 1)).toBe(true);
    }),
  );
});
