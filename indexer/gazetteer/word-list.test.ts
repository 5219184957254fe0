import { expect, test } from 'vitest';
import { toTokens } from './tokens.ts';
import { WordList } from './word-list.ts';

const list = new WordList(['office', 'head of', 'u.n', 'père']);
const tokens = toTokens('Head of the Office, U.N. and Père');

test('holds words and phrases of a text, folded', () => {
  expect(Array.from({ length: tokens.count }, (_, at) => list.holds(tokens, at))).toEqual([
    ...[false, false, false, true],
    ...[true, false, false],
  ]);
  expect(new WordList(['pere']).holds(tokens, tokens.count - 1)).toBe(true);
  expect(list.holds(tokens, 0, 2)).toBe(true);
  expect(list.holds(tokens, 3, 5)).toBe(false);
});

test('holds nothing before the first word and behind the last', () => {
  expect([list.holds(tokens, -1), list.holds(tokens, tokens.count)]).toEqual([false, false]);
});

test('an empty list holds nothing', () => {
  expect(new WordList([]).holds(tokens, 3)).toBe(false);
});
