import type { ArticleDocument } from './document.ts';
import type { Message } from './message.ts';

export const JOB_STATUSES = ['enqueued', 'processing', 'succeeded', 'failed', 'canceled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const JOB_PHASES = ['reading', 'indexing', 'checking', 'publishing'] as const;
export type JobPhase = (typeof JOB_PHASES)[number];

export interface ReindexOptions {
  /** `changed`: what the last run has recognised in files that have not changed since is taken from it. */
  readonly mode: 'full' | 'changed';
  /** Does everything but publish. */
  readonly dryRun: boolean;
  /** Publishes although the guard refuses; logged with the reasons. */
  readonly force: boolean;
}

export interface JobProgress {
  readonly phase: JobPhase;
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly articles: number;
  /** Milliseconds that the phase will go on, by its pace so far; null while nothing can be said. */
  readonly remainingMs: number | null;
}

export interface GuardVerdict {
  readonly accepted: boolean;
  /** One sentence each; empty when accepted without doubt. */
  readonly reasons: readonly string[];
  /** Overruled by `force`, which an empty generation never is. */
  readonly forced: boolean;
}

export interface IndexReport {
  readonly generation: string | null;
  readonly files: number;
  readonly filesFailed: number;
  readonly articles: number;
  readonly repeatsMerged: number;
  readonly undated: number;
  readonly tookMs: number;
  /** The first messages, errors first; `messagesTotal` tells how many there were. */
  readonly messages: readonly Message[];
  readonly messagesTotal: number;
}

export interface ReindexJob {
  readonly id: string;
  readonly status: JobStatus;
  readonly options: ReindexOptions;
  readonly progress: JobProgress;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly guard?: GuardVerdict;
  readonly report?: IndexReport;
  readonly error?: { readonly code: string; readonly message: string };
}

export interface CorpusProgress {
  readonly filesDone: number;
  readonly filesTotal: number;
  readonly articles: number;
  readonly repeatsMerged: number;
}

/** A folder of articles, as the archive reads it. Implemented by the indexer, handed over by the composition root. */
export interface Corpus {
  /** Reads everything, in path order, in batches; no story twice. Bad files become messages; it rejects only on `signal` or a missing folder. */
  documents(options: {
    /** `changed`: of sources whose content has not changed the last run's result may be taken. Default `full`. */
    readonly mode?: ReindexOptions['mode'];
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: CorpusProgress) => void;
    readonly onMessage?: (message: Message) => void;
  }): AsyncIterable<readonly ArticleDocument[]>;
  /** One article handed in by an editor, through the same steps. `id` wins over the computed one when given. */
  normalise(record: RawRecord): Promise<{ document: ArticleDocument | null; messages: readonly Message[] }>;
}

/** One raw article: a line of JSON Lines input, or the body of `PUT /admin/articles/:id`. */
export interface RawRecord {
  readonly id?: string;
  readonly title?: string;
  readonly text?: string;
  readonly html?: string;
  readonly url?: string;
  readonly date?: string;
  readonly author?: string;
  readonly section?: string;
  /** The publisher. */
  readonly source?: string;
  readonly language?: string;
  readonly countries?: readonly string[];
  readonly organisations?: readonly string[];
  readonly embargoUntil?: string;
}
