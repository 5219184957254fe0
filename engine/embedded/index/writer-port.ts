import { GenerationWriter } from './generation-writer.ts';
import { WorkQueue } from './work-queue.ts';
import type { Manifest } from './manifest.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';
import type { SegmentPool } from './segment-pool.ts';

/** What fills a generation that is new. Calls are carried out one after the other. */
export interface Filler {
  add(documents: readonly IndexDocument[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  commit(): Promise<Manifest>;
  /** Never rejects: what was not committed does not count, whatever becomes of it. */
  close(): Promise<void>;
}

export type OpenFiller = (folder: string, manifest: Manifest) => Promise<Filler>;

/** A writer of one generation, in this thread or in another. Only `prepareMerge` goes on beside other calls. */
export interface WriterPort extends Filler {
  /** Everything that a commit does but to publish the manifest, which it returns. */
  prepareCommit(): Promise<Manifest>;
  /** Merges everything; a commit must follow. */
  mergeAll(): Promise<void>;
  /**
   * Merges what the policy asks for, while other calls are carried out. True when there was something: `finishMerge` must
   * follow, and a commit.
   */
  prepareMerge(): Promise<boolean>;
  finishMerge(): Promise<void>;
}

export type OpenWriter = (folder: string, manifest: Manifest) => Promise<WriterPort>;

/** How long writing may keep the thread before others get a turn. */
const SLICE_MS = 5;

/** Opens writers that work in this thread, a few milliseconds at a time where that can be. */
export function localWriters(schema: IndexSchema, pool: SegmentPool): OpenWriter {
  return (folder, manifest) => {
    const open = (): WriterPort => {
      const writer = new GenerationWriter(schema, pool, folder, manifest);
      const queue = new WorkQueue();
      return {
        add: (documents) => queue.run(() => inSlices(documents, (document) => writer.add(document))),
        remove: (ids) => queue.run(() => inSlices(ids, (id) => writer.remove(id))),
        commit: () => queue.run(() => writer.commit()),
        prepareCommit: () => queue.run(() => writer.prepareCommit()),
        mergeAll: () =>
          queue.run(async () => {
            writer.flush();
            while (await stepByStep(writer.merge(true))) writer.finishMerge();
          }),
        prepareMerge: () => stepByStep(writer.merge(false)),
        finishMerge: () => queue.run(() => writer.finishMerge()),
        close: () => queue.run(() => writer.close()),
      };
    };
    return settle(open);
  };
}

function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}

/** Calls `work` with each item, and lets others have the thread now and then. */
function inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  return stepByStep(
    (function* () {
      for (const item of items) {
        work(item);
        yield;
      }
    })(),
  );
}

/** Takes all steps, and lets others have the thread now and then. */
async function stepByStep<T>(steps: Generator<void, T>): Promise<T> {
  for (let since = performance.now(); ;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}
