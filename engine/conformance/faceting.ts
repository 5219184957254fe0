import assert from 'node:assert/strict';
import { parseCalendarDate } from '../../core/calendar-date.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import type { SearchQuery } from '../../core/query.ts';
import { exactly, query } from './build.ts';
import { count } from './brute-force.ts';
import type { ReadCase } from './case.ts';

const day = (date: string): number => parseCalendarDate(date)!.first;

const SEARCHES: readonly (readonly [string, SearchQuery])[] = [
  ['of everything', query({ facets: FACET_NAMES })],
  ['of a word', exactly('zeppelin', { facets: FACET_NAMES })],
  ['of nothing found', exactly('nosuchword', { facets: FACET_NAMES })],
  ['under an exclusion in the text', exactly('-report', { facets: FACET_NAMES })],
  [
    'ignore their own filter',
    query({ facets: FACET_NAMES, filters: { facets: { country: { include: ['IQ'], exclude: [] } } } }),
  ],
  [
    'ignore their own exclusion',
    query({ facets: FACET_NAMES, filters: { facets: { country: { include: [], exclude: ['NL'] } } } }),
  ],
  [
    'respect the filters of others',
    query({
      facets: FACET_NAMES,
      filters: {
        facets: {
          country: { include: ['IQ', 'DE'], exclude: [] },
          publisher: { include: ['Gazette', 'none'], exclude: [] },
          language: { include: [], exclude: ['tr'] },
        },
      },
    }),
  ],
  [
    'respect dates',
    query({
      facets: FACET_NAMES,
      filters: { facets: {}, dates: { first: day('2019-01-01'), last: day('2022-12-31') } },
    }),
  ],
  ['respect undated', query({ facets: FACET_NAMES, filters: { facets: {}, undated: 'only' } })],
  [
    'under a word and two filters',
    exactly('ship', {
      facets: ['organisation', 'language'],
      filters: {
        facets: {
          organisation: { include: ['Line 03', 'none'], exclude: [] },
          language: { include: ['nl'], exclude: [] },
        },
      },
    }),
  ],
];

const equalToScan: readonly ReadCase[] = SEARCHES.map(([title, search]) => ({
  title: `counts ${title} equal those of a scan`,
  run: async ({ reader, documents }) => {
    const result = await reader.search(search);
    const expected = count(documents, search);
    assert.deepEqual(result.facets, expected.facets);
    assert.equal(result.totalHits, expected.found.length);
  },
}));

export const faceting: readonly ReadCase[] = [
  ...equalToScan,
  {
    title: 'counts nothing when no facet is asked for',
    run: async ({ reader }) => assert.deepEqual((await reader.search(query())).facets, {}),
  },
  {
    title: 'counts only the facets asked for',
    run: async ({ reader }) =>
      assert.deepEqual(Object.keys((await reader.search(query({ facets: ['language'] }))).facets), ['language']),
  },
  {
    title: 'keeps to the limit, most frequent first, ties by value',
    run: async ({ reader, documents }) => {
      const search = query({ facets: ['organisation', 'country'], facetLimit: 4 });
      const result = await reader.search(search);
      assert.deepEqual(result.facets, count(documents, search).facets);
      assert.equal(result.facets.organisation!.length, 4);
    },
  },
  {
    title: 'shows a selected value beyond the limit',
    run: async ({ reader, documents }) => {
      const filters = { facets: { organisation: { include: ['World Food Programme'], exclude: [] } } };
      const search = query({ facets: ['organisation'], facetLimit: 2, filters });
      const result = await reader.search(search);
      assert.deepEqual(result.facets, count(documents, search).facets);
      assert.ok(result.facets.organisation!.some(({ value }) => value === 'World Food Programme'));
    },
  },
  {
    title: 'shows a selected value that nothing has, with no count',
    run: async ({ reader }) => {
      const filters = { facets: { country: { include: ['XX'], exclude: [] } } };
      const result = await reader.search(query({ facets: ['country'], filters }));
      assert.deepEqual(
        result.facets.country!.find(({ value }) => value === 'XX'),
        { value: 'XX', count: 0 },
      );
    },
  },
  {
    title: 'does not depend on the page or its size',
    run: async ({ reader }) => {
      const search = exactly('harbour', { facets: FACET_NAMES });
      const first = await reader.search({ ...search, hitsPerPage: 1 });
      const later = await reader.search({ ...search, hitsPerPage: 7, page: 3 });
      assert.deepEqual(first.facets, later.facets);
      assert.equal(first.totalHits, later.totalHits);
    },
  },
];
