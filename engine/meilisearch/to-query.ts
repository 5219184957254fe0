import type { SearchParams } from 'meilisearch';
import type { FacetName } from '../../core/facets.ts';
import type { SearchQuery, Sort } from '../../core/query.ts';
import { facetAttribute, toFilter, toIdFilter } from './to-filter.ts';
import type { Words } from './to-words.ts';
import { toQueryText } from './to-words.ts';

/** The sub-queries of one multi-search, by what each is for. */
export type Part = 'page' | 'total' | 'strict' | 'dates' | 'undated' | `facet:${FacetName}`;
export type SubQuery = Omit<SearchParams, 'q'> & { readonly q: string };
export type Plan = ReadonlyMap<Part, SubQuery>;

/** What the text part of a query has become: words to ask for, or, relaxed, the articles that answer best. */
export type Matching =
  | { readonly words: Pick<Words, 'wanted' | 'excluded'>; readonly attributes: readonly string[] }
  | { readonly ids: readonly string[] };

export interface PlanOptions {
  readonly query: SearchQuery;
  readonly matching: Matching;
  /** Hits to skip; `limit` that follow are fetched, with what they carry. */
  readonly offset: number;
  readonly limit: number;
  readonly retrieve: readonly string[];
  /** Counts the articles that match the text alone, to know whether to relax; without filters the page tells it. */
  readonly countStrict: boolean;
}

/** From here on a histogram by itself chooses days, so they are asked for at once. */
const SHORT_WINDOW_DAYS = 150;

/**
 * All that one search needs to know, as sub-queries of one request: a facet that is filtered on is counted by a query
 * of its own which leaves that filter out, the rest on the page's own query.
 */
export function toPlan(options: PlanOptions): Plan {
  const { query, matching, offset, limit } = options;
  const plan = new Map<Part, SubQuery>();
  const ask = (without?: FacetName | 'dates', more: readonly string[] = []): SubQuery => ({
    ...toText(matching),
    filter: [...toFilter(query, without), ...('ids' in matching ? [toIdFilter(matching.ids)] : []), ...more],
  });
  const counting = (facets: readonly string[]): Omit<SearchParams, 'q'> => ({
    hitsPerPage: 0,
    page: 1,
    ...(facets.length > 0 ? { facets: [...facets] } : {}),
  });

  const own = query.facets.filter((facet) => query.filters.facets[facet] !== undefined);
  const shared = query.facets.filter((facet) => !own.includes(facet)).map(facetAttribute);
  const ownDates = hasOwnDates(query);
  if (query.histogram !== 'none' && !ownDates) shared.push(dateAttribute(query));

  const whole = limit === 0 || offset % limit === 0; // otherwise a page has no number, and so no exact total
  plan.set('page', {
    ...ask(),
    ...(whole ? { page: limit === 0 ? 1 : offset / limit + 1, hitsPerPage: limit } : { offset, limit }),
    ...(shared.length > 0 ? { facets: shared } : {}),
    attributesToRetrieve: [...options.retrieve],
    sort: toSort(query.sort, matching),
    showMatchesPosition: query.highlight && 'words' in matching && matching.words.wanted.length > 0,
  });
  if (!whole) plan.set('total', { ...ask(), ...counting([]) });
  for (const facet of own) plan.set(`facet:${facet}`, { ...ask(facet), ...counting([facetAttribute(facet)]) });
  if (query.histogram !== 'none' && ownDates) {
    const { first, last } = query.histogramWindow ?? {};
    const window = [
      ...(first === undefined ? [] : [`dayFirst >= ${Math.trunc(first)}`]),
      ...(last === undefined ? [] : [`dayFirst <= ${Math.trunc(last)}`]),
    ];
    plan.set('dates', { ...ask('dates', window), ...counting([dateAttribute(query)]) });
    plan.set('undated', { ...ask('dates', ['dayFirst NOT EXISTS']), ...counting([]) });
  }
  if (options.countStrict && isNarrowed(query)) {
    plan.set('strict', {
      ...toText(matching),
      filter: toFilter({ scope: query.scope, now: query.now }),
      ...counting([]),
    });
  }
  return plan;
}

/** The text part of a search request. All words must match: what Meilisearch drops by itself spoils counts and ranks. */
export function toText(matching: Matching): SubQuery {
  if ('ids' in matching) return { q: '' };
  const q = toQueryText(matching.words);
  return { q, matchingStrategy: 'all', ...(q === '' ? {} : { attributesToSearchOn: [...matching.attributes] }) };
}

/** True when the histogram cannot be read off the page's own query. */
export function hasOwnDates({ filters, histogramWindow }: SearchQuery): boolean {
  return filters.dates !== undefined || filters.undated !== undefined || histogramWindow !== undefined;
}

/** The attribute that a histogram is counted by: months as a rule, days where they are sure to be drawn. */
export function dateAttribute({ histogram, histogramWindow }: SearchQuery): 'day' | 'month' {
  if (histogram === 'day') return 'day';
  const { first, last } = histogramWindow ?? {};
  const short = first !== undefined && last !== undefined && last - first < SHORT_WINDOW_DAYS;
  return histogram === 'auto' && short ? 'day' : 'month';
}

function isNarrowed({ filters }: SearchQuery): boolean {
  return Object.keys(filters.facets).length > 0 || filters.dates !== undefined || filters.undated !== undefined;
}

function toSort(sort: Sort, matching: Matching): string[] {
  switch (sort) {
    case 'newest':
      return ['dayFirst:desc'];
    case 'oldest':
      return ['dayFirst:asc'];
    case 'recent': // the year first, then what fits best
      return ['year:desc'];
    case 'relevance': {
      const browsing = 'words' in matching && matching.words.wanted.length === 0;
      return browsing ? ['dayFirst:desc'] : [];
    }
  }
}
