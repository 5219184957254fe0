import type { Archive } from '../core/archive.ts';
import type { Corpus } from '../core/reindex-job.ts';
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
import { createReindexJobs } from './reindex-jobs.ts';
import { finishRollBack, rollBack } from './roll-back.ts';
import { openTakedowns } from './takedowns.ts';
import { openUnfinishedRollback } from './unfinished-rollback.ts';
import { writeChanges } from './write-changes.ts';
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
    unfinishedRollback: openUnfinishedRollback(folder),
    writes: createWriteQueue((changes) => writeChanges(state, changes)),
    rebuilding: null,
  };
  try {
    if (await state.writes.exclusive(() => finishRollBack(state)))
      log.warn({}, 'a rollback that was cut off is complete');
  } catch (error) {
    log.warn({ err: error }, 'a rollback was cut off and cannot be completed now: restart, or reindex');
  }
  const { refuseWhileRunning, stop, ...jobs } = createReindexJobs(state, files.history);
  return {
    ...createEditing(state),
    ...jobs,
    async firstSeen(id) {
      if (state.firstSeen.of(id) === undefined) await state.firstSeen.catchUp();
      return state.firstSeen.of(id);
    },
    async rollback(generation) {
      refuseWhileRunning();
      const live = await state.writes.exclusive(() => rollBack(state, generation));
      log.warn({ generation: live }, 'rolled back');
    },
    async close() {
      await stop();
      await state.writes.exclusive(() => Promise.resolve());
      await files.close();
    },
  };
}
