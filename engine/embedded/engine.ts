import { QUERY_LIMITS } from '../../core/query.ts';
import { revisionAt } from './article-reader.ts';
import { readerOf, withSnapshot } from './index-reader.ts';
import { FORMAT_VERSION } from './index/block-file.ts';
import { EmbeddedIndex } from './index/embedded-index.ts';
import { parallelFiller } from './index/parallel-filler.ts';
import { WriterThread } from './index/writer-thread.ts';
import { SearchThreads } from './search-threads.ts';
import { ARTICLE_SCHEMA, toIndexDocument } from './to-document.ts';
import { atTheEdge, toError } from './to-error.ts';
import { toSynonyms } from './to-settings.ts';
import { closeWhenIdle } from '../close-when-idle.ts';
import type { IndexSettings } from '../settings.ts';
import type { Engine, Rebuild, SearchReader } from '../port.ts';
import type { IndexRebuild } from './index/rebuild.ts';
import type { Snapshot } from './index/snapshot.ts';
import type { Synonyms } from './to-settings.ts';

export { verifyIndex } from './index/verify-index.ts';

export interface EmbeddedEngineOptions {
  /** Where the index lies; made when it is not there. */
  readonly folder: string;
  readonly settings: IndexSettings;
  /** Generations kept beside the live one (2). */
  readonly keepGenerations?: number;
  /** Threads that search, with one more that writes; 0 does both in the calling thread (0). */
  readonly searchThreads?: number;
  /** Threads that fill a new generation together; 1 leaves it to whoever writes (1). */
  readonly fillThreads?: number;
  /** An index of fewer articles is searched in the calling thread all the same (0). Threads begin with the first search. */
  readonly threadsFrom?: number;
  /** Refuses every change, and never takes the writer's lock. */
  readonly readOnly?: boolean;
}

/** In a checkout this module is TypeScript, and so are those that threads run. */
const entryOf = (name: string): URL =>
  new URL(import.meta.url.endsWith('.ts') ? `./${name}-entry.mjs` : `./${name}.js`, import.meta.url);

/** Opens the index in a folder, published or not yet. One that is damaged says so when it is read, and can be rebuilt. */
export function openEmbeddedEngine(options: EmbeddedEngineOptions): Promise<Engine> {
  return atTheEdge(async () => {
    const { folder, settings, keepGenerations = 2, searchThreads = 0, threadsFrom = 0, readOnly = false } = options;
    const { fillThreads = 1 } = options;
    const synonyms = toSynonyms(settings);
    const keep = keepGenerations + 1;
    const writerThread = (): WriterThread => new WriterThread(entryOf('writer-worker'));
    const writer = searchThreads > 0 ? writerThread() : null;
    const fillers = fillThreads > 1 ? Array.from({ length: fillThreads }, writerThread) : [];
    const index = new EmbeddedIndex(ARTICLE_SCHEMA, folder, {
      keep,
      readOnly,
      ...(writer !== null && { openWriter: writer.open }),
      ...(fillers.length > 0 && { openFiller: parallelFiller(fillers.map(({ open }) => open)) }),
    });
    if (!readOnly) await index.sweepDebris();
    const searchers =
      searchThreads > 0 ? new SearchThreads(entryOf('search-worker'), searchThreads, { folder, settings }) : null;
    const writers = writer === null ? fillers : [writer, ...fillers];
    return closeWhenIdle(makeEngine(index, synonyms, { writers, searchers, threadsFrom }));
  });
}

interface Threads {
  readonly writers: readonly WriterThread[];
  /** Null when searches stay in the calling thread. */
  readonly searchers: SearchThreads | null;
  readonly threadsFrom: number;
}

function makeEngine(index: EmbeddedIndex, synonyms: Synonyms, { writers, searchers, threadsFrom }: Threads): Engine {
  const open = (): Snapshot => index.snapshot();
  /** What has been written is seen by every search that begins from now on. */
  const seen = async <T>(written: Promise<T>): Promise<T> => {
    const result = await written;
    await searchers?.refresh();
    return result;
  };
  const here = readerOf(index, synonyms);
  return {
    name: 'embedded',
    supports: { or: true, fields: true, proximity: true, longPhrases: true, maxQueryWords: QUERY_LIMITS.terms },
    ...(searchers ? eitherReader(open, here, searchers.reader, threadsFrom) : here),
    state: (now, options) =>
      atTheEdge(
        () =>
          withSnapshot(open, (snapshot) => ({
            generation: snapshot.manifest.generation,
            revision: revisionAt(snapshot, now),
          })),
        options?.signal,
      ),
    startRebuild: () => atTheEdge(() => wrapRebuild(index.startRebuild(new Date()), synonyms, seen)),
    update: ({ upsert, remove }) =>
      atTheEdge(async () => {
        await seen(index.update(upsert.map(toIndexDocument), remove));
        return withSnapshot(open, (snapshot) => ({ revision: revisionAt(snapshot, Date.now()) }));
      }),
    generations: () => atTheEdge(() => index.generations()),
    rollback: (generation) => atTheEdge(() => seen(index.rollback(generation))),
    health: () => Promise.resolve(healthOf(open)),
    close: () =>
      atTheEdge(async () => {
        await index.close();
        await searchers?.close();
        await Promise.all(writers.map((writer) => writer.close()));
      }),
  };
}

/** Searches a small index here, where it takes less time than the way to a thread and back, and a large one there. */
function eitherReader(
  open: () => Snapshot,
  here: SearchReader,
  there: SearchReader,
  threadsFrom: number,
): SearchReader {
  if (threadsFrom === 0) return there;
  const choose = (): SearchReader => {
    try {
      return withSnapshot(open, ({ documents }) => documents) < threadsFrom ? here : there;
    } catch {
      return here; // says what is wrong with the index
    }
  };
  return {
    search: (...call) => choose().search(...call),
    get: (...call) => choose().get(...call),
    suggest: (...call) => choose().suggest(...call),
    facetValues: (...call) => choose().facetValues(...call),
    related: (...call) => choose().related(...call),
    scan: (...call) => choose().scan(...call),
  };
}

function healthOf(open: () => Snapshot): { ok: boolean; detail: string; version: string } {
  const version = `format ${FORMAT_VERSION}`;
  try {
    return withSnapshot(open, ({ documents, parts }) => ({
      ok: true,
      detail: `${documents} articles in ${parts.length} segments`,
      version,
    }));
  } catch (error) {
    const { code } = toError(error);
    return code === 'index_missing'
      ? { ok: true, detail: 'no index yet', version }
      : { ok: false, detail: `the index cannot be read (${code})`, version };
  }
}

function wrapRebuild(rebuild: IndexRebuild, synonyms: Synonyms, seen: <T>(written: Promise<T>) => Promise<T>): Rebuild {
  const previews: Snapshot[] = [];
  const dropPreviews = (): void => previews.splice(0).forEach((snapshot) => snapshot.release());
  return {
    generation: rebuild.generation,
    add: (documents) => atTheEdge(() => rebuild.add(documents.map(toIndexDocument))),
    remove: (ids) => atTheEdge(() => rebuild.remove(ids)),
    preview: () =>
      atTheEdge(async () => {
        const snapshot = await rebuild.preview();
        previews.push(snapshot);
        const retained = (): Snapshot => snapshot.retain();
        return readerOf({ snapshot: retained, snapshotOf: retained, hold: () => undefined }, synonyms);
      }),
    commit: ({ allowEmpty = false } = {}) =>
      atTheEdge(async () => {
        dropPreviews(); // what they hold of a large index would lie beside what has been published, and beside a merge where much has changed
        await seen(rebuild.commit(allowEmpty));
      }),
    discard: () =>
      atTheEdge(async () => {
        await rebuild.discard();
        dropPreviews();
      }),
  };
}
