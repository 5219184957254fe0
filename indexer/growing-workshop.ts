import type { StepContext } from './step.ts';
import { threadWorkshop } from './thread-workshop.ts';
import { localWorkshop, type Workshop } from './workshop.ts';

/** Work items after which threads are worth what they cost to start (a gazetteer and a language model each). */
const LOCAL_ITEMS = 150;

/**
 * A workshop that begins on the calling thread, so that a small corpus or a single article pays for no threads, and opens
 * `threads` of them once there is work for them.
 */
export function growingWorkshop(context: StepContext, dataFolder: string, threads: number): Workshop {
  const local = localWorkshop(context);
  if (threads < 2) return local;
  let pool: Workshop | undefined;
  let begun = 0;
  return {
    parallel: threads * 2,
    work(item) {
      if (begun++ < LOCAL_ITEMS) return local.work(item);
      pool ??= threadWorkshop(dataFolder, threads);
      return pool.work(item);
    },
    async close() {
      await pool?.close();
    },
  };
}
