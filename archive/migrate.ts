import { DatelineError } from '../core/errors.ts';
import { FACET_NAMES } from '../core/facets.ts';
import { QUERY_LIMITS } from '../core/query.ts';
import type { SearchResult } from '../core/result.ts';
import type { Engine } from '../engine/port.ts';
import { literalQuery } from './browse-query.ts';
import { readEverything } from './read-everything.ts';

export interface MigrationOptions {
  readonly onProgress?: (documents: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface Migration {
  /** The generation that the target now answers with. */
  readonly generation: string;
  readonly documents: number;
}

const EVERYTHING = literalQuery('', {
  facets: FACET_NAMES,
  facetLimit: QUERY_LIMITS.facetLimit,
  histogram: 'year',
});

/**
 * Copies the live generation of one engine to another, compares totals, facets and dates of both, and only then lets the
 * target answer with it. The source is read only; whatever fails leaves the target as it was.
 * @throws index_missing (nothing to copy), conflict (the source changed meanwhile, or the target is being rebuilt),
 *   publish_refused (the copy does not count what the source counts), aborted
 */
export async function migrate(from: Engine, to: Engine, options: MigrationOptions = {}): Promise<Migration> {
  const { onProgress, signal } = options;
  const before = await from.search(EVERYTHING, { signal });
  const rebuild = await to.startRebuild();
  try {
    let documents = 0;
    for await (const page of readEverything(from, signal)) {
      await rebuild.add(page);
      documents += page.length;
      onProgress?.(documents, before.totalHits);
    }

    const copy = await rebuild.preview();
    const reasons = differences(before, await copy.search(EVERYTHING, { signal }));
    const after = await from.search(EVERYTHING, { signal });
    if (after.generation !== before.generation || after.revision !== before.revision)
      reasons.push('the source has changed meanwhile');
    if (reasons.length > 0) {
      throw new DatelineError('publish_refused', 'The copy is not what was to be copied.', { details: { reasons } });
    }
    await rebuild.commit();
    return { generation: rebuild.generation, documents };
  } catch (error) {
    await rebuild.discard();
    throw error;
  }
}

/** What two engines count differently over the same articles, one sentence each. */
function differences(source: SearchResult, copy: SearchResult): string[] {
  const reasons: string[] = [];
  if (source.totalHits !== copy.totalHits)
    reasons.push(`${copy.totalHits} articles of ${source.totalHits} have arrived`);
  for (const facet of FACET_NAMES) {
    if (JSON.stringify(source.facets[facet]) !== JSON.stringify(copy.facets[facet]))
      reasons.push(`counts of ${facet} differ`);
  }
  if (JSON.stringify(source.histogram) !== JSON.stringify(copy.histogram)) reasons.push('counts by year differ');
  return reasons;
}
