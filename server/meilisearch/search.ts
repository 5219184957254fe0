import type { Response } from 'express';
import type { Hit, SearchResult } from '../../core/result.ts';
import { QUERY_LIMITS } from '../../core/query.ts';
import type { Caller } from '../key-ring.ts';
import { observedSearch } from '../run-search.ts';
import type { Services } from '../services.ts';
import { toFacetDistribution, toMeilisearchHits } from './from-result.ts';
import type { MeilisearchSearch } from './search-request.ts';
import type { HitWindow } from './to-query.ts';
import { toQuery, windowOf } from './to-query.ts';

/** The smallest page size by which one page holds the whole window; null when two pages are needed. */
function pageAround({ offset, count }: HitWindow): { page: number; size: number } | null {
  if (count === 0) return { page: 1, size: 1 };
  for (let size = count; size <= QUERY_LIMITS.hitsPerPage; size++) {
    const page = Math.floor(offset / size);
    if (Math.floor((offset + count - 1) / size) === page) return { page: page + 1, size };
  }
  return null;
}

/** One search in Meilisearch's form. @throws invalid_parameter, and what the engine throws */
export async function searchAsMeilisearch(
  services: Services,
  res: Response,
  caller: Caller,
  request: MeilisearchSearch,
): Promise<Record<string, unknown>> {
  const scope = { scope: caller.filter, now: services.now() };
  const window = windowOf(request);
  const beyond = window.offset + window.count > QUERY_LIMITS.pagedHits;
  const ask = async (page: number, size: number) =>
    observedSearch(services, res, request.q ?? '', toQuery(request, scope, page, size));

  let result: SearchResult;
  let engineMs: number;
  let hits: readonly Hit[] = [];
  const around = beyond ? { page: 1, size: 1 } : pageAround(window);
  if (around) {
    ({ result, engineMs } = await ask(around.page, around.size));
    const skipped = window.offset - (around.page - 1) * around.size;
    if (!beyond) hits = result.hits.slice(skipped, skipped + window.count);
  } else {
    const first = Math.floor(window.offset / window.count) + 1;
    ({ result, engineMs } = await ask(first, window.count));
    const more = await ask(first + 1, window.count);
    const skipped = window.offset - (first - 1) * window.count;
    hits = [...result.hits, ...more.result.hits].slice(skipped, skipped + window.count);
  }
  const numbered = request.page != null || request.hitsPerPage != null;
  return {
    hits: toMeilisearchHits(hits, request),
    query: request.q ?? '',
    processingTimeMs: Math.round(engineMs),
    ...(numbered
      ? {
          page: request.page ?? 1,
          hitsPerPage: window.count,
          totalHits: result.totalHits,
          totalPages: window.count === 0 ? 0 : Math.ceil(result.totalHits / window.count),
        }
      : { limit: window.count, offset: window.offset, estimatedTotalHits: result.totalHits }),
    ...(request.facets != null && {
      facetDistribution: toFacetDistribution(result, request.facets),
      facetStats: {},
    }),
  };
}
