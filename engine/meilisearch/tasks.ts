import { setTimeout as delay } from 'node:timers/promises';
import type { EnqueuedTask, Meilisearch, Task } from 'meilisearch';
import { errorFromTask, toDatelineError } from './from-error.ts';

const FIRST_WAIT_MS = 4;
const LONGEST_WAIT_MS = 250;

/**
 * Waits until Meilisearch has done what it accepted, however long that takes. "Accepted" means little: a task may still
 * fail or be canceled.
 * @throws engine_rejected with the task's own reason, engine_unavailable
 */
export async function finish(client: Meilisearch, enqueued: EnqueuedTask): Promise<Task> {
  try {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 1.5, LONGEST_WAIT_MS)) {
      await delay(waitMs);
      const task = await client.tasks.getTask(enqueued.taskUid);
      if (task.status === 'enqueued' || task.status === 'processing') continue;
      if (task.status !== 'succeeded') throw errorFromTask(task);
      return task;
    }
  } catch (error) {
    throw toDatelineError(error);
  }
}
