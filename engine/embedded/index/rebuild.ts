import { rmSync } from 'node:fs';
import { chooseCommonWords } from './choose-common-words.ts';
import { IndexError } from './errors.ts';
import { liveDocuments } from './manifest.ts';
import { chooseMerge } from './merge-policy.ts';
import { WorkQueue } from './work-queue.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';
import type { Snapshot } from './snapshot.ts';
import type { Manifest } from './manifest.ts';
import type { Filler, OpenFiller, OpenWriter } from './writer-port.ts';

/** A rebuild in progress: a generation that nobody else sees yet. */
export interface IndexRebuild {
  readonly generation: string;
  add(documents: readonly IndexDocument[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** What has been added so far, open for reading; release it. */
  preview(): Promise<Snapshot>;
  /** @throws IndexError empty, unless `allowEmpty` */
  commit(allowEmpty: boolean): Promise<void>;
  discard(): Promise<void>;
}

/** What the index does for a rebuild. */
export interface RebuildHost {
  readonly open: (manifest: Manifest) => Snapshot;
  /** Makes the generation live. */
  readonly publish: () => Promise<void>;
  /** The rebuild is over, one way or the other. */
  readonly end: () => void;
}

/** Who writes a rebuild. */
export interface RebuildWriters {
  readonly filler: OpenFiller;
  /** Merges what there is at the end. */
  readonly merger: OpenWriter;
}

/**
 * A rebuild of the generation that `empty` describes. Calls are carried out one after the other; after the end, none is.
 * The writer is let go wherever the generation is whole on the disk: what it holds of a large index would lie beside what
 * reading the candidate takes, beside the merge, and beside the published segment.
 */
export function makeRebuild(
  schema: IndexSchema,
  folder: string,
  empty: Manifest,
  open: RebuildWriters,
  host: RebuildHost,
): IndexRebuild {
  const { generation } = empty;
  let manifest = empty;
  let written = false;
  let opened: Filler | null = null;
  let ended = false;
  /** The switch has been tried: where it failed as its folder was synced, readers may be on this generation already. */
  let mayBeLive = false;
  const queue = new WorkQueue();
  const whileOpen = <T>(work: () => Promise<T>): Promise<T> =>
    queue.run(() => {
      if (ended) throw new IndexError('unknown', `the rebuild ${generation} has ended`);
      return work();
    });
  const filler = async (): Promise<Filler> => (opened ??= await open.filler(folder, manifest));
  /** What comes first tells which words are frequent: writers must know before they write. */
  const fillerFor = (documents: readonly IndexDocument[]): Promise<Filler> => {
    if (manifest === empty) manifest = { ...empty, commonWords: chooseCommonWords(schema, documents) };
    return filler();
  };
  const letGo = async (): Promise<void> => {
    const port = opened;
    opened = null;
    await port?.close();
  };
  /** Nothing to do where nothing has been written since the last time. */
  const commit = async (): Promise<void> => {
    if (opened === null && written) return;
    manifest = await (await filler()).commit();
    written = true;
    await letGo();
  };
  const merge = async (): Promise<void> => {
    const merger = await open.merger(folder, manifest);
    try {
      await merger.mergeAll();
      manifest = await merger.commit();
    } finally {
      await merger.close();
    }
  };
  const end = async (): Promise<void> => {
    ended = true;
    try {
      await letGo();
    } finally {
      host.end();
    }
  };
  return {
    generation,
    add: (documents) => whileOpen(async () => (await fillerFor(documents)).add(documents)),
    remove: (ids) => whileOpen(async () => (await filler()).remove(ids)),
    preview: () =>
      whileOpen(async () => {
        await commit();
        return host.open(manifest);
      }),
    commit: (allowEmpty) =>
      whileOpen(async () => {
        await commit();
        if (!allowEmpty && liveDocuments(manifest) === 0)
          throw new IndexError('empty', 'the rebuild holds no document');
        if (chooseMerge(manifest.segments, true) !== null) await merge();
        mayBeLive = true;
        await host.publish();
        await end();
      }),
    discard: () =>
      queue.run(async () => {
        if (ended) return;
        await end();
        if (!mayBeLive) rmSync(folder, { recursive: true, force: true }); // else the next change sweeps it, unless it is live
      }),
  };
}
