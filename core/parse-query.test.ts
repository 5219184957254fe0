import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from './parse-query.ts';
import type { Term } from './query.ts';
import { QUERY_LIMITS } from './query.ts';
import { tokenize } from './text.ts';

const word = (text: string, more: Partial<Term> = {}): Term => ({ kind: 'word', text, ...more });
const phrase = (text: string, more: Partial<Term> = {}): Term => ({ kind: 'phrase', text, ...more });
const all = (...terms: Term[]) => terms.map((term) => ({ anyOf: [term] }));

test.each<[string, unknown, Term[]]>([
  ['', [], []],
  ['  \t ', [], []],
  ['nato iraq', all(word('nato'), word('iraq')), []],
  ['na\ufeffto "ir\ufeffaq"', all(word('nato'), phrase('iraq')), []],
  ['"training mission" iraq', all(phrase('training mission'), word('iraq')), []],
  ['"iraq mission"~5', all(phrase('iraq mission', { slop: 5 })), []],
  ['"iraq mission"~500 x', all(phrase('iraq mission', { slop: 99 }), word('x')), []],
  ['"iraq mission"~0', all(phrase('iraq mission')), []],
  ['iraq -nato', all(word('iraq')), [word('nato')]],
  ['-"peace keeping" iraq', all(word('iraq')), [phrase('peace keeping')]],
  ['state-of-the-art', all(word('state-of-the-art')), []],
  ['nato OR alliance', [{ anyOf: [word('nato'), word('alliance')] }], []],
  ['a OR b OR "c d" e', [{ anyOf: [word('a'), word('b'), phrase('c d')] }, { anyOf: [word('e')] }], []],
  ['a or b', all(word('a'), word('or'), word('b')), []],
  ['OR a', all(word('OR'), word('a')), []],
  ['a OR', all(word('a'), word('OR')), []],
  ['a OR -b', all(word('a'), word('OR')), [word('b')]],
  ['a OR OR b', all(word('a'), word('OR'), word('OR'), word('b')), []],
  ['ORDER', all(word('ORDER')), []],
  ['title:iraq body:"two words"', all(word('iraq', { field: 'title' }), phrase('two words', { field: 'body' })), []],
  ['-title:iraq x', all(word('x')), [word('iraq', { field: 'title' })]],
  ['title: iraq', all(word('title:'), word('iraq')), []],
  ['author:smith', all(word('author:smith')), []],
  ['& — -', [], []],
  ['“kurdish region” «deux mots»', all(phrase('kurdish region'), phrase('deux mots')), []],
  ['""', [], []],
])('%j', (input, clauses, excluded) => {
  const parsed = parseQuery(input);
  expect(parsed.text).toEqual({ clauses, excluded });
  expect(parsed.notices).toEqual([]);
});

test('a quote without its partner is left out and told once', () => {
  const parsed = parseQuery('say "hello world and "');
  expect(parsed.text.clauses).toEqual(all(word('say'), phrase('hello world and ')));
  const open = parseQuery('say "hello world');
  expect(open.text.clauses).toEqual(all(word('say'), word('hello'), word('world')));
  expect(open.notices).toEqual([{ code: 'unbalanced-quote', about: '"hello world' }]);
  expect(parseQuery('-"x').notices).toHaveLength(1);
});

test('the last word is a prefix while one types, until a space or a quote ends it', () => {
  const last = (input: string) => parseQuery(input, { prefix: true }).text.clauses.at(-1)?.anyOf.at(-1);
  expect(last('nato ira')).toEqual(word('ira', { prefix: true }));
  expect(last('nato OR ira')).toEqual(word('ira', { prefix: true }));
  expect(last('nato ira ')).toEqual(word('ira'));
  expect(last('nato "ira"')).toEqual(phrase('ira'));
  expect(parseQuery('nato -ira', { prefix: true }).text.excluded).toEqual([word('ira')]);
});

test('a query of more terms than are looked at says so', () => {
  const parsed = parseQuery(Array.from({ length: QUERY_LIMITS.terms + 1 }, (_, index) => `w${index}`).join(' '));
  expect(parsed.text.clauses).toHaveLength(QUERY_LIMITS.terms);
  expect(parsed.notices.map((notice) => notice.code)).toEqual(['query-shortened']);
});

test('any text is read: every term holds a word, and every term was typed', () => {
  const piece = fc.constantFrom(
    'a',
    'Türkiye',
    '"',
    '-',
    'OR',
    ' ',
    'title:',
    '~3',
    '“',
    '»',
    '日本',
    '\u0000',
    '"x y"',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, fc.boolean(), (input, prefix) => {
      const { clauses, excluded } = parseQuery(input, { prefix }).text;
      for (const term of [...clauses.flatMap((clause) => clause.anyOf), ...excluded]) {
        expect(tokenize(term.text).length).toBeGreaterThan(0);
        expect(input).toContain(term.text);
      }
    }),
    { numRuns: 2000 },
  );
});
