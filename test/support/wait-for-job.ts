import type { Archive } from '../../core/archive.ts';
import type { ReindexJob, ReindexOptions } from '../../core/reindex-job.ts';

export const FULL: ReindexOptions = { mode: 'full', dryRun: false, force: false };

/** The job when it has ended. */
export async function ended(archive: Archive, id: string): Promise<ReindexJob> {
  const job = await archive.job(id);
  if (job?.finishedAt !== undefined) return job;
  return new Promise((resolve) => {
    const unwatch = archive.watch(id, (state) => {
      if (state.finishedAt === undefined) return;
      unwatch();
      resolve(state);
    });
  });
}

/** Starts a reindex and waits for its end. */
export async function reindex(archive: Archive, options: Partial<ReindexOptions> = {}): Promise<ReindexJob> {
  return ended(archive, (await archive.startReindex({ ...FULL, ...options })).id);
}
