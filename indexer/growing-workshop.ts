import type { StepContext } from './step.ts';
import { threadWorkshop } from './thread-workshop.ts';
import { localWorkshop, type Workshop } from './workshop.ts';

/** Work items after which threads are worth what they cost to start (a gazetteer and a language model each). */
const LOCAL_ITEMS = 150;

/**
 * A workshop that begins on the calling thread, so that a small corpus or a single article pays for no threads, and opens
 * `threads` of them once there is work for them. `loadContext` is called with the first item: who never recognises an
 * article never waits for the language tables.
 */
export function growingWorkshop(
  loadContext: () => Promise<StepContext>,
  dataFolder: string,
  threads: number,
): Workshop {
  let local: Promise<Workshop> | undefined;
  let pool: Workshop | undefined;
  let begun = 0;
  return {
    parallel: threads < 2 ? 0 : threads * 2,
    async work(item) {
      if (threads < 2 || begun++ < LOCAL_ITEMS) return (await (local ??= loadContext().then(localWorkshop))).work(item);
      pool ??= threadWorkshop(dataFolder, threads);
      return pool.work(item);
    },
    async rest() {
      begun = 0;
      await pool?.rest();
    },
  };
}
