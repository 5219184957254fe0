import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReindexJob } from '../core/reindex-job.ts';
import { JOB_STATUSES } from '../core/reindex-job.ts';
import { openJournal } from './journal.ts';
import { signsOfLife } from './signs-of-life.ts';

const KEPT = 50;

/** The process that runs a job. */
interface Runner {
  readonly host: string;
  readonly pid: number;
}
type KeptJob = ReindexJob & { readonly runner?: Runner };

const US: Runner = { host: hostname(), pid: process.pid };

/** Only what this file relies on is checked: a job written by an older version is still worth showing. */
const jobSchema = z.custom<KeptJob>(
  (value) =>
    z.looseObject({ id: z.string(), status: z.enum(JOB_STATUSES), createdAt: z.string() }).safeParse(value).success,
);

/** The reindex jobs of now and before, of this process and others, newest first, over restarts. */
export interface JobHistory {
  list(): readonly ReindexJob[];
  get(id: string): ReindexJob | undefined;
  /** Shows the state from now on; it is written to disk when the job begins and when it has ended. */
  set(job: ReindexJob): Promise<void>;
  /** A job that could not be written to disk, and so has not begun. */
  forget(id: string): void;
  /** Takes in the jobs of other processes as they are now. */
  catchUp(): Promise<void>;
  /** The job that another process is at. It gives signs of life: by its number alone it may be another that has it by now. */
  runningElsewhere(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Opens the history. A job whose process has ended before it is shown as failed: it published nothing. */
export async function openJobHistory(folder: string, now: () => number): Promise<JobHistory> {
  const jobs = new Map<string, KeptJob>();
  const signs = signsOfLife(folder);
  /** What is in memory of the jobs of this process is newer than what is on the disk. */
  const isOurs = (job: KeptJob | undefined): boolean => job?.runner === US;
  const journal = await openJournal(join(folder, 'jobs.jsonl'), {
    parse: (json) => jobSchema.parse(json),
    onEntry: (job) => {
      if (!isOurs(jobs.get(job.id))) jobs.set(job.id, job);
    },
  });
  /** What became of the jobs that others have begun: they write down no more than the beginning and the end. */
  async function lookAfterOthers(): Promise<void> {
    for (const { id } of [...jobs.values()].filter((job) => job.finishedAt === undefined && !isOurs(job))) {
      const lives = isRunning(jobs.get(id)?.runner) ?? (await signs.has(id));
      const job = jobs.get(id);
      if (job === undefined || job.finishedAt !== undefined) continue; // its end was read meanwhile
      jobs.set(id, lives ? { ...job, status: 'processing' } : cutShort(job, now()));
      if (!lives) await signs.end(id);
    }
  }
  function trim(): void {
    for (const id of [...jobs.keys()].slice(0, Math.max(0, jobs.size - KEPT))) jobs.delete(id);
  }
  async function catchUp(): Promise<void> {
    await journal.catchUp();
    await lookAfterOthers();
    trim();
  }
  await lookAfterOthers();
  trim();
  await journal.rewrite(jobs.values());
  return {
    list: () => [...jobs.values()].reverse().map(toJob),
    get(id) {
      const job = jobs.get(id);
      return job && toJob(job);
    },
    async set(job) {
      const before = jobs.get(job.id);
      const kept = { ...job, runner: US };
      jobs.set(job.id, kept);
      trim();
      const begins = before === undefined;
      const ends = before?.finishedAt === undefined && job.finishedAt !== undefined;
      if (begins) await signs.begin(job.id);
      try {
        if (begins || ends) await journal.append(kept);
      } finally {
        if (ends) await signs.end(job.id);
      }
    },
    forget(id) {
      jobs.delete(id);
      void signs.end(id).catch(() => undefined);
    },
    catchUp,
    async runningElsewhere() {
      await catchUp();
      for (const job of jobs.values())
        if (job.finishedAt === undefined && !isOurs(job) && (await signs.has(job.id))) return job.id;
      return undefined;
    },
    close: () => journal.close(),
  };
}

function toJob({ runner: _runner, ...job }: KeptJob): ReindexJob {
  return job;
}

/**
 * Whether the process is still there; undefined of one on another host, such as another container. One of our own number is
 * one before us, as in a container that was started anew.
 */
function isRunning(runner: Runner | undefined): boolean | undefined {
  if (runner !== undefined && runner.host !== US.host) return undefined;
  if (runner === undefined || runner.pid === US.pid) return false;
  try {
    return process.kill(runner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function cutShort(job: KeptJob, at: number): KeptJob {
  return {
    ...job,
    status: 'failed',
    finishedAt: new Date(at).toISOString(),
    error: { code: 'aborted', message: 'the process ended before the job did; what it had built was discarded' },
  };
}
