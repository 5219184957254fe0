import { rmSync } from 'node:fs';
import { IndexError } from './errors.ts';
import type { IndexDocument } from './schema.ts';
import type { Snapshot } from './snapshot.ts';
import type { Manifest } from './manifest.ts';
import type { WriterPort } from './writer-port.ts';

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

/** Calls are carried out one after the other; after the end, none is. */
export function makeRebuild(generation: string, folder: string, writer: WriterPort, host: RebuildHost): IndexRebuild {
  let ended = false;
  let queue: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  const whileOpen = <T>(work: () => Promise<T>): Promise<T> =>
    inOrder(() => {
      if (ended) throw new IndexError('unknown', `the rebuild ${generation} has ended`);
      return work();
    });
  const end = async (): Promise<void> => {
    ended = true;
    try {
      await writer.close();
    } finally {
      host.end();
    }
  };
  return {
    generation,
    add: (documents) => whileOpen(() => writer.add(documents)),
    remove: (ids) => whileOpen(() => writer.remove(ids)),
    preview: () => whileOpen(async () => host.open(await writer.commit())),
    commit: (allowEmpty) =>
      whileOpen(async () => {
        if (!allowEmpty && (await writer.documents()) === 0)
          throw new IndexError('empty', 'the rebuild holds no document');
        await writer.mergeAll();
        await writer.commit();
        await host.publish();
        await end();
      }),
    discard: () =>
      inOrder(async () => {
        if (ended) return;
        await end();
        rmSync(folder, { recursive: true, force: true });
      }),
  };
}
