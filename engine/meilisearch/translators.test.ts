import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenize } from '../../core/text.ts';
import { toTextOffsets, toWordRanges } from './byte-ranges.ts';
import { engineWords, isRewritten, joinWords, toEngineWord } from './engine-words.ts';
import { fromFacetKey, toFacetKey } from './facet-key.ts';
import { isForgiven } from './mark-words.ts';
import { quoteFilterValue, toFilter } from './to-filter.ts';
import { createLongNames } from './long-names.ts';
import { shorten, toQueryText, toWords } from './to-words.ts';

const hostile = fc.string({
  unit: fc.constantFrom(...'"\'\\ANDOR=<>()[],{}\u0000\n\t \u202eé🎉عx'.split('')),
  maxLength: 30,
});

/** Meilisearch's own rule for a double-quoted literal (filter-parser, `quoted_by`): a backslash escapes the next quote or backslash. */
function readLiteral(filter: string, start: number): { value: string; end: number } {
  let value = '';
  for (let at = start + 1; at < filter.length; at++) {
    if (filter[at] === '"') return { value, end: at + 1 };
    if (filter[at] === '\\') at++;
    value += filter[at] ?? '';
  }
  throw new Error('the literal does not end');
}

test('a quoted value is one literal, whatever is in it', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string()), (value) => {
      const literal = quoteFilterValue(value);
      expect(readLiteral(literal, 0)).toEqual({ value, end: literal.length });
    }),
    { numRuns: 5_000 },
  );
});

test('a filter on hostile values has the shape of one on harmless values', () => {
  const shape = (filters: string[]): string[] =>
    filters.map((filter) => {
      let out = '';
      for (let at = 0; at < filter.length;) {
        if (filter[at] === '"') {
          at = readLiteral(filter, at).end;
          out += 'V';
        } else out += filter.charAt(at++);
      }
      return out;
    });
  const harmless = toFilter({ now: 1, filters: { facets: { country: { include: ['a', 'b'], exclude: ['c'] } } } });
  fc.assert(
    fc.property(hostile, hostile, hostile, (a, b, c) => {
      const filters = toFilter({ now: 1, filters: { facets: { country: { include: [a, b], exclude: [c] } } } });
      expect(shape(filters)).toEqual(shape(harmless));
    }),
    { numRuns: 2_000 },
  );
});

test('facet values come back from their keys, and different values have keys that differ for Meilisearch', () => {
  const folded = (key: string): string => key.normalize('NFKD').toLowerCase().trim();
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (a, b) => {
      const [keyA, keyB] = [toFacetKey(a)!, toFacetKey(b)!];
      expect(fromFacetKey(keyA)).toBe(a);
      expect(folded(keyA) === folded(keyB)).toBe(a === b);
    }),
  );
  expect(toFacetKey('Nato')).not.toBe(toFacetKey('NATO'));
  expect(fromFacetKey(toFacetKey('x~0123456789ab')!)).toBe('x~0123456789ab');
  expect(toFacetKey('字'.repeat(200))).toBeNull();
  expect(toFacetKey('a\\b')).not.toContain('\\');
  expect(fromFacetKey(toFacetKey('a\\B')!)).toBe('a\\B');
  expect(toFacetKey('a\uE05Cb')).toBeNull();
});

test('byte matches are the words they were made from', () => {
  const piece = fc.constantFrom('Türkiye', 'العراق', 'iraq', '🎉', ' ', ', ', '👩‍👩‍👧', 'ﬁn', '\n', '字');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const tokens = tokenize(text);
      const matches = tokens.map(({ start, end }) => ({
        start: Buffer.byteLength(text.slice(0, start)),
        length: Buffer.byteLength(text.slice(start, end)),
      }));
      const expected = tokens.map(({ start, end }) => ({ start, end }));
      expect(toTextOffsets(text, matches)).toEqual(expected);
      expect(toWordRanges(text, matches)).toEqual(expected);
    }),
  );
});

test('a match over several words marks each, one inside a word marks the word', () => {
  expect(toWordRanges('NATO, Iraq sign', [{ start: 0, length: 10 }])).toEqual([
    { start: 0, end: 4 },
    { start: 6, end: 10 },
  ]);
  expect(toWordRanges('a zeppelin', [{ start: 2, length: 4 }])).toEqual([{ start: 2, end: 10 }]);
});

const text = (...words: string[]) => ({
  clauses: words.map((word) => ({ anyOf: [{ kind: 'word' as const, text: word }] })),
  excluded: [],
});

test.each([
  ['words end with a space, so that the last is not completed', text('nato', 'Irak'), true, 'nato irak '],
  ['words are quoted when typos are off', text('nato', 'iraq'), false, '"nato" "iraq" '],
  [
    'the word being typed goes last',
    {
      clauses: [{ anyOf: [{ kind: 'word', text: 'ba', prefix: true }] }, { anyOf: [{ kind: 'word', text: 'nato' }] }],
      excluded: [],
    },
    true,
    'nato ba',
  ],
  [
    'exclusions lead',
    {
      ...text('nato'),
      excluded: [
        { kind: 'word', text: 'Iraq' },
        { kind: 'phrase', text: 'a b' },
      ],
    },
    true,
    '-"iraq" -"a b" nato ',
  ],
  ['operators and quotes in words are no operators', text('-nato"', '"', 'a"b'), true, 'nato "a b" '],
  [
    'a word near itself in a phrase',
    { clauses: [{ anyOf: [{ kind: 'phrase', text: 'day by day by night' }] }], excluded: [] },
    true,
    '"day by" "by day" "day by night" ',
  ],
  [
    'a word beside itself in a phrase',
    { clauses: [{ anyOf: [{ kind: 'phrase', text: 'new new york' }] }], excluded: [] },
    true,
    '"new york" ',
  ],
] as const)('%s', (_, query, typos, expected) => {
  expect(toQueryText(toWords(query, typos))).toBe(expected);
});

test('words beyond the tenth are left out and told', () => {
  const words = shorten(toWords(text(...'abcdefghijkl'.split('')), true));
  expect(words.wanted).toHaveLength(10);
  expect(words.notices).toEqual([{ code: 'query-shortened', words: ['k', 'l'] }]);
});

test('what Meilisearch cannot do is told', () => {
  const clauses = [
    {
      anyOf: [
        { kind: 'word' as const, text: 'a', field: 'title' as const },
        { kind: 'word' as const, text: 'b' },
      ],
    },
    { anyOf: [{ kind: 'phrase' as const, text: 'c d', slop: 3 }] },
  ];
  const { notices, wanted } = toWords({ clauses, excluded: [] }, true);
  expect(notices).toEqual([{ code: 'not-supported', words: ['OR', 'title:', '~'] }]);
  expect(wanted.map(({ words }) => words.join(' '))).toEqual(['a', 'b', 'c', 'd']);
});

test.each([
  ['"a b"', [{ kind: 'phrase', text: 'a b' }], [], []],
  ['a word of two parts', [{ kind: 'word', text: 'covid-19' }], [], []],
  ['"a b c"', [{ kind: 'phrase', text: 'a b c' }], [], ['a b c']],
  ['"new New"', [{ kind: 'phrase', text: 'new New' }], [], ['new New']],
  ['-"a b c"', [], [{ kind: 'phrase', text: 'a b c' }], ['a b c']],
] as const)('%s: what is found by its neighbours alone is told', (_, terms, excluded, told) => {
  const { notices } = toWords({ clauses: terms.map((term) => ({ anyOf: [term] })), excluded }, true);
  expect(notices).toEqual(told.map((about) => ({ code: 'phrase-in-parts', about })));
});

test('long names are found by their short forms and the other way round', () => {
  const names = createLongNames({
    synonyms: [
      ['NATO', 'North Atlantic Treaty Organization'],
      ['UN', 'United Nations'],
    ],
  });
  expect(names.namesFor([engineWords('The NATO mission'), []])).toEqual([
    'north',
    'atlantic',
    'treaty',
    'organization',
  ]);
  expect(names.namesFor([engineWords('The UN mission')])).toEqual([]);
  expect(names.hasLongName(engineWords('the north atlantic treaty organization today'))).toBe(true);
  expect(names.hasLongName(engineWords('united nations'))).toBe(false);
});

test('digits are kept with the letters that follow them, whatever stands before', () => {
  expect(joinWords(['العراق', '5g', 'new', '2024'])).toBe('العراق ·5g new 2024');
  expect(toQueryText(toWords(text('العراق', '5g'), false))).toBe('"العراق" "·5g" ');
});

test('a word of two scripts is one word', () => {
  expect(toEngineWord('nato')).toBe('nato');
  expect(toEngineWord('العراق')).toBe('العراق');
  for (const cut of ['natoالعراق', '5й', '2024년', '1⁄2', 'صلى الله'])
    expect(isRewritten(toEngineWord(cut)), cut).toBe(true);
  for (const whole of ['5g', '1990s', 'x1', 'й5', 'café2']) expect(toEngineWord(whole)).toBe(whole);
});

test.each([
  ['stoltenburg', 'stoltenberg', true],
  ['stultenburg', 'stoltenberg', true],
  ['iraw', 'iraq', false],
  ['sahil', 'sahel', true],
  ['sxhil', 'sahel', false],
  ['shael', 'sahel', true],
  ['22542', '22541', false],
  ['zeppelin', 'zepelin', true],
])('%s for %s is forgiven: %s', (word, found, expected) => {
  expect(isForgiven(word, found)).toBe(expected);
});
