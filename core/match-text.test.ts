import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMatches, matchPhrase } from './match-text.ts';
import { tokenize } from './text.ts';

test.each([
  ['kofi annan', 0, 'Kofi Annan spoke', [0, 1]],
  ['kofi annan', 0, 'Kofi A. Annan spoke', null],
  ['kofi annan', 1, 'Kofi A. Annan spoke', [0, 2]],
  ['a b c', 2, 'a x b y c', [0, 2, 4]],
  ['a b c', 1, 'a x b y c', null],
  ['a a', 0, 'a', null],
  ['kofi ann*', 0, 'Kofi Annan', [0, 1]],
  ['ko* annan', 0, 'Kofi Annan', null],
])('the phrase %j with %i others between, at the beginning of %j: %j', (phrase, slop, text, expected) => {
  const prefix = phrase.endsWith('*');
  const words = tokenize(phrase).map(({ term }) => term);
  expect(matchPhrase(tokenize(text), 0, { words, prefix, slop })).toEqual(expected);
});

test('what is found of a phrase are its words in their order, each with its place, and others between only as allowed', () => {
  const word = fc.constantFrom('a', 'b', 'c');
  fc.assert(
    fc.property(fc.array(word), fc.array(word, { minLength: 1, maxLength: 4 }), fc.nat(3), (text, words, slop) => {
      const tokens = tokenize(text.join(' '));
      const found = tokens.flatMap((_, start) => {
        const run = matchPhrase(tokens, start, { words, prefix: false, slop });
        if (run === null) return [];
        expect(run.map((index) => tokens[index]!.term)).toEqual(words);
        expect(run.at(-1)! - start + 1).toBeLessThanOrEqual(words.length + slop);
        return run;
      });
      const ranges = findMatches(tokens, {
        words: new Set(),
        prefixes: [],
        phrases: [{ words, prefix: false, slop }],
      });
      const places = [...new Set(found)].sort((a, b) => a - b);
      expect(ranges).toEqual(places.map((index) => ({ start: tokens[index]!.start, end: tokens[index]!.end })));
      const standsThere = ` ${text.join(' ')} `.includes(` ${words.join(' ')} `);
      if (standsThere) expect(ranges).not.toEqual([]);
    }),
  );
});
