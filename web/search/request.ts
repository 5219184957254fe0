import type { FilterParams, SearchParams } from '../../client/dateline-client.ts';
import { toQueryString } from '../../client/request.ts';
import { FACET_NAMES } from './facet-names.ts';
import type { SearchState } from './state.ts';
import { filterOf } from './state.ts';

/** Countries of the world, so that the map and the tree are whole. */
const FACET_LIMIT = 250;
const SNIPPETS = 3;

/** What narrows a search, as the API takes it. */
export function filtersOf(state: SearchState): FilterParams {
  const facets = FACET_NAMES.map((name) => {
    const { include, exclude } = filterOf(state, name);
    return [name, [...include, ...exclude.map((value) => `-${value}`)]] as const;
  }).filter(([, values]) => values.length > 0);
  return {
    ...Object.fromEntries(facets),
    ...(state.from !== '' && { from: state.from }),
    ...(state.to !== '' && { to: state.to }),
    ...(state.undated !== '' && { undated: state.undated }),
  };
}

/** A search as the API takes it, on the server and in the browser alike. */
export function requestOf(state: SearchState, locale: string): SearchParams<'segments'> {
  return {
    ...filtersOf(state),
    ...(state.q !== '' && { q: state.q }),
    ...(state.sort !== 'relevance' && { sort: state.sort }),
    ...(state.cursor !== '' ? { cursor: state.cursor } : state.page > 1 && { page: state.page }),
    facets: FACET_NAMES,
    facetLimit: FACET_LIMIT,
    highlight: 'segments',
    snippets: SNIPPETS,
    locale,
  };
}

/** The same as the parameters of an address. */
export function requestParams(state: SearchState, locale: string): URLSearchParams {
  return new URLSearchParams(toQueryString(requestOf(state, locale)));
}
