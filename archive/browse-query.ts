import { parseQuery } from '../core/parse-query.ts';
import type { SearchQuery } from '../core/query.ts';
import { BARE_SEARCH, NO_FILTERS } from '../core/query.ts';

/** Later than any embargo: the archive itself sees everything. */
export const SEES_ALL = Number.MAX_SAFE_INTEGER;

/** A search of the archive's own: literal, over everything, under embargo or not; no counts, no highlights. */
export function literalQuery(q: string, more: Partial<SearchQuery> = {}): SearchQuery {
  return {
    text: parseQuery(q).text,
    filters: NO_FILTERS,
    now: SEES_ALL,
    ...BARE_SEARCH,
    typos: false,
    relax: false,
    ...more,
  };
}
