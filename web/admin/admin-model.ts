import type { Generation, InsightReport, ReindexJob } from '../../client/dateline-admin-client.ts';
import type { Article } from '../../client/dateline-client.ts';

/** All that the archivist's page shows. */
export interface AdminModel {
  /** False until a key has been accepted. */
  readonly admitted: boolean;
  /** Newest first; the first one may be running. */
  readonly jobs: readonly ReindexJob[];
  readonly generations: readonly Generation[];
  readonly insight: InsightReport | null;
  /** The article whose evidence is shown. */
  readonly article: Article | null;
  /** What went wrong last; empty when nothing did. */
  readonly problem: string;
}

export const NOBODY: AdminModel = {
  admitted: false,
  jobs: [],
  generations: [],
  insight: null,
  article: null,
  problem: '',
};

/** The job that is under way. */
export function runningJob({ jobs }: AdminModel): ReindexJob | undefined {
  return jobs.find(({ status }) => status === 'enqueued' || status === 'processing');
}
