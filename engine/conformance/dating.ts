import assert from 'node:assert/strict';
import { parseCalendarDate } from '../../core/calendar-date.ts';
import type { SearchQuery } from '../../core/query.ts';
import { exactly, query } from './build.ts';
import { count } from './brute-force.ts';
import type { ReadCase } from './case.ts';
import { idsOf } from './case.ts';

const day = (date: string): number => parseCalendarDate(date)!.first;

const SEARCHES: readonly (readonly [string, SearchQuery])[] = [
  ['by year', query({ histogram: 'year' })],
  ['by month', query({ histogram: 'month' })],
  ['by day, of a month of reports', exactly('harbour report', { histogram: 'day' })],
  ['by month, of reports', exactly('harbour report', { histogram: 'month' })],
  ['by its own choice, of everything', query({ histogram: 'auto' })],
  ['by its own choice, of reports', exactly('report', { histogram: 'auto' })],
  ['of undated articles alone', exactly('raqqa', { histogram: 'year' })],
  [
    'ignores the date filter',
    query({ histogram: 'year', filters: { facets: {}, dates: { first: day('2021-01-01'), last: day('2021-12-31') } } }),
  ],
  ['ignores undated', query({ histogram: 'year', filters: { facets: {}, undated: 'exclude' } })],
  [
    'respects facet filters',
    query({ histogram: 'month', filters: { facets: { country: { include: ['IQ'], exclude: [] } } } }),
  ],
  [
    'keeps to its window',
    query({ histogram: 'month', histogramWindow: { first: day('2018-01-10'), last: day('2021-06-01') } }),
  ],
  [
    'chooses by its window',
    query({ histogram: 'auto', histogramWindow: { first: day('2018-01-10'), last: day('2018-02-03') } }),
  ],
  ['has a window with one end', query({ histogram: 'year', histogramWindow: { first: day('2022-01-01') } })],
];

const equalToScan: readonly ReadCase[] = SEARCHES.map(([title, search]) => ({
  title: `histogram: ${title}`,
  run: async ({ reader, documents }) => {
    const expected = count(documents, search).histogram!;
    const { histogram } = await reader.search(search);
    if (expected.buckets.length > 0) assert.deepEqual(histogram, expected);
    else assert.deepEqual([histogram?.buckets, histogram?.undated], [[], expected.undated]);
  },
}));

const order = (title: string, search: SearchQuery, first: readonly string[], last: readonly string[]): ReadCase => ({
  title,
  run: async ({ reader }) => {
    const found = idsOf(await reader.search(search));
    assert.deepEqual(found.slice(0, first.length), first);
    assert.deepEqual(found.slice(-last.length), last);
  },
});

export const dating: readonly ReadCase[] = [
  ...equalToScan,
  {
    title: 'histogram: none is made when none is asked for',
    run: async ({ reader }) => assert.equal((await reader.search(query())).histogram, null),
  },
  {
    title: 'histogram: takes larger buckets when there would be too many, and says so',
    run: async ({ reader }) => {
      const { histogram, notices } = await reader.search(query({ histogram: 'day' }));
      assert.equal(histogram!.interval, 'month');
      assert.ok(notices.some(({ code }) => code === 'histogram-coarser'));
    },
  },
  order(
    'sorts newest first, undated last',
    query({ sort: 'newest' }),
    ['body-only', 'across', 'numbers', 'emoji'],
    ['old', 'undated'],
  ),
  order(
    'sorts oldest first, undated last',
    query({ sort: 'oldest' }),
    ['old', 'year-only', 'sahel', 'report-00'],
    ['undated'],
  ),
  order('sorts a search by date', exactly('report', { sort: 'newest' }), ['report-44', 'report-43'], ['report-00']),
  {
    title: 'sorting changes the order only',
    run: async ({ reader }) => {
      for (const sort of ['newest', 'oldest', 'recent'] as const) {
        const sorted = await reader.search(exactly('the', { sort }));
        const ranked = await reader.search(exactly('the'));
        assert.deepEqual(idsOf(sorted).sort(), idsOf(ranked).sort());
      }
    },
  },
];
