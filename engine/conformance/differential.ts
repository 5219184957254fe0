import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ArticleDocument } from '../../core/document.ts';
import type { SearchQuery } from '../../core/query.ts';
import type { SearchReader } from '../port.ts';
import { archive, search } from './arbitraries.ts';
import { publish } from './build.ts';
import { count } from './brute-force.ts';
import type { Open } from './case.ts';
import { idsOf } from './case.ts';

export interface DifferentialOptions {
  readonly open: Open;
  /** Searches to try, on archives of their own. */
  readonly cases: number;
  readonly searchesPerArchive: number;
  readonly documents: number;
  /** Milliseconds after which no new archive is begun. */
  readonly withinMs?: number;
  /** Instead of the one that all random tests draw from. */
  readonly seed?: number;
}

/**
 * Random archives and random searches: hits, totals, facet counts and histograms equal those of a scan, before and after
 * an update. @returns how many searches were compared
 */
export async function compareWithScan(options: DifferentialOptions): Promise<number> {
  const { open, cases, searchesPerArchive, documents, withinMs = Infinity } = options;
  const seed = options.seed ?? fc.readConfigureGlobal().seed ?? Date.now() % 2 ** 31;
  const deadline = Date.now() + withinMs;
  let compared = 0;
  for (let round = 0; compared < cases && Date.now() < deadline; round++) {
    const opened = await open({ settings: { synonyms: [] } });
    try {
      const { engine } = opened;
      const [first, changed] = fc.sample(archive(documents), { seed: seed + round, numRuns: 2 }) as [
        ArticleDocument[],
        ArticleDocument[],
      ];
      const searches = fc.sample(search(engine.supports), { seed: seed + round, numRuns: searchesPerArchive });
      await publish(engine, first);
      const half = Math.ceil(searches.length / 2);
      for (const one of searches.slice(0, half)) await compare(engine, first, one, seed + round);

      const remove = first.filter((_, index) => index % 3 === 0).map(({ id }) => id);
      const upsert = changed.slice(0, Math.ceil(changed.length / 2));
      await engine.update({ upsert, remove });
      const now = new Map(first.filter(({ id }) => !remove.includes(id)).map((document) => [document.id, document]));
      for (const document of upsert) now.set(document.id, document);
      for (const one of searches.slice(half)) await compare(engine, [...now.values()], one, seed + round);
      compared += searches.length;
    } finally {
      await opened.cleanUp();
    }
  }
  return compared;
}

async function compare(
  reader: SearchReader,
  documents: readonly ArticleDocument[],
  one: SearchQuery,
  seed: number,
): Promise<void> {
  const expected = count(documents, one);
  const result = await reader.search(one);
  const found = {
    ids: idsOf(result).sort(),
    totalHits: result.totalHits,
    facets: result.facets,
    histogram: result.histogram?.buckets,
    undated: result.histogram?.undated,
  };
  const wanted = {
    ids: expected.found.map(({ id }) => id).sort(),
    totalHits: expected.found.length,
    facets: expected.facets,
    histogram: expected.histogram?.buckets,
    undated: expected.histogram?.undated,
  };
  const told = (): string => {
    const differing = documents.filter(({ id }) => found.ids.includes(id) !== wanted.ids.includes(id)).slice(0, 3);
    return `seed ${seed}: ${JSON.stringify(one)}\non: ${JSON.stringify(differing.map(({ id, title, body }) => ({ id, title, body })))}`;
  };
  try {
    assert.deepEqual(found, wanted);
  } catch (cause) {
    throw new Error(told(), { cause });
  }
}
