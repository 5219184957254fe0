import { Piscina } from 'piscina';
import { ItemClocks } from './item-clocks.ts';
import { unreadable } from './read/read-result.ts';
import type { WorkItem, WorkResult } from './work-item.ts';
import type { WorkerData } from './worker.ts';
import type { Workshop } from './workshop.ts';

/** A workshop whose threads take a while to come. */
export interface ThreadWorkshop extends Workshop {
  /** Calls the threads; fulfilled once one of them can work, rejected with what kept them from starting. */
  start(): Promise<void>;
}

/** An item that takes longer has met a text that hurts; the thread is ended and the item reported. */
const ITEM_TIMEOUT_MS = 120_000;
const THREAD_HEAP_MB = 384;

/**
 * A workshop on worker threads, each with its own gazetteer. No more items are begun than keep the threads busy, and one
 * that breaks its thread (memory, time) costs a message and a new thread, not the run.
 */
export function threadWorkshop(dataFolder: string, threads: number): ThreadWorkshop {
  const isSource = import.meta.url.endsWith('.ts');
  const workerData: WorkerData = { dataFolder };
  const open = (): Piscina<WorkItem | undefined, WorkResult> =>
    new Piscina<WorkItem | undefined, WorkResult>({
      filename: new URL(isSource ? './worker-entry.mjs' : './worker.js', import.meta.url).href,
      minThreads: threads,
      maxThreads: threads,
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MB },
    });
  let pool: Piscina<WorkItem | undefined, WorkResult> | undefined;
  const clocks = new ItemClocks(threads, ITEM_TIMEOUT_MS);
  return {
    parallel: threads * 2,
    start: async () => {
      await (pool ??= open()).run(undefined, { name: 'started' });
    },
    work: async (item) => {
      try {
        return await clocks.run((signal) => (pool ??= open()).run(item, { name: 'work', signal }));
      } catch (error) {
        return brokenItem(item, error instanceof Error ? error.message : String(error));
      }
    },
    rest: async () => {
      const tired = pool;
      pool = undefined;
      await tired?.destroy();
    },
  };
}

function brokenItem(item: WorkItem, cause: string): WorkResult {
  const reason = `reading it broke or outlasted its thread: ${cause}`;
  const { file, ...place } = firstPlace(item);
  const { messages } = unreadable(file, 'worker-failed', reason, place);
  return { articles: [], messages };
}

/** Where an item begins. */
function firstPlace(item: WorkItem): { file: string; line?: number; record?: string } {
  switch (item.kind) {
    case 'page':
      return { file: item.file.name };
    case 'records':
      return { file: item.file, line: item.lines[0]!.line };
    case 'captures':
      return { file: item.file, record: item.pages[0]!.url };
  }
}
