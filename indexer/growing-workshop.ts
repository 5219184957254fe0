import type { StepContext } from './step.ts';
import { threadWorkshop, type ThreadWorkshop } from './thread-workshop.ts';
import { localWorkshop, type Workshop } from './workshop.ts';

/** After so much work threads are worth what they cost to start: a gazetteer and a language model each, and code not yet compiled. */
const LOCAL_MS = 4_000;

/**
 * A workshop that begins on the calling thread, so that a small corpus or a single article pays for no threads. Once it has
 * worked for four seconds it calls `threads` of them, and works on until they have come: they take seconds themselves.
 * `loadContext` is called with the first item: who never recognises an article never waits for the language tables. `clock`
 * tells the time in milliseconds.
 */
export function growingWorkshop(
  loadContext: () => Promise<StepContext>,
  dataFolder: string,
  threads: number,
  { openThreads = threadWorkshop, clock = () => performance.now() } = {},
): Workshop {
  let local: Promise<Workshop> | undefined;
  let pool: ThreadWorkshop | undefined;
  let hasCome = false;
  /** Items under way here, since when there are any, and how long there have been some before that. */
  let underWay = 0;
  let since = 0;
  let busyMs = 0;
  const hasMuchToDo = (): boolean => busyMs + (underWay > 0 ? clock() - since : 0) >= LOCAL_MS;
  const callThreads = (): void => {
    const called = openThreads(dataFolder, threads);
    pool = called;
    hasCome = false;
    // threads that cannot start, or were let go meanwhile, leave the work to this one
    called.start().then(
      () => (hasCome = called === pool),
      () => undefined,
    );
  };
  return {
    parallel: threads < 2 ? 0 : threads * 2,
    async work(item) {
      if (threads >= 2 && pool === undefined && hasMuchToDo()) callThreads();
      if (pool !== undefined && hasCome) return pool.work(item);
      const here = await (local ??= loadContext().then(localWorkshop));
      if (underWay++ === 0) since = clock();
      try {
        return await here.work(item);
      } finally {
        if (--underWay === 0) busyMs += clock() - since;
      }
    },
    async rest() {
      busyMs = 0;
      const tired = pool;
      pool = undefined;
      await tired?.rest();
    },
  };
}
