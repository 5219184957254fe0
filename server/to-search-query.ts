import { parseCalendarDate } from '../core/calendar-date.ts';
import { DatelineError } from '../core/errors.ts';
import type { FacetName } from '../core/facets.ts';
import { FACET_NAMES, spelledAsStored } from '../core/facets.ts';
import { parseQuery } from '../core/parse-query.ts';
import type { FacetFilter, Filters, SearchQuery } from '../core/query.ts';
import { BARE_SEARCH, QUERY_LIMITS } from '../core/query.ts';
import type { Notice } from '../core/result.ts';
import type { ReadScope } from '../engine/port.ts';
import type { ArticleParams, FilterParams, SearchParams } from './schemas/search-params.ts';

/** `['iq', '-US']` of `country` → include IQ, exclude US. */
function toFacetFilter(facet: FacetName, values: readonly string[]): FacetFilter {
  const excludes = (value: string): boolean => value.length > 1 && value.startsWith('-');
  return {
    include: values.filter((value) => !excludes(value)).map((value) => spelledAsStored(facet, value)),
    exclude: values.filter(excludes).map((value) => spelledAsStored(facet, value.slice(1))),
  };
}

/** Inclusive day numbers of a range of dates at any precision. @throws invalid_parameter when it ends before it begins */
export function toDayWindow(
  from: string | undefined,
  to: string | undefined,
  parameter: string,
): { first?: number; last?: number } | undefined {
  const first = from === undefined ? undefined : parseCalendarDate(from)?.first;
  const last = to === undefined ? undefined : parseCalendarDate(to)?.last;
  if (first !== undefined && last !== undefined && first > last) {
    throw new DatelineError('invalid_parameter', `${parameter} lies after the end of the range`, {
      details: { parameter },
    });
  }
  if (first === undefined && last === undefined) return undefined;
  return { ...(first !== undefined && { first }), ...(last !== undefined && { last }) };
}

/** The filters of a request. @throws invalid_parameter */
export function toFilters(params: ArticleParams): Filters {
  const facets: Partial<Record<FacetName, FacetFilter>> = {};
  for (const name of FACET_NAMES) {
    const values = params[name];
    if (values !== undefined && values.length > 0) facets[name] = toFacetFilter(name, values);
  }
  const dates = toDayWindow(params.from, params.to, 'from');
  return {
    facets,
    ...(dates !== undefined && { dates }),
    ...(params.undated !== undefined && { undated: params.undated }),
  };
}

/**
 * A search for all that matches text and filters: no page, no facets, no highlights; to be spread over. The last word is
 * also the beginning of one, as on the page that links to an export or a feed: they hold what it counts.
 */
export function toPlainQuery(q: string, params: FilterParams, readScope: ReadScope): SearchQuery {
  return {
    text: parseQuery(q, { prefix: true }).text,
    filters: toFilters(params),
    ...readScope,
    ...BARE_SEARCH,
    typos: params.typos,
    relax: params.relax,
  };
}

/** The search that a request asks for, and what is to be said about its words. @throws invalid_parameter, page_too_deep */
export function toSearchQuery(
  params: SearchParams,
  readScope: ReadScope,
): { query: SearchQuery; notices: readonly Notice[] } {
  if (params.cursor !== undefined && params.page > 1) {
    throw new DatelineError('invalid_parameter', 'page and cursor exclude each other', {
      details: { parameter: 'page' },
    });
  }
  if (params.page * params.hitsPerPage > QUERY_LIMITS.pagedHits) {
    throw new DatelineError('page_too_deep', `pages reach ${QUERY_LIMITS.pagedHits} hits; follow nextCursor instead`, {
      details: { parameter: 'page' },
    });
  }
  const { notices } = parseQuery(params.q);
  const plain = toPlainQuery(params.q, params, readScope);
  const window = toDayWindow(params.histogramFrom, params.histogramTo, 'histogramFrom');
  const query: SearchQuery = {
    ...plain,
    sort: params.sort ?? (plain.text.clauses.length > 0 ? 'relevance' : 'newest'),
    page: params.page,
    hitsPerPage: params.hitsPerPage,
    ...(params.cursor !== undefined && { cursor: params.cursor }),
    facets: params.facets ?? [],
    facetLimit: params.facetLimit,
    histogram: params.interval,
    ...(window !== undefined && { histogramWindow: window }),
    highlight: params.highlight !== 'none',
    snippets: params.snippets,
  };
  return { query, notices };
}
