import type { ArticleDocument } from './document.ts';
import type { Message } from './message.ts';
import type { RawRecord, ReindexJob, ReindexOptions } from './reindex-job.ts';

/** A published article that must go, and stay away. Matched by id, URL, record or near-duplicate text. */
export interface Takedown {
  readonly id: string;
  readonly reason: string;
  /** RFC 3339. */
  readonly at: string;
  readonly url?: string;
  readonly record?: string;
}

/** What an archivist may do. Implemented in `archive/`; the server's admin routes and the command line call it. */
export interface Archive {
  /** The job, once a kill cannot make it forgotten. @throws conflict (`details.conflictingId` names the running job) */
  startReindex(options: ReindexOptions): Promise<ReindexJob>;
  /** Newest first, those of other processes among them, kept over restarts, bounded. */
  jobs(): Promise<readonly ReindexJob[]>;
  job(id: string): Promise<ReindexJob | undefined>;
  /** Asks a job to stop; the job resource tells when it has. @throws not_found, conflict (ended, or another process runs it) */
  cancel(id: string): Promise<ReindexJob>;
  /**
   * Calls back at every change until the job has ended; of a job that another process runs, at its end. Returns how to
   * stop listening.
   */
  watch(id: string, onChange: (job: ReindexJob) => void): () => void;
  /** Normalises and publishes one article; also into a rebuild that is running. @throws invalid_parameter, conflict (taken down) */
  put(id: string, record: RawRecord): Promise<{ document: ArticleDocument; messages: readonly Message[] }>;
  /** Removes an article and keeps it away. @throws not_found when no engine and no takedown knows the id */
  takeDown(id: string, reason: string): Promise<Takedown>;
  takedowns(): Promise<readonly Takedown[]>;
  /** Lets an article return with the next reindex or `put`. @throws not_found */
  liftTakedown(id: string): Promise<void>;
  /** When the archive first published an article, in milliseconds since 1970; it survives reindexing, by whichever process. */
  firstSeen(id: string): Promise<number | undefined>;
  /** Without a name to the generation before the live one. @throws not_found, conflict (a job is running) */
  rollback(generation?: string): Promise<void>;
  /** Stops a running job, waits for it, writes what must be kept. */
  close(): Promise<void>;
}
