import { randomBytes } from 'node:crypto';
import type { Archive } from '../core/archive.ts';
import { asDatelineError, DatelineError } from '../core/errors.ts';
import type { Corpus, ReindexJob } from '../core/reindex-job.ts';
import type { Engine } from '../engine/port.ts';
import type { ArchiveLog, ArchiveState } from './archive-state.ts';
import type { Canary } from './canaries.ts';
import { createEditing } from './edit-articles.ts';
import { openEdits } from './edits.ts';
import { openFactsStore } from './facts-store.ts';
import { openFirstSeen } from './first-seen.ts';
import { openJobHistory } from './job-history.ts';
import type { GuardThresholds } from './publish-guard.ts';
import { DEFAULT_THRESHOLDS } from './publish-guard.ts';
import { runReindex } from './run-reindex.ts';
import { rollBack } from './roll-back.ts';
import { openTakedowns } from './takedowns.ts';
import type { Change } from './write-queue.ts';
import { createWriteQueue } from './write-queue.ts';

export interface ArchiveOptions {
  readonly engine: Engine;
  readonly corpus: Corpus;
  /** A folder of the archive's own, inside the data folder. */
  readonly folder: string;
  readonly log: ArchiveLog;
  /** Groups of synonyms that the engine was opened with; the guard misses lost ones. */
  readonly synonyms: number;
  readonly thresholds?: GuardThresholds;
  readonly canaries?: readonly Canary[];
  readonly now?: () => number;
  /** Called with every job that has ended. */
  readonly onJobEnd?: (job: ReindexJob) => void;
}

/** Makes changes live, keeps them for later rebuilds, and hands them to the one that runs. */
async function writeChanges(state: ArchiveState, changes: readonly Change[]): Promise<void> {
  const at = new Date(state.now()).toISOString();
  const upsert = changes.flatMap((change) => (change.document === null ? [] : [change.document]));
  const remove = changes.filter((change) => change.document === null).map((change) => change.id);
  await state.engine.update({ upsert, remove });
  for (const change of changes) state.rebuilding?.edits.note(change.id, change.document);
  await Promise.all(
    changes.map((change) =>
      change.document === null ? state.edits.forget(change.id, at) : state.edits.put(change.id, change.record, at),
    ),
  );
  await state.firstSeen.note(
    upsert.map((document) => document.id),
    state.now(),
  );
}

/** Opens the archive's files, all or none. */
async function openFiles(folder: string, now: () => number) {
  const opened: { close: () => Promise<void> }[] = [];
  const keep = <T extends { close: () => Promise<void> }>(file: T): T => {
    opened.push(file);
    return file;
  };
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((file) => file.close()));
  };
  try {
    return {
      history: keep(await openJobHistory(folder, now)),
      takedowns: keep(await openTakedowns(folder)),
      edits: keep(await openEdits(folder)),
      firstSeen: keep(await openFirstSeen(folder)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens the archive on its folder. @throws index_damaged naming the file and line that cannot be read */
export async function openArchive(options: ArchiveOptions): Promise<Archive> {
  const { engine, corpus, folder, log } = options;
  const now = options.now ?? Date.now;
  const files = await openFiles(folder, now);
  const { history } = files;
  const state: ArchiveState = {
    engine,
    corpus,
    log,
    now,
    thresholds: options.thresholds ?? DEFAULT_THRESHOLDS,
    canaries: options.canaries ?? [],
    synonyms: options.synonyms,
    takedowns: files.takedowns,
    edits: files.edits,
    firstSeen: files.firstSeen,
    facts: await openFactsStore(folder),
    writes: createWriteQueue((changes) => writeChanges(state, changes)),
    rebuilding: null,
  };
  const editing = createEditing(state);
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
      log.warn({ job: job.id, err: error }, 'reindex could not start');
      const { code, message } = asDatelineError(error);
      return {
        ...job,
        status: signal.aborted ? 'canceled' : 'failed',
        ...(!signal.aborted && { error: { code, message } }),
      };
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
    options.onJobEnd?.(ended);
  }
  return {
    ...editing,
    async startReindex(reindexOptions) {
      if (running) {
        throw new DatelineError('conflict', 'a reindex is running', { details: { conflictingId: running.id } });
      }
      const createdAt = new Date(now()).toISOString();
      const job: ReindexJob = {
        id: `${createdAt.slice(0, 19).replace(/[-:T]/g, '')}-${randomBytes(4).toString('hex')}`,
        status: 'enqueued',
        options: reindexOptions,
        progress: { phase: 'reading', filesDone: 0, filesTotal: 0, articles: 0, remainingMs: null },
        createdAt,
      };
      if (reindexOptions.force) log.warn({ job: job.id }, 'reindex with force: the guard may be overruled');
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
    jobs: () => history.list(),
    job: (id) => history.get(id),
    cancel(id) {
      const job = history.get(id);
      if (!job) throw new DatelineError('not_found', 'there is no such job');
      if (running?.id !== id)
        throw new DatelineError('conflict', 'the job has ended', { details: { conflictingId: id } });
      running.controller.abort(new DatelineError('aborted', 'canceled'));
      return job;
    },
    watch(id, onChange) {
      const listeners = watchers.get(id) ?? new Set();
      watchers.set(id, listeners.add(onChange));
      return () => listeners.delete(onChange);
    },
    firstSeen: (id) => state.firstSeen.of(id),
    async rollback(generation) {
      if (running) {
        throw new DatelineError('conflict', 'a reindex is running', { details: { conflictingId: running.id } });
      }
      const live = await state.writes.exclusive(() => rollBack(state, generation));
      log.warn({ generation: live }, 'rolled back');
    },
    async close() {
      running?.controller.abort(new DatelineError('aborted', 'shutting down'));
      await running?.ended;
      await state.writes.exclusive(() => Promise.resolve());
      await files.close();
    },
  };
}
