import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { isDatelineError } from '../../core/errors.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import { count } from '../../engine/conformance/brute-force.ts';
import { exactly, query } from '../../engine/conformance/build.ts';
import type { Engine, SearchReader } from '../../engine/port.ts';
import type { ArticleDocument } from '../../core/document.ts';
import type { Expected } from './operations.ts';

const QUERIES = ['nato', 'iraq mission', '"of the"', '"peace talks"', 'training -vote', 'council border aid'];

const MERGES_AT_MOST = 20;

/** All documents of a reader, by id. A scan that a merge in the background ended is begun anew, as every caller must. */
export async function contents(reader: SearchReader): Promise<Map<string, ArticleDocument>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await scanAll(reader);
    } catch (error) {
      if (!isDatelineError(error, 'conflict') || attempt === MERGES_AT_MOST) throw error;
    }
  }
}

async function scanAll(reader: SearchReader): Promise<Map<string, ArticleDocument>> {
  const found = new Map<string, ArticleDocument>();
  let cursor: string | undefined;
  do {
    const page = await reader.scan(query(), cursor, 200);
    for (const document of page.documents) {
      expect(found.has(document.id), `${document.id} is there twice`).toBe(false);
      found.set(document.id, document);
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** Index of the expected state that the engine is in; fails when it is in none of them. */
export async function whichState(engine: Engine, candidates: readonly Expected[]): Promise<number> {
  const generations = await engine.generations();
  let live: Map<string, ArticleDocument> | undefined;
  try {
    live = await contents(engine);
  } catch (error) {
    if (!isDatelineError(error, 'index_missing')) throw error;
  }
  const found = candidates.findIndex((candidate) => {
    const wanted = candidate.generations[candidate.live];
    if (!wanted || !live) return wanted === live;
    return (
      sameDocuments(wanted, live) &&
      generations.map(({ documents }) => documents).join() === candidate.generations.map(({ size }) => size).join() &&
      generations.findIndex((one) => one.live) === candidate.live
    );
  });
  expect(found, `neither the old state nor the new one: ${JSON.stringify(generations)}`).toBeGreaterThanOrEqual(0);
  if (live) await answersLikeAScan(engine, [...live.values()]);
  return found;
}

function sameDocuments(a: ReadonlyMap<string, ArticleDocument>, b: ReadonlyMap<string, ArticleDocument>): boolean {
  if (a.size !== b.size) return false;
  for (const [id, document] of a) if (!isDeepStrictEqual(document, b.get(id))) return false;
  return true;
}

/** Counts, totals and hits equal those of a look at every document. */
export async function answersLikeAScan(reader: SearchReader, documents: readonly ArticleDocument[]): Promise<void> {
  for (const typed of QUERIES) {
    const asked = exactly(typed, { facets: FACET_NAMES, histogram: 'year', highlight: false });
    const wanted = count(documents, asked);
    const result = await reader.search(asked);
    expect(result.totalHits, typed).toBe(wanted.found.length);
    expect(result.facets, typed).toEqual(wanted.facets);
    expect(result.histogram, typed).toEqual(wanted.histogram);
  }
}
