import { workerData } from 'node:worker_threads';
import { loadStepContext } from './load-step-context.ts';
import { doWork, type WorkItem, type WorkResult } from './work-item.ts';

/** What a thread is started with. */
export interface WorkerData {
  readonly dataFolder: string;
}

// piscina hands over its own data together with ours
const { dataFolder } = (Array.isArray(workerData) ? workerData[1] : workerData) as WorkerData;
const context = await loadStepContext(dataFolder);

/** Does one work item on this thread. */
export function work(item: WorkItem): Promise<WorkResult> {
  return doWork(item, context);
}

/** Does nothing: a thread that answers has its tables. */
export function started(): void {}
