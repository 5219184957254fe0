import type {
  Generation,
  InsightReport,
  RawArticle,
  ReindexJob,
  Takedown,
} from '../../client/dateline-admin-client.ts';
import type { Article } from '../../client/dateline-client.ts';

/** All that the archivist's page shows. */
export interface AdminModel {
  /** False until a key has been accepted. */
  readonly admitted: boolean;
  /** Newest first; the first one may be running. */
  readonly jobs: readonly ReindexJob[];
  readonly generations: readonly Generation[];
  readonly takedowns: readonly Takedown[];
  readonly insight: InsightReport | null;
  /** The article that is looked at, as it is published; null while its id is new. */
  readonly article: Article | null;
  /** What is being written in its place. */
  readonly draft: Draft | null;
  /** What the archivist is asked before it happens. */
  readonly question: Question | null;
  /** What was done last, and what went wrong last; empty when nothing did. */
  readonly done: string;
  readonly problem: string;
}

export interface Question {
  readonly text: string;
  /** What the button says that goes on. */
  readonly verb: string;
}

/** An article in the fields of a form; an empty one is not stated. */
export interface Draft {
  readonly id: string;
  readonly fields: Readonly<Record<DraftField, string>>;
}

export const DRAFT_FIELDS = ['title', 'text', 'date', 'url', 'author', 'section', 'source', 'language'] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];

export const NOBODY: AdminModel = {
  admitted: false,
  jobs: [],
  generations: [],
  takedowns: [],
  insight: null,
  article: null,
  draft: null,
  question: null,
  done: '',
  problem: '',
};

/** The job that is under way. */
export function runningJob({ jobs }: AdminModel): ReindexJob | undefined {
  return jobs.find(({ status }) => status === 'enqueued' || status === 'processing');
}

/** A published article, to be changed; or nothing yet under a new id. */
export function draftOf(id: string, article: Article | null): Draft {
  const { title = '', body = '', url = '', author = '', section = '', publisher = '', language = '' } = article ?? {};
  const date = article?.date?.slice(0, { day: 10, month: 7, year: 4 }[article.datePrecision ?? 'day']) ?? '';
  return { id, fields: { title, text: body, date, url, author, section, source: publisher, language } };
}

/** A draft as the API takes it. */
export function toRawArticle({ fields }: Draft): RawArticle {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
}
