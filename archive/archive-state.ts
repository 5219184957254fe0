import type { Corpus } from '../core/reindex-job.ts';
import type { Engine, Rebuild } from '../engine/port.ts';
import type { Canary } from './canaries.ts';
import type { Edits } from './edits.ts';
import type { FactsStore } from './facts-store.ts';
import type { FirstSeen } from './first-seen.ts';
import type { GuardThresholds } from './publish-guard.ts';
import type { RebuildEdits } from './rebuild-edits.ts';
import type { Takedowns } from './takedowns.ts';
import type { UnfinishedRollback } from './unfinished-rollback.ts';
import type { WriteQueue } from './write-queue.ts';

/** Where the archive says what it does; the composition root passes its logger. */
export interface ArchiveLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

/** What the parts of the archive share. */
export interface ArchiveState {
  readonly engine: Engine;
  readonly corpus: Corpus;
  readonly log: ArchiveLog;
  readonly thresholds: GuardThresholds;
  readonly canaries: readonly Canary[];
  /** Groups of synonyms that the engine was opened with. */
  readonly synonyms: number;
  readonly now: () => number;
  readonly takedowns: Takedowns;
  readonly edits: Edits;
  readonly firstSeen: FirstSeen;
  readonly facts: FactsStore;
  readonly unfinishedRollback: UnfinishedRollback;
  readonly writes: WriteQueue;
  /** The rebuild that edits must reach too, while there is one. */
  rebuilding: { readonly rebuild: Rebuild; readonly edits: RebuildEdits } | null;
}
