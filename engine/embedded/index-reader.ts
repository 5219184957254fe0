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

/** Where a reader takes the state of the index from; each is retained for it. */
export interface SnapshotSource {
  /** The live one. */
  readonly snapshot: () => Snapshot;
  /** One that was held, or the live one. */
  readonly snapshotOf: (generation: string, revision: number) => Snapshot;
  readonly hold: (snapshot: Snapshot) => void;
}

/** Reads from the live state, each call from one; a scan from the one in which it began. */
export function readerOf(source: SnapshotSource, synonyms: Synonyms): SearchReader {
  const open = (): Snapshot => source.snapshot();
  const run = <T>(options: CallOptions | undefined, use: (snapshot: Snapshot) => T): Promise<T> =>
    atTheEdge(() => withSnapshot(open, use), options?.signal);
  return {
    search: (query, options) => run(options, (snapshot) => read.search(snapshot, synonyms, query)),
    get: (id, scope, options) => run(options, (snapshot) => read.get(snapshot, id, scope)),
    suggest: (typed, limit, scope, options) => run(options, (snapshot) => read.suggest(snapshot, typed, limit, scope)),
    facetValues: (request, options) => run(options, (snapshot) => read.facetValues(snapshot, synonyms, request)),
    related: (id, limit, scope, options) => run(options, (snapshot) => read.related(snapshot, id, limit, scope)),
    scan: (query, cursor, limit, options) =>
      atTheEdge(() => {
        const at = read.stateOfScan(cursor);
        return withSnapshot(at ? () => source.snapshotOf(at.generation, at.revision) : open, (snapshot) => {
          const page = read.scan(snapshot, synonyms, query, cursor, limit);
          if (page.nextCursor !== undefined) source.hold(snapshot);
          return page;
        });
      }, options?.signal),
  };
}
