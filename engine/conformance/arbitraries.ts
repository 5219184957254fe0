import fc from 'fast-check';
import { formatDay } from '../../core/calendar-date.ts';
import type { ArticleDocument } from '../../core/document.ts';
import { FACETS } from '../../core/facets.ts';
import type { FacetFilter, Filters, SearchQuery, Term } from '../../core/query.ts';
import { SORTS } from '../../core/query.ts';
import type { Supports } from '../port.ts';
import { article, query } from './build.ts';

/** Words that documents and queries share: accents, Arabic, emoji beside letters, digits, and near misses of each other. */
const WORDS = [
  'iraq',
  'Iraq',
  'nato',
  'NATO',
  'café',
  'CAFE',
  'türkiye',
  'Turkiye',
  'straße',
  'mission',
  'missions',
  'emission',
  'العراق',
  'شريك',
  'وزير',
  'Київ',
  'мир',
  'Αθήνα',
  '2024',
  '22541',
  'a',
  'x',
  'new',
  'york',
  'ﬁnance',
  '𝒻ar',
  'x1',
  '5g',
  '3й',
  '2024년',
  '½',
  'ﷺ',
] as const;

/** What stands between words; none of it is a word. */
const GAPS = [
  ' ',
  ' ',
  ' ',
  '. ',
  ', ',
  ' – ',
  '\n\n',
  ' 🎉 ',
  '🇺🇦',
  '’',
  '/',
  ' "',
  '" ',
  ' <b>',
  '_',
  '‏ ',
  '... ',
] as const;

/** Facet values that filters of any engine would trip over. */
const VALUES = [
  'IQ',
  'iq',
  'FR',
  'none of these',
  '"',
  "'",
  '\\',
  '\\"',
  'a"b',
  "a' OR 'b",
  'AND',
  'NOT x',
  'x TO y',
  '(',
  '[1,2]',
  ',',
  'وكالة',
  '‮abc',
  'é',
  'e\u0301',
  'x = 1',
  'EXISTS',
  '*',
  '🎉',
  'Ünïted',
  ' lead',
  '\t',
  'a\nb',
  '{"$ne":1}',
  '~1234567890ab',
] as const;

const word = fc.constantFrom(...WORDS);
const value = fc.constantFrom(...VALUES);
const day = fc.integer({ min: -60, max: 800 });

const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(word, fc.constantFrom(...GAPS)), { maxLength })
    .map((pieces) => pieces.map(([one, gap]) => one + gap).join(''));

const date = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  {
    weight: 4,
    arbitrary: fc.record({ day, datePrecision: fc.constantFrom('day', 'day', 'month', 'year') }).map((one) => ({
      date: formatDay(one.day),
      datePrecision: one.datePrecision,
    })),
  },
);

/** A document of few words and hostile facet values. */
const document: fc.Arbitrary<Omit<ArticleDocument, 'id'>> = fc
  .record({
    title: text(4),
    body: text(14),
    date,
    countries: fc.uniqueArray(value, { maxLength: 3 }),
    regions: fc.uniqueArray(value, { maxLength: 2 }),
    organisations: fc.uniqueArray(value, { maxLength: 3 }),
    language: fc.constantFrom('en', 'ar', 'tr'),
    publisher: fc.option(value, { nil: undefined }),
  })
  .map(({ date: dated, publisher, ...parts }) =>
    article({ id: '', ...parts, ...dated, ...(publisher === undefined ? {} : { publisher }) }),
  );

/** A small archive, ids counted up. */
export const archive = (size: number): fc.Arbitrary<ArticleDocument[]> =>
  fc
    .array(document, { minLength: 1, maxLength: size })
    .map((documents) =>
      documents.map((one, index) => ({ ...one, id: `d${index}`, sources: [{ file: `d${index}.md` }] })),
    );

const facetFilter: fc.Arbitrary<FacetFilter> = fc.record({
  include: fc.uniqueArray(fc.oneof(value, fc.constant('none')), { maxLength: 3 }),
  exclude: fc.uniqueArray(fc.oneof(value, fc.constant('none')), { maxLength: 2 }),
});

const filters: fc.Arbitrary<Filters> = fc
  .record({
    facets: fc.record(Object.fromEntries(FACETS.map(({ name }) => [name, facetFilter])), { requiredKeys: [] }),
    dates: fc.option(fc.record({ first: day, last: day }, { requiredKeys: [] }), { nil: undefined }),
    undated: fc.constantFrom('only', 'exclude', undefined, undefined),
  })
  .map(({ facets, dates, undated }) => ({ facets, ...(dates ? { dates } : {}), ...(undated ? { undated } : {}) }));

/** Half of all filters are empty: text alone must be tried as well. */
const someFilters = fc.oneof(fc.constant<Filters>({ facets: {} }), filters);

/** Words and phrases; where an engine knows phrases by neighbours only, phrases of two different words. */
function term({ longPhrases, proximity, fields }: Supports): fc.Arbitrary<Term> {
  const phraseWords = longPhrases
    ? fc.array(word, { minLength: 1, maxLength: 4 })
    : fc.uniqueArray(word, {
        minLength: 2,
        maxLength: 2,
        selector: (one) => one.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, ''),
      });
  const single = fc.record({ kind: fc.constant('word' as const), text: word });
  const phrase = phraseWords.map((words): Term => ({ kind: 'phrase', text: words.join(' ') }));
  const plain: fc.Arbitrary<Term> = fc.oneof({ weight: 3, arbitrary: single }, { weight: 2, arbitrary: phrase });
  const field = fields ? fc.constantFrom('title', 'body', undefined, undefined, undefined) : fc.constant(undefined);
  const slop = proximity ? fc.constantFrom(0, 0, 1, 3) : fc.constant(0);
  return fc.tuple(plain, field, slop).map(([one, inField, between]): Term => {
    const near = between > 0 && one.kind === 'phrase' && one.text.split(' ').length === 2;
    return { ...one, ...(inField ? { field: inField } : {}), ...(near ? { slop: between } : {}) };
  });
}

/** Any search whose counts are exact: typos and relaxing off. */
export function search(supports: Supports): fc.Arbitrary<SearchQuery> {
  const one = term(supports);
  const clause = fc.array(one, { minLength: 1, maxLength: supports.or ? 3 : 1 }).map((anyOf) => ({ anyOf }));
  return fc
    .record({
      text: fc.record({ clauses: fc.array(clause, { maxLength: 3 }), excluded: fc.array(one, { maxLength: 2 }) }),
      filters: someFilters,
      scope: fc.option(filters, { nil: undefined, freq: 6 }),
      facets: fc.subarray(FACETS.map(({ name }) => name)),
      facetLimit: fc.constantFrom(1, 3, 100),
      histogram: fc.constantFrom('none', 'auto', 'day', 'month', 'year'),
      histogramWindow: fc.option(fc.record({ first: day, last: day }, { requiredKeys: [] }), { nil: undefined }),
      sort: fc.constantFrom(...SORTS),
    })
    .map(({ scope, histogramWindow, ...parts }) =>
      query({
        ...parts,
        ...(scope ? { scope } : {}),
        ...(histogramWindow ? { histogramWindow } : {}),
        typos: false,
        relax: false,
      }),
    );
}
