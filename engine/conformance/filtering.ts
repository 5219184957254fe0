import assert from 'node:assert/strict';
import { parseCalendarDate } from '../../core/calendar-date.ts';
import type { FacetFilter, Filters } from '../../core/query.ts';
import type { FacetName } from '../../core/facets.ts';
import { exactly, query } from './build.ts';
import { count } from './brute-force.ts';
import type { ReadCase } from './case.ts';
import { assertFinds } from './case.ts';

const day = (date: string): number => parseCalendarDate(date)!.first;

const include = (...values: string[]): FacetFilter => ({ include: values, exclude: [] });
const exclude = (...values: string[]): FacetFilter => ({ include: [], exclude: values });

/** Facet filters, by what they show. */
const FACET_FILTERS: readonly (readonly [string, Partial<Record<FacetName, FacetFilter>>])[] = [
  ['one value', { country: include('IQ') }],
  ['either of two values', { country: include('IQ', 'DE') }],
  ['both of two facets', { country: include('IQ'), organisation: include('NATO') }],
  ['a value that no article has', { country: include('XX') }],
  ['a value and one that no article has', { country: include('XX', 'UA') }],
  ['all but one value', { country: exclude('NL') }],
  ['all but two values', { country: exclude('NL', 'IQ') }],
  ['a value without another', { country: { include: ['IQ'], exclude: ['BE'] } }],
  ['one value both included and excluded', { country: { include: ['IQ'], exclude: ['IQ'] } }],
  ['articles without a value', { organisation: include('none') }],
  ['articles without a value, or with one', { organisation: include('none', 'NATO') }],
  ['only articles with a value', { organisation: exclude('none') }],
  ['only articles with a value, and not this one', { organisation: exclude('none', 'NATO') }],
  ['articles without a single-valued field', { publisher: include('none') }],
  ['a language', { language: include('tr') }],
  [
    'a publisher with quotes, a backslash and an operator',
    { publisher: include(`O'Brien "News" \\ Co OR language = 'en'`) },
  ],
  ['all but that publisher', { publisher: exclude(`O'Brien "News" \\ Co OR language = 'en'`) }],
  ['a publisher in double quotes', { publisher: include('Port "A"') }],
  ['a value with umlaut and quotes', { publisher: include('Börse "heute"') }],
  ['a value in Arabic', { organisation: include('وكالة الأنباء') }],
  ['a value that begins with the word for nothing', { publisher: include('none of us') }],
  ['a value with parentheses', { organisation: include('Ministry of Foreign Affairs (Iraq)') }],
  [
    'values that try to end the filter',
    { publisher: include('" OR "1"="1', "' OR 1 = 1", '\\', ')', 'Gazette" OR id EXISTS') },
  ],
  ['values that look like operators', { publisher: include('AND', 'NOT', 'TO', 'EXISTS', 'IS NULL', '*') }],
  ['an empty value', { publisher: include('') }],
  ['a value spelled with other capitals', { publisher: include('NATO') }],
  [
    'five facets at once',
    {
      country: include('NL'),
      region: include('western-europe'),
      organisation: exclude('none'),
      language: include('en'),
      publisher: exclude('Port B'),
    },
  ],
];

const facetCases: readonly ReadCase[] = FACET_FILTERS.map(([title, facets]) => ({
  title: `facet filter: ${title}`,
  run: async ({ reader, documents }) => {
    const search = query({ filters: { facets } });
    assertFinds(
      await reader.search(search),
      count(documents, search).found.map(({ id }) => id),
    );
  },
}));

const DATE_FILTERS: readonly (readonly [string, Omit<Filters, 'facets'>])[] = [
  ['from a day', { dates: { first: day('2021-02-18') } }],
  ['from the day after', { dates: { first: day('2021-02-18') + 1 } }],
  ['to a day', { dates: { last: day('2020-10-22') } }],
  ['to the day before', { dates: { last: day('2020-10-22') - 1 } }],
  ['one day', { dates: { first: day('2024-02-29'), last: day('2024-02-29') } }],
  ['a day inside a month that is all we know', { dates: { first: day('2012-03-15'), last: day('2012-03-15') } }],
  ['the day after that month', { dates: { first: day('2012-04-01'), last: day('2012-04-01') } }],
  ['a day inside a year that is all we know', { dates: { first: day('1995-08-08'), last: day('1995-08-08') } }],
  ['the last day of that year and on', { dates: { first: day('1995-12-31'), last: day('1996-12-31') } }],
  ['the day after that year and on', { dates: { first: day('1996-01-01'), last: day('1996-12-31') } }],
  ['a range without ends, which still asks for a date', { dates: {} }],
  ['before 1970', { dates: { last: -1 } }],
  ['a range upside down', { dates: { first: day('2024-01-01'), last: day('2023-01-01') } }],
  ['only undated', { undated: 'only' }],
  ['no undated', { undated: 'exclude' }],
  ['only undated and a range', { undated: 'only', dates: { first: day('1900-01-01') } }],
  ['no undated and a range', { undated: 'exclude', dates: { last: day('2019-01-01') } }],
];

const dateCases: readonly ReadCase[] = DATE_FILTERS.map(([title, filters]) => ({
  title: `date filter: ${title}`,
  run: async ({ reader, documents }) => {
    const search = query({ filters: { facets: {}, ...filters } });
    assertFinds(
      await reader.search(search),
      count(documents, search).found.map(({ id }) => id),
    );
  },
}));

export const filtering: readonly ReadCase[] = [
  ...facetCases,
  ...dateCases,
  {
    title: 'text, facets, exclusion and dates together',
    run: async ({ reader, documents }) => {
      const filters: Filters = {
        facets: { country: include('NL'), publisher: exclude('Port B') },
        dates: { first: day('2018-01-05'), last: day('2018-01-30') },
      };
      const search = exactly('harbour -slowly', { filters });
      const expected = count(documents, search).found.map(({ id }) => id);
      assert.ok(expected.length > 0);
      assertFinds(await reader.search(search), expected);
    },
  },
];
