import { QUERY_LIMITS } from '../../core/query.ts';
import * as read from './article-reader.ts';
import { EmbeddedIndex } from './index/embedded-index.ts';
import { FORMAT_VERSION } from './index/block-file.ts';
import { ARTICLE_SCHEMA, toIndexDocument } from './to-document.ts';
import { atTheEdge, toError } from './to-error.ts';
import { toSynonyms } from './to-settings.ts';
import type { IndexSettings } from '../settings.ts';
import type { CallOptions, Engine, Rebuild, SearchReader } from '../port.ts';
import type { Snapshot } from './index/snapshot.ts';
import type { Synonyms } from './to-settings.ts';

export { verifyIndex } from './index/verify-index.ts';

export interface EmbeddedEngineOptions {
  /** Where the index lies; made when it is not there. */
  readonly folder: string;
  readonly settings: IndexSettings;
  /** Generations kept beside the live one (2). */
  readonly keepGenerations?: number;
  /** Threads that search; 0 searches in the calling thread (0). */
  readonly searchThreads?: number;
  /** Refuses every change, and never takes the writer's lock. */
  readonly readOnly?: boolean;
}

/** Opens the index in a folder, published or not yet. One that is damaged says so when it is read, and can be rebuilt. */
export function openEmbeddedEngine(options: EmbeddedEngineOptions): Promise<Engine> {
  return atTheEdge(() => {
    const { folder, settings, keepGenerations = 2, readOnly = false } = options;
    const index = new EmbeddedIndex(ARTICLE_SCHEMA, folder, { keep: keepGenerations + 1, readOnly });
    return makeEngine(index, toSynonyms(settings));
  });
}

function makeEngine(index: EmbeddedIndex, synonyms: Synonyms): Engine {
  return {
    name: 'embedded',
    supports: { or: true, fields: true, proximity: true, longPhrases: true, maxQueryWords: QUERY_LIMITS.terms },
    ...readerOf(() => index.snapshot(), synonyms),
    startRebuild: () => atTheEdge(() => wrapRebuild(index, synonyms)),
    update: ({ upsert, remove }) =>
      atTheEdge(async () => {
        await index.update(upsert.map(toIndexDocument), remove);
        return withSnapshot(
          () => index.snapshot(),
          (snapshot) => ({ revision: read.revisionAt(snapshot, Date.now()) }),
        );
      }),
    generations: () => atTheEdge(() => index.generations()),
    rollback: (generation) => atTheEdge(() => index.rollback(generation)),
    health: () => Promise.resolve(healthOf(index)),
    close: () => atTheEdge(() => index.close()),
  };
}

function healthOf(index: EmbeddedIndex): { ok: boolean; detail: string; version: string } {
  const version = `format ${FORMAT_VERSION}`;
  try {
    return withSnapshot(
      () => index.snapshot(),
      (snapshot) => ({
        ok: true,
        detail: `${snapshot.documents} articles in ${snapshot.parts.length} segments`,
        version,
      }),
    );
  } catch (error) {
    const { code } = toError(error);
    return code === 'index_missing'
      ? { ok: true, detail: 'no index yet', version }
      : { ok: false, detail: `the index cannot be read (${code})`, version };
  }
}

function withSnapshot<T>(open: () => Snapshot, use: (snapshot: Snapshot) => T): T {
  const snapshot = open();
  try {
    return use(snapshot);
  } finally {
    snapshot.release();
  }
}

/** Reads from whatever state `open` gives, each call from one. */
function readerOf(open: () => Snapshot, synonyms: Synonyms): SearchReader {
  const run = <T>(options: CallOptions | undefined, use: (snapshot: Snapshot) => T): Promise<T> =>
    atTheEdge(() => withSnapshot(open, use), options?.signal);
  return {
    search: (query, options) => run(options, (snapshot) => read.search(snapshot, synonyms, query)),
    get: (id, scope, options) => run(options, (snapshot) => read.get(snapshot, id, scope)),
    suggest: (typed, limit, scope, options) => run(options, (snapshot) => read.suggest(snapshot, typed, limit, scope)),
    facetValues: (request, options) => run(options, (snapshot) => read.facetValues(snapshot, synonyms, request)),
    related: (id, limit, scope, options) => run(options, (snapshot) => read.related(snapshot, id, limit, scope)),
    scan: (query, cursor, limit, options) =>
      run(options, (snapshot) => read.scan(snapshot, synonyms, query, cursor, limit)),
  };
}

function wrapRebuild(index: EmbeddedIndex, synonyms: Synonyms): Rebuild {
  const rebuild = index.startRebuild(new Date());
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
        return readerOf(() => snapshot.retain(), synonyms);
      }),
    commit: ({ allowEmpty = false } = {}) =>
      atTheEdge(async () => {
        await rebuild.commit(allowEmpty);
        dropPreviews();
      }),
    discard: () =>
      atTheEdge(async () => {
        await rebuild.discard();
        dropPreviews();
      }),
  };
}
