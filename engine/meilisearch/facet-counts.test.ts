import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAnswer, readCounts, valueOf } from './facet-counts.ts';

const values = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'facets.country',
    'a"b',
    'back\\slash\\',
    '},"facetStats":{',
    '"facetDistribution":{',
    '\n',
    'العراق',
  ),
);
const counts = fc
  .array(fc.tuple(values, fc.nat()), { maxLength: 30 })
  .map((pairs) => new Map(pairs.filter(([value]) => value !== '__proto__')));
const distributions = fc.record({ 'facets.country': counts, day: counts, 'facets.organisation': counts });
const resultOf = (title: string, distribution?: Readonly<Record<string, ReadonlyMap<string, number>>>) => ({
  hits: [{ id: 'a', title }],
  ...(distribution && {
    facetDistribution: Object.fromEntries(
      Object.entries(distribution).map(([name, counted]) => [name, Object.fromEntries(counted)]),
    ),
    facetStats: {},
  }),
});

test.each([0, 2])(
  'the counts that are read are those that were sent, whatever the text holds (spaces: %i)',
  (spaces) => {
    fc.assert(
      fc.property(values, fc.array(fc.option(distributions), { maxLength: 4 }), (title, given) => {
        const sent = given.map((distribution) => resultOf(title, distribution ?? undefined));
        const { results } = parseAnswer(JSON.stringify({ results: sent }, null, spaces)) as { results: typeof sent };
        for (const [index, result] of results.entries()) {
          expect(result.hits).toEqual(sent[index]!.hits);
          const text = result.facetDistribution as unknown as string | undefined;
          expect(typeof text).toBe(given[index] ? 'string' : 'undefined');
          for (const [name, counted] of Object.entries(given[index] ?? {})) {
            const read = readCounts(text!, name).map((one) => [valueOf(text!, one), one.count] as const);
            expect(new Map(read)).toEqual(counted);
          }
        }
      }),
    );
  },
);

test('an attribute that was not counted has no counts', () => {
  expect(readCounts('{"facets.country":{"day":1}}', 'day')).toEqual([]);
  expect(readCounts('', 'day')).toEqual([]);
});

test.each([
  '{"day":{"a":1',
  '{"day":{"a',
  '{"day":{"a":-1}}',
  '{"day":{"a":1.5}}',
  '{"day":{"a":{}}}',
  '{"day":{"a\\"}}',
])('what is no counts is refused: %s', (text) => {
  expect(() => readCounts(text, 'day')).toThrow(expect.objectContaining({ code: 'engine_rejected' }));
});

test('what is no JSON is a syntax error, with counts or without', () => {
  for (const text of ['{', '<html>', '{"results":[{"facetDistribution":{"day":{}},"facetStats":{}']) {
    expect(() => parseAnswer(text)).toThrow(SyntaxError);
  }
  for (const plain of [null, 3, [], { results: null }, { results: [null, 3] }]) {
    expect(parseAnswer(JSON.stringify(plain))).toEqual(plain);
  }
});
