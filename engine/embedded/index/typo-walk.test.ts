import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SegmentBuilder } from './segment-builder.ts';
import { Segment } from './segment.ts';
import { findTypos } from './typo-walk.ts';

const folder = mkdtempSync(join(tmpdir(), 'typo-walk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Optimal string alignment by the whole matrix. */
function distance(a: readonly string[], b: readonly string[]): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => b.reduce((row) => [...row, 0], [i]));
  rows[0] = [0, ...b.map((_, j) => j + 1)];
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = edits;
    }
  }
  return rows[a.length]![b.length]!;
}

/** Edits with a wrong first letter counted twice; Infinity beyond two. */
function editsBetween(word: string, term: string): number {
  const [a, b] = [Array.from(word), Array.from(term)];
  if (a[0] === b[0]) return distance(a, b);
  const rest = a.slice(1).join('');
  const swapped = [a[1], a[0], ...a.slice(2)].join('');
  const wrongFirst = term === rest || term === swapped || b.slice(1).join('') === rest || b.slice(1).join('') === word;
  return wrongFirst ? 2 : Infinity;
}

const letter = fc.constantFrom('a', 'b', 'c', 'é', 'س', '東', '𐐨');
const word = fc.array(letter, { minLength: 1, maxLength: 8 }).map((letters) => letters.join(''));

let files = 0;
function segmentOf(words: readonly string[]): Segment {
  const builder = new SegmentBuilder({
    fields: [{ name: 'text', weight: 1, lengthWeight: 0 }],
    facets: [],
    readTexts: () => [],
    storedParts: 0,
    visitWords: (text, visit) => text.split(' ').forEach((one) => visit(one)),
    commonWords: [],
    variantsOf: () => [],
  });
  builder.add({ id: 'x', fields: [words.join(' ')], facets: [], days: null, visibleFrom: 0, stored: [] });
  const path = join(folder, `${files++}.seg`);
  builder.write(path, false);
  return new Segment(path);
}

test('finds what a comparison with every term finds', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 120 }),
      fc.array(word, { minLength: 1, maxLength: 8 }),
      (words, asked) => {
        const segment = segmentOf(words);
        for (const sought of asked) {
          for (const maxEdits of [1, 2]) {
            const found = findTypos(segment.terms, sought, maxEdits, false).map(({ ordinal, edits }) => [
              segment.terms.term(ordinal),
              edits,
            ]);
            const wanted = words
              .map((term) => [term, editsBetween(sought, term)] as const)
              .filter(([term, edits]) => edits <= maxEdits && term !== sought);
            expect(found.map(String).sort()).toEqual(wanted.map(String).sort());
          }
        }
        segment.close();
      },
    ),
    { numRuns: 150 },
  );
});

test('finds terms that go on after a match', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 120 }), word, (words, sought) => {
      const segment = segmentOf(words);
      const starts = (term: string): string[] =>
        Array.from(term, (_, index) =>
          Array.from(term)
            .slice(0, index + 1)
            .join(''),
        );
      for (const maxEdits of [1, 2]) {
        const found = findTypos(segment.terms, sought, maxEdits, true).map(({ ordinal, edits }) => [
          segment.terms.term(ordinal),
          edits,
        ]);
        const wanted = words
          .filter((term) => !term.startsWith(sought))
          .map((term) => [term, Math.min(...starts(term).map((start) => editsBetween(sought, start)))] as const)
          .filter(([, edits]) => edits <= maxEdits);
        expect(found.map(String).sort()).toEqual(wanted.map(String).sort());
      }
      segment.close();
    }),
    { numRuns: 150 },
  );
});

test.each([4, 254, 255, 600])('words that begin with the same %i letters', (letters) => {
  const stem = 'ab'.repeat(letters).slice(0, letters);
  const segment = segmentOf(['c', 'd', 'e'].map((end) => stem + end));
  const found = findTypos(segment.terms, `${stem}x`, 1, false).map(({ ordinal }) => segment.terms.term(ordinal));
  expect(found).toEqual(letters >= 255 ? [] : ['c', 'd', 'e'].map((end) => stem + end));
  segment.close();
});
