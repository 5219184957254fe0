import * as read from './article-reader.ts';
import { atTheEdge } from './to-error.ts';
import type { CallOptions, SearchReader } from '../port.ts';
import type { Snapshot } from './index/snapshot.ts';
import type { Synonyms } from './to-settings.ts';

/** Uses a snapshot and lets go of it. */
export function withSnapshot<T>(open: () => Snapshot, use: (snapshot: Snapshot) => T): T {
  const snapshot = open();
  try {
    return use(snapshot);
  } finally {
    snapshot.release();
  }
}

/** Reads from whatever state `open` gives, each call from one. */
export function readerOf(open: () => Snapshot, synonyms: Synonyms): SearchReader {
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
