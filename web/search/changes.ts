import type { FacetName } from '../../core/facets.ts';
import type { Sort } from '../../core/query.ts';
import type { SearchState } from './state.ts';
import { EMPTY_STATE, filterOf, inOrder } from './state.ts';

/** Pure steps from one search to the next. Whatever changes the hits begins again on page 1. */

const FIRST_PAGE = { page: 1, cursor: '' } as const;

export function withQuery(state: SearchState, q: string): SearchState {
  return { ...state, q, ...FIRST_PAGE };
}

/** Includes a value, or lets go of it when it was included; an excluded value becomes an included one. */
export function toggleValue(state: SearchState, facet: FacetName, value: string): SearchState {
  const { include, exclude } = filterOf(state, facet);
  return withFilter(
    state,
    facet,
    include.includes(value) ? without(include, value) : [...include, value],
    without(exclude, value),
  );
}

/** Leaves out the articles with a value, or lets go of that when it was excluded. */
export function toggleExcluded(state: SearchState, facet: FacetName, value: string): SearchState {
  const { include, exclude } = filterOf(state, facet);
  return withFilter(
    state,
    facet,
    without(include, value),
    exclude.includes(value) ? without(exclude, value) : [...exclude, value],
  );
}

export function withoutValue(state: SearchState, facet: FacetName, value: string): SearchState {
  const { include, exclude } = filterOf(state, facet);
  return withFilter(state, facet, without(include, value), without(exclude, value));
}

/** Sets both ends of the date range, the later one last; an empty text leaves that end open. */
export function withDates(state: SearchState, from: string, to: string): SearchState {
  return { ...state, ...inOrder(from, to), undated: '', ...FIRST_PAGE };
}

/** `only` shows what has no date, which no range of dates can. */
export function withUndated(state: SearchState, undated: SearchState['undated']): SearchState {
  return { ...state, undated, ...(undated === 'only' ? { from: '', to: '' } : {}), ...FIRST_PAGE };
}

export function withSort(state: SearchState, sort: Sort): SearchState {
  return { ...state, sort, ...FIRST_PAGE };
}

/** `cursor` names the place of a page that numbers do not reach. */
export function withPage(state: SearchState, page: number, cursor = ''): SearchState {
  return { ...state, page, cursor };
}

/** The words and the order alone. */
export function withoutFilters(state: SearchState): SearchState {
  return { ...EMPTY_STATE, q: state.q, sort: state.sort };
}

function withFilter(state: SearchState, facet: FacetName, include: string[], exclude: string[]): SearchState {
  const others = Object.entries(state.facets).filter(([name]) => name !== facet);
  const own = include.length + exclude.length === 0 ? [] : [[facet, { include, exclude }] as const];
  return { ...state, facets: Object.fromEntries([...others, ...own]), ...FIRST_PAGE };
}

function without(values: readonly string[], value: string): string[] {
  return values.filter((other) => other !== value);
}
