import type { Response } from 'express';
import type { SearchResult } from '../core/result.ts';
import type { Filters, SearchQuery } from '../core/query.ts';
import { askEngine } from './ask-engine.ts';
import type { Caller } from './key-ring.ts';
import { presentResult } from './present-result.ts';
import { contextOf } from './request-context.ts';
import type { SearchAnswer } from './schemas/answers.ts';
import type { SearchParams } from './schemas/search-params.ts';
import type { Services } from './services.ts';
import { toSearchQuery } from './to-search-query.ts';
import { unknownValues } from './unknown-values.ts';

/** A search as it was asked for; statistics count those of readers. */
export interface AskedSearch {
  readonly q: string;
  readonly filters: Filters;
  readonly by: 'reader' | 'machine';
}

/** Asks the engine once, and tells log, metrics and (for what readers typed) statistics what came of it. */
export async function observedSearch(
  services: Services,
  res: Response,
  { q, filters, by }: AskedSearch,
  query: SearchQuery,
): Promise<{ result: SearchResult; engineMs: number }> {
  const { facts } = contextOf(res);
  facts.q = q;
  facts.filters = filters;
  const startedAt = performance.now();
  const result = await askEngine(services, res, 'search', (signal) => services.engine.search(query, { signal }));
  const engineMs = performance.now() - startedAt;
  facts.hits = result.totalHits;
  facts.generation = `${result.generation}/${result.revision}`;
  services.metrics.searches.inc({ outcome: result.totalHits === 0 ? 'nothing' : 'found' });
  if (by === 'reader' && query.page === 1 && query.cursor === undefined) {
    services.insight.record({ q, totalHits: result.totalHits, engineMs, at: services.now() });
  }
  return { result, engineMs };
}

/**
 * One search from parameters to answer: what `GET /api/search` sends and what the page renders.
 * @throws invalid_parameter, page_too_deep, and what the engine throws
 */
export async function runSearch(
  services: Services,
  res: Response,
  caller: Caller,
  params: SearchParams,
): Promise<SearchAnswer> {
  const { query, notices } = toSearchQuery(params, { scope: caller.filter, now: services.now() });
  const asked = { q: params.q, filters: query.filters, by: 'reader' } as const;
  const { result, engineMs } = await observedSearch(services, res, asked, query);
  const ofRequest = [...notices, ...unknownValues(query.filters, services.vocabulary)];
  return presentResult(params, query, result, ofRequest, engineMs, services.vocabulary);
}
