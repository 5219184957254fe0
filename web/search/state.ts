import type { FacetName } from '../../core/facets.ts';
import type { FacetFilter, Sort } from '../../core/query.ts';
import { FACET_NAMES } from './facet-names.ts';

/** One search as a reader has put it together: what stands in the address, and all that the answer depends on. */
export interface SearchState {
  readonly q: string;
  readonly facets: Readonly<Partial<Record<FacetName, FacetFilter>>>;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty when open. */
  readonly from: string;
  readonly to: string;
  readonly undated: '' | 'only' | 'exclude';
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
  /** Where a page begins that page numbers do not reach; empty for all others. */
  readonly cursor: string;
}

export const EMPTY_STATE: SearchState = {
  q: '',
  facets: {},
  from: '',
  to: '',
  undated: '',
  sort: 'relevance',
  page: 1,
  cursor: '',
};

const SORTS: readonly Sort[] = ['relevance', 'newest', 'oldest', 'recent'];
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const LAST_PAGE = 1_000_000;
const NO_FILTER: FacetFilter = { include: [], exclude: [] };

/** The parameters of a search, named as the HTTP API names them; what is at its default is left out. */
export function toParams(state: SearchState): URLSearchParams {
  const params = new URLSearchParams();
  if (state.q !== '') params.set('q', state.q);
  for (const name of FACET_NAMES) {
    const { include, exclude } = filterOf(state, name);
    for (const value of include) params.append(name, value);
    for (const value of exclude) params.append(name, `-${value}`);
  }
  if (state.from !== '') params.set('from', state.from);
  if (state.to !== '') params.set('to', state.to);
  if (state.undated !== '') params.set('undated', state.undated);
  if (state.sort !== 'relevance') params.set('sort', state.sort);
  if (state.page > 1) params.set('page', String(state.page));
  if (state.cursor !== '') params.set('cursor', state.cursor);
  return params;
}

/** The search that an address holds. What is no search of ours is ignored: addresses are edited and shared by people. */
export function fromParams(params: URLSearchParams): SearchState {
  const facets: Partial<Record<FacetName, FacetFilter>> = {};
  for (const name of FACET_NAMES) {
    const values = [...new Set(params.getAll(name))].filter((value) => value !== '' && value !== '-');
    if (values.length === 0) continue;
    facets[name] = {
      include: values.filter((value) => !value.startsWith('-')),
      exclude: values.filter((value) => value.startsWith('-')).map((value) => value.slice(1)),
    };
  }
  const undated = params.get('undated');
  const number = Number(params.get('page') ?? '1');
  const page = Number.isInteger(number) && number > 0 && number <= LAST_PAGE ? number : 1;
  return {
    q: (params.get('q') ?? '').slice(0, 512),
    facets,
    ...inOrder(dateOf(params.get('from')), dateOf(params.get('to'))),
    undated: undated === 'only' || undated === 'exclude' ? undated : '',
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? 'relevance',
    page,
    cursor: page === 1 ? '' : (params.get('cursor') ?? '').slice(0, 4096),
  };
}

/** The filter of one facet, empty when there is none. */
export function filterOf(state: SearchState, facet: FacetName): FacetFilter {
  return state.facets[facet] ?? NO_FILTER;
}

/** True when anything narrows the search beside its words. */
export function hasFilters(state: SearchState): boolean {
  const values = FACET_NAMES.some(
    (name) => filterOf(state, name).include.length + filterOf(state, name).exclude.length,
  );
  return values || state.from !== '' || state.to !== '' || state.undated !== '';
}

/** Both ends of a range, the later one last; an empty text leaves that end open. */
export function inOrder(from: string, to: string): Pick<SearchState, 'from' | 'to'> {
  // From May of a year to the end of that year (2004-05 to 2004) is not backwards, though it sorts so.
  const backwards = from !== '' && to !== '' && from > to && !from.startsWith(to);
  return backwards ? { from: to, to: from } : { from, to };
}

function dateOf(text: string | null): string {
  return text !== null && DATE.test(text) ? text : '';
}
