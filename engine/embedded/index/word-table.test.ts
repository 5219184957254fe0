import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextUnits } from './bytes.ts';
import { WordTable } from './word-table.ts';

const units = (text: string): Uint16Array => new TextUnits().of(text);

test('numbers words in the order in which they first come, whatever stands around them', () => {
  const table = new WordTable();
  const text = 'iraq iran iraq';
  expect([
    table.numberOf(units(text), 0, 4),
    table.numberOf(units(text), 5, 9),
    table.numberOf(units(text), 10, 14),
  ]).toEqual([0, 1, 0]);
  expect([table.numberOf(units('ira'), 0, 3), table.numberOf(units(text), 0, 3), table.count]).toEqual([2, 2, 3]);
  expect([0, 1, 2].map((number) => table.word(number))).toEqual(['iraq', 'iran', 'ira']);
});

test('tells any words apart, as a map does', () => {
  const words = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), { maxLength: 200 });
  fc.assert(
    fc.property(words, (list) => {
      const table = new WordTable();
      const map = new Map<string, number>();
      for (const word of list) {
        if (!map.has(word)) map.set(word, map.size);
        expect(table.numberOf(units(`(${word})`), 1, word.length + 1)).toBe(map.get(word));
      }
      expect(Array.from(map.keys(), (_, number) => table.word(number))).toEqual([...map.keys()]);
    }),
  );
});

test('keeps its numbers when it grows', () => {
  const table = new WordTable();
  const words = Array.from({ length: 100_000 }, (_, number) => `word${number}`);
  for (const word of words) table.numberOf(units(word), 0, word.length);
  expect(words.every((word, number) => table.numberOf(units(word), 0, word.length) === number)).toBe(true);
  expect(table.word(77_777)).toBe('word77777');
});

test('holds words of any length, half characters too', () => {
  const table = new WordTable();
  const words = ['x'.repeat(65_535), 'x'.repeat(65_536), 'x'.repeat(300_000), `${'x'.repeat(1_000)}\ud83d`];
  expect(words.map((word) => table.numberOf(units(word), 0, word.length))).toEqual([0, 1, 2, 3]);
  expect(words.map((word) => table.numberOf(units(word), 0, word.length))).toEqual([0, 1, 2, 3]);
  expect(words.every((word, number) => table.word(number) === word)).toBe(true);
});
