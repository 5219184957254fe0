import type { StepContext } from './step.ts';
import { doWork, type WorkItem, type WorkResult } from './work-item.ts';

/** Where articles are read and recognised: on this thread, or on others. */
export interface Workshop {
  /** How many work items may be under way at once. */
  readonly parallel: number;
  work(item: WorkItem): Promise<WorkResult>;
  /** Lets worker threads go, and the memory that they hold, until there is work again; twice is fine. */
  rest(): Promise<void>;
}

/** A workshop on the calling thread. */
export function localWorkshop(context: StepContext): Workshop {
  return { parallel: 0, work: (item) => doWork(item, context), rest: () => Promise.resolve() };
}
