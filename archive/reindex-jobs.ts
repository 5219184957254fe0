import { randomBytes } from 'node:crypto';
import type { Archive } from '../core/archive.ts';
import { asDatelineError, DatelineError } from '../core/errors.ts';
import type { ReindexJob } from '../core/reindex-job.ts';
import type { ArchiveState } from './archive-state.ts';
import type { JobHistory } from './job-history.ts';
import { runReindex } from './run-reindex.ts';

/** Reindex jobs: one at a time, each told about while it runs and kept when it has ended. */
export interface ReindexJobs extends Pick<Archive, 'startReindex' | 'jobs' | 'job' | 'cancel' | 'watch'> {
  /** @throws conflict, naming the job that runs */
  readonly refuseWhileRunning: () => void;
  /** Asks a running job to stop, and waits until it has. */
  readonly stop: () => Promise<void>;
}

/** How soon the end of a job is told that another process runs. */
const FOLLOW_EVERY_MS = 1_000;

export function createReindexJobs(state: ArchiveState, history: JobHistory): ReindexJobs {
  const { log, now } = state;
  const watchers = new Map<string, Set<(job: ReindexJob) => void>>();
  let running: { readonly id: string; readonly controller: AbortController; readonly ended: Promise<void> } | null =
    null;

  function publishState(job: ReindexJob): Promise<void> {
    const written = history.set(job);
    for (const onChange of [...(watchers.get(job.id) ?? [])]) onChange(job);
    return written;
  }
  async function run(job: ReindexJob, signal: AbortSignal): Promise<void> {
    const update = (changed: ReindexJob): void => void publishState(changed);
    const last = await runReindex(state, job, signal, update).catch((error: unknown): ReindexJob => {
      if (signal.aborted) return { ...job, status: 'canceled' };
      log.warn({ job: job.id, err: error }, 'reindex could not start');
      const { code, message } = asDatelineError(error);
      return { ...job, status: 'failed', error: { code, message } };
    });
    const ended: ReindexJob = { ...last, finishedAt: new Date(now()).toISOString() };
    running = null;
    await publishState(ended).catch((error: unknown) => {
      log.warn({ job: ended.id, err: error }, 'the end of the job could not be written down');
    });
    watchers.delete(job.id);
    log.info(
      { job: ended.id, status: ended.status, report: ended.report && { ...ended.report, messages: undefined } },
      'reindex ended',
    );
  }
  /** Of a job that another process runs; what cannot be read now is looked at again. */
  async function tellOfEnd(id: string, onChange: (job: ReindexJob) => void): Promise<void> {
    await history.catchUp().catch(() => undefined);
    const job = history.get(id);
    if (job?.finishedAt !== undefined) onChange(job);
  }
  /** As it is now, whoever runs it. */
  async function current(id: string): Promise<ReindexJob | undefined> {
    if (running?.id !== id) await history.catchUp();
    return history.get(id);
  }
  function refuseWhileRunning(): void {
    if (running)
      throw new DatelineError('conflict', 'a reindex is running', { details: { conflictingId: running.id } });
  }
  async function refuseBesideOthers(): Promise<void> {
    const conflictingId = await history.runningElsewhere();
    if (conflictingId !== undefined)
      throw new DatelineError('conflict', 'another process runs a reindex', { details: { conflictingId } });
  }
  return {
    refuseWhileRunning,
    async startReindex(options) {
      refuseWhileRunning();
      await refuseBesideOthers();
      refuseWhileRunning(); // whoever has asked meanwhile was first
      const createdAt = new Date(now()).toISOString();
      const job: ReindexJob = {
        id: `${createdAt.slice(0, 19).replace(/[-:T]/g, '')}-${randomBytes(4).toString('hex')}`,
        status: 'enqueued',
        options,
        progress: { phase: 'reading', filesDone: 0, filesTotal: 0, articles: 0, remainingMs: null },
        createdAt,
      };
      if (options.force) log.warn({ job: job.id }, 'reindex with force: the guard may be overruled');
      const controller = new AbortController();
      const recorded = publishState(job);
      const ended = recorded.then(
        () => run(job, controller.signal),
        () => {
          running = null;
          history.forget(job.id);
        },
      );
      running = { id: job.id, controller, ended };
      await recorded;
      return job;
    },
    async jobs() {
      await history.catchUp();
      return history.list();
    },
    job: current,
    async cancel(id) {
      const job = await current(id);
      if (!job) throw new DatelineError('not_found', 'there is no such job');
      if (running?.id !== id) {
        const why = job.finishedAt === undefined ? 'another process runs the job' : 'the job has ended';
        throw new DatelineError('conflict', why, { details: { conflictingId: id } });
      }
      running.controller.abort(new DatelineError('aborted', 'canceled'));
      return job;
    },
    watch(id, onChange) {
      const listeners = watchers.get(id) ?? new Set();
      watchers.set(id, listeners.add(onChange));
      const following =
        running?.id === id ? undefined : setInterval(() => void tellOfEnd(id, onChange), FOLLOW_EVERY_MS);
      return () => {
        listeners.delete(onChange);
        clearInterval(following);
      };
    },
    async stop() {
      running?.controller.abort(new DatelineError('aborted', 'shutting down'));
      await running?.ended;
    },
  };
}
