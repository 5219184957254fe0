import { expect, test } from 'vitest';
import { en } from '../messages/en.ts';
import { fr } from '../messages/fr.ts';
import { ar } from '../messages/ar.ts';
import { createLocaliser } from '../messages/localiser.ts';
import type { SearchAnswer } from '../search/answer.ts';
import { EMPTY_STATE } from '../search/state.ts';
import { barsWithin, daysBetween, halfAroundPeak, toBars } from './buckets.ts';
import { flatten, h, safeUrl } from './h.ts';
import { shadeOf } from './map-view.ts';
import { numbersAround } from './pager-view.ts';
import { reasonOf } from './reason.ts';
import { resultsView } from './results-view.ts';
import type { View } from './view.ts';

const years = (first: number, count: number) => ({
  interval: 'year' as const,
  undated: 0,
  buckets: Array.from({ length: count }, (_, index) => ({ date: `${first + index}-01-01`, count: index })),
});

test.each([
  [24, 60, 24, '2003', '2003'],
  [100, 60, 51, '2003', '2003'],
  [400, 60, 41, '2003', '2009'],
])('%i years in at most %i bars are %i, the first from %s to %s', (count, most, length, from, to) => {
  const histogram = years(2003, count);
  const bars = toBars(histogram, most);
  expect(bars).toHaveLength(length);
  expect(bars[0]).toMatchObject({ from, to });
  const sum = (list: readonly { count: number }[]): number => list.reduce((total, one) => total + one.count, 0);
  expect(sum(bars)).toBe(sum(histogram.buckets));
});

test('days become months, and months become years, where there are too many', () => {
  const days = Array.from({ length: 90 }, (_, index) => ({
    date: new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
    count: 1,
  }));
  expect(toBars({ interval: 'day', undated: 0, buckets: days }, 60)).toEqual([
    { from: '2024-01', to: '2024-01', count: 31 },
    { from: '2024-02', to: '2024-02', count: 29 },
    { from: '2024-03', to: '2024-03', count: 30 },
  ]);
});

test.each([
  ['', '', 0, 5],
  ['2004', '2005', 1, 3],
  ['2004-06', '2005-02-03', 1, 3],
  ['2008', '', 5, 5],
  ['', '2002-12-31', 0, 0],
])('a range from %j to %j covers the bars %i to %i of 2003–2007', (from, to, first, end) => {
  expect(barsWithin(toBars(years(2003, 5), 60), from, to)).toEqual({ first, end });
});

test.each([
  [
    [1, 2, 3, 0, 0, 0],
    [2, 3, 0],
  ],
  [
    [0, 0, 0, 0, 9, 1],
    [0, 9, 1],
  ],
  [
    [1, 0, 0, 0, 0, 0, 1],
    [1, 0, 0, 0],
  ],
  [
    [0, 0, 5, 0, 0],
    [0, 5, 0],
  ],
  [[4], [4]],
])('a closer look at %j is one at %j, around the fullest', (counts, expected) => {
  const bars = counts.map((count, index) => ({ from: `20${10 + index}`, to: `20${10 + index}`, count }));
  expect(halfAroundPeak(bars).map(({ count }) => count)).toEqual(expected);
});

test.each([
  ['2004', '2004', '2004-01-01', '2004-12-31'],
  ['2004-02', '2004-02', '2004-02-01', '2004-02-29'],
  ['2004-02-03', '2005-04', '2004-02-03', '2005-04-30'],
])('%s to %s is %s to %s', (from, to, first, last) => {
  expect(daysBetween(from, to)).toEqual({ from: first, to: last });
});

test.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [5, 20, [1, null, 4, 5, 6, null, 20]],
  [3, 6, [1, 2, 3, 4, 5, 6]],
  [101, 100, [1, null, 100, 101]],
  [102, 100, [1, null, 100, null, 102]],
])('on page %i of %i the pager shows %j', (page, last, expected) => {
  expect(numbersAround(page, last)).toEqual(expected);
});

test.each([
  [0, 10, 0],
  [1, 10, 1],
  [10, 10, 6],
  [1, 1, 6],
])('%i of at most %i hits has the shade %i', (count, highest, shade) => {
  expect(shadeOf(count, highest)).toBe(shade);
});

test.each([
  ['https://a.example/x', true],
  ['HTTP://a.example', true],
  ['javascript:alert(1)', false],
  [' https://a.example', false],
  ['https://a.example/x y', false],
  ['data:text/html,x', false],
  [undefined, false],
])('%j may be followed: %s', (address, safe) => {
  expect(safeUrl(address) !== undefined).toBe(safe);
});

test('children are flattened, texts joined, nothing left of what is not there', () => {
  expect(flatten(['a', 1, null, [false, 'b', [undefined, '']], h('br', null)])).toEqual(['a1b', h('br', null)]);
});

test('a page beyond the last one shows how many there are, and no range of them', () => {
  const state = { ...EMPTY_STATE, page: 5 };
  const counts = { totalHits: 31, totalPages: 4, page: 5, hitsPerPage: 10 };
  const answer = { ...counts, hits: [], facets: {}, notices: [] } as unknown as SearchAnswer;
  const localiser = createLocaliser('en', en);
  const view = { state, answer, failure: null, busy: false, localiser, link: () => '/', places: [] };
  const shown = JSON.stringify(resultsView(view as unknown as View));
  expect(shown).toContain('31 articles');
  expect(shown).not.toContain('41–40');
});

test('each language writes counts, dates and names in its own way', () => {
  const [english, french, arabic] = [createLocaliser('en', en), createLocaliser('fr', fr), createLocaliser('ar', ar)];
  expect(english.say('resultsCount', { n: 1234 })).toBe('1,234 articles');
  expect(english.say('resultsCount', { n: 0 })).toBe('No articles');
  expect(french.say('articlesCount', { n: 0 })).toBe('0 article');
  expect([2, 3, 11].map((n) => arabic.say('articlesCount', { n }))).toEqual(['مقالان', '3 مقالات', '11 مقالًا']);
  expect(english.date('2004-03-01', 'month')).toBe('March 2004');
  expect(french.date('2004-03-14')).toBe('14 mars 2004');
  expect(french.label('country', 'IQ', 'Iraq')).toBe('Irak');
  expect(arabic.label('country', 'none')).toBe('بلا بلد');
  expect(english.label('organisation', 'NATO')).toBe('NATO');
});

test.each([
  [{ code: 'page_too_deep', parameter: 'page' }, 'reasonTooDeep'],
  [{ code: 'unauthorized' }, 'reasonKey'],
  [{ code: 'invalid_parameter', parameter: 'q' }, 'reasonTooLong'],
  [{ code: 'invalid_parameter', parameter: 'from' }, 'reasonAddress'],
  [{ code: 'a code of later' }, 'reasonAddress'],
] as const)('why a search cannot be made is said in the language of the page: %j', (reason, key) => {
  for (const [locale, messages] of [
    ['en', en],
    ['fr', fr],
    ['ar', ar],
  ] as const)
    // prettier-ignore
    expect(reasonOf(reason, createLocaliser(locale, messages))).toContain(messages[key].split('{')[0]);
});
