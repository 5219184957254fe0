import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toggleExcluded, toggleValue, withDates, withoutFilters, withoutValue, withUndated } from './changes.ts';
import { FACET_NAMES } from './facet-names.ts';
import type { SearchState } from './state.ts';
import { EMPTY_STATE, fromParams, hasFilters, toParams } from './state.ts';

const value = fc.string({ minLength: 1 }).filter((text) => !text.startsWith('-'));
const filter = fc.record({ include: fc.uniqueArray(value), exclude: fc.constant([]) });
const anyState: fc.Arbitrary<SearchState> = fc.record({
  q: fc.string({ maxLength: 512 }),
  facets: fc
    .dictionary(fc.constantFrom(...FACET_NAMES), filter)
    .map((facets) => Object.fromEntries(Object.entries(facets).filter(([, one]) => one.include.length > 0))),
  from: fc.constantFrom('', '2004', '2004-05', '2004-05-06'),
  to: fc.constantFrom('', '2006'),
  undated: fc.constantFrom('', 'only', 'exclude'),
  sort: fc.constantFrom('relevance', 'newest', 'oldest', 'recent'),
  page: fc.integer({ min: 1, max: 1_000_000 }),
  cursor: fc.constantFrom('', 'Z2VuLTE=.7'),
});
// The first page needs no cursor to be found.
const stateOf = anyState.map((state) => (state.page === 1 ? { ...state, cursor: '' } : state));

test('the address holds the whole search', () => {
  fc.assert(
    fc.property(stateOf, (state) => {
      expect(fromParams(new URLSearchParams(toParams(state).toString()))).toEqual(state);
    }),
  );
});

test.each([
  ['page=0&sort=best&undated=maybe&from=yesterday', {}],
  ['country=&country=-&colour=red', {}],
  ['country=IQ&country=IQ&country=-IR', { facets: { country: { include: ['IQ'], exclude: ['IR'] } } }],
  ['q=-nato&page=3', { q: '-nato', page: 3 }],
  ['page=101&cursor=abc', { page: 101, cursor: 'abc' }],
  ['cursor=abc', {}],
  ['from=2024&to=2020-05', { from: '2020-05', to: '2024' }],
  ['from=2004-05&to=2004', { from: '2004-05', to: '2004' }],
])('%s is read as far as it makes sense', (address, expected) => {
  expect(fromParams(new URLSearchParams(address))).toEqual({ ...EMPTY_STATE, ...expected });
});

test('a value is included, then excluded, then let go', () => {
  const included = toggleValue({ ...EMPTY_STATE, page: 4 }, 'country', 'IQ');
  expect(toParams(included).toString()).toBe('country=IQ');
  const excluded = toggleExcluded(included, 'country', 'IQ');
  expect(toParams(excluded).toString()).toBe('country=-IQ');
  expect(withoutValue(excluded, 'country', 'IQ')).toEqual(EMPTY_STATE);
  expect(toggleValue(included, 'country', 'IQ')).toEqual(EMPTY_STATE);
});

test('dates given backwards are a range all the same, and undated articles are in none', () => {
  expect(withDates(EMPTY_STATE, '2010', '2004')).toMatchObject({ from: '2004', to: '2010' });
  expect(withDates(EMPTY_STATE, '2004-05', '2004')).toMatchObject({ from: '2004-05', to: '2004' });
  const undated = withUndated(withDates(EMPTY_STATE, '2004', '2010'), 'only');
  expect(undated).toMatchObject({ from: '', to: '', undated: 'only' });
  expect(hasFilters(undated)).toBe(true);
  expect(hasFilters(withoutFilters({ ...undated, q: 'nato' }))).toBe(false);
});
