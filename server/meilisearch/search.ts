import type { Response } from 'express';
import { DatelineError } from '../../core/errors.ts';
import { QUERY_LIMITS } from '../../core/query.ts';
import type { SearchQuery } from '../../core/query.ts';
import type { Caller } from '../key-ring.ts';
import { observedSearch } from '../run-search.ts';
import type { Services } from '../services.ts';
import { toFacetDistribution, toMeilisearchHits } from './from-result.ts';
import type { MeilisearchSearch } from './search-request.ts';
import type { HitWindow } from './to-query.ts';
import { filtersOf, toQuery, windowOf } from './to-query.ts';

/** The pages that together hold a window: one, where some page size fits around it, else two of the largest. */
function pagesAround({ offset, count }: HitWindow): { size: number; pages: readonly number[] } {
  if (count === 0) return { size: 1, pages: [1] };
  const { hitsPerPage: largest, pagedHits } = QUERY_LIMITS;
  for (let size = count; size <= largest; size++) {
    const page = Math.floor(offset / size) + 1;
    if (offset + count <= page * size && page * size <= pagedHits) return { size, pages: [page] };
  }
  const first = Math.floor(offset / largest) + 1;
  return { size: largest, pages: [first, first + 1] };
}

type Observed = Awaited<ReturnType<typeof observedSearch>>;

const ATTEMPTS = 4;

/**
 * The answers to the pages of one window, all of one state of the index: they are asked for anew when an update or
 * another generation came in between, which would show an article twice, or not at all. @throws overloaded
 */
async function askPages(
  ask: (query: SearchQuery) => Promise<Observed>,
  pages: readonly SearchQuery[],
): Promise<Observed[]> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found: Observed[] = [];
    for (const page of pages) found.push(await ask(page));
    const { generation, revision } = found[0]!.result;
    if (found.every(({ result }) => result.generation === generation && result.revision === revision)) return found;
  }
  throw new DatelineError('overloaded', 'the index changes faster than two pages of it can be read');
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
  // Like Meilisearch, which answers what it reaches and leaves out the rest.
  const count = Math.max(0, Math.min(window.count, QUERY_LIMITS.pagedHits - window.offset));
  const { size, pages } = pagesAround({ offset: window.offset, count });
  // Those that want no hits count facets for a search beside them, and are nobody's own.
  const by = window.count === 0 ? 'machine' : 'reader';
  const asked = { q: request.q ?? '', filters: filtersOf(request.filter), by } as const;
  const found = await askPages(
    (query) => observedSearch(services, res, asked, query),
    pages.map((page) => toQuery(request, scope, page, size)),
  );
  const { result } = found[0]!;
  const skipped = window.offset - (pages[0]! - 1) * size;
  const hits = found.flatMap((one) => one.result.hits).slice(skipped, skipped + count);
  const engineMs = found.reduce((sum, one) => sum + one.engineMs, 0);
  const numbered = request.page != null || request.hitsPerPage != null;
  return {
    hits: toMeilisearchHits(hits, request),
    query: asked.q,
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
