import { join } from 'node:path';
import { z } from 'zod';
import type { ReindexJob } from '../core/reindex-job.ts';
import { JOB_STATUSES } from '../core/reindex-job.ts';
import { openJournal } from './journal.ts';

const KEPT = 50;

/** Only what this file relies on is checked: a job written by an older version is still worth showing. */
const jobSchema = z.custom<ReindexJob>(
  (value) =>
    z.looseObject({ id: z.string(), status: z.enum(JOB_STATUSES), createdAt: z.string() }).safeParse(value).success,
);

/** The reindex jobs of now and before, newest first, over restarts. */
export interface JobHistory {
  list(): readonly ReindexJob[];
  get(id: string): ReindexJob | undefined;
  /** Shows the state from now on; it is written to disk when the job begins and when it has ended. */
  set(job: ReindexJob): Promise<void>;
  /** A job that could not be written to disk, and so has not begun. */
  forget(id: string): void;
  close(): Promise<void>;
}

/** Opens the history. A job that was running when the process ended is shown as failed: it published nothing. */
export async function openJobHistory(folder: string, now: () => number): Promise<JobHistory> {
  const jobs = new Map<string, ReindexJob>();
  /** Jobs of this process: what is in memory is newer than what is on the disk. */
  const own = new Set<string>();
  const journal = await openJournal(join(folder, 'jobs.jsonl'), {
    parse: (json) => jobSchema.parse(json),
    onEntry: (job) => {
      if (!own.has(job.id)) jobs.set(job.id, job);
    },
  });
  for (const job of jobs.values()) {
    if (job.finishedAt !== undefined) continue;
    jobs.set(job.id, {
      ...job,
      status: 'failed',
      finishedAt: new Date(now()).toISOString(),
      error: { code: 'aborted', message: 'the process ended before the job did; what it had built was discarded' },
    });
  }
  function trim(): void {
    for (const id of [...jobs.keys()].slice(0, Math.max(0, jobs.size - KEPT))) jobs.delete(id);
  }
  trim();
  await journal.rewrite(jobs.values());
  return {
    list: () => [...jobs.values()].reverse(),
    get: (id) => jobs.get(id),
    async set(job) {
      const before = jobs.get(job.id);
      own.add(job.id);
      jobs.set(job.id, job);
      trim();
      if (before === undefined || (before.finishedAt === undefined && job.finishedAt !== undefined))
        await journal.append(job);
    },
    forget: (id) => void jobs.delete(id),
    close: () => journal.close(),
  };
}
