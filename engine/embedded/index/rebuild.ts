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
  /** What has been added so far, merged and open for reading; release it. */
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

/** A candidate is merged anew where one in so many of its documents has come or gone since it was. */
const WORTH_MERGING = 16;

/** Who writes a rebuild. */
export interface RebuildWriters {
  readonly filler: OpenFiller;
  /** Merges what they have written. */
  readonly merger: OpenWriter;
}

/**
 * A rebuild of the generation that `empty` describes. Calls are carried out one after the other; after the end, none is.
 * The writer is let go wherever the generation is whole on the disk: what it holds of a large index would lie beside what
 * reading the candidate takes, beside the merge, and beside the published segment. A candidate is merged before it is read,
 * not as it is published: who judges it reads what will be live, and the edits that wait for the switch do not wait for a merge.
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
  /** Documents that have come or gone since the last merge. */
  let changes = 0;
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
  const commitAndMerge = async (): Promise<void> => {
    await commit();
    if (changes * WORTH_MERGING < liveDocuments(manifest)) return;
    if (chooseMerge(manifest.segments, true) !== null) await merge();
    changes = 0;
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
    add: (documents) =>
      whileOpen(async () => {
        changes += documents.length;
        await (await fillerFor(documents)).add(documents);
      }),
    remove: (ids) =>
      whileOpen(async () => {
        changes += ids.length;
        await (await filler()).remove(ids);
      }),
    preview: () =>
      whileOpen(async () => {
        await commitAndMerge();
        return host.open(manifest);
      }),
    commit: (allowEmpty) =>
      whileOpen(async () => {
        await commitAndMerge();
        if (!allowEmpty && liveDocuments(manifest) === 0)
          throw new IndexError('empty', 'the rebuild holds no document');
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
