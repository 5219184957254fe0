import type { Archive } from '../../core/archive.ts';
import type { ReindexJob, ReindexOptions } from '../../core/reindex-job.ts';

export const FULL: ReindexOptions = { mode: 'full', dryRun: false, force: false };

/** The job when it has ended. */
export function ended(archive: Archive, id: string): Promise<ReindexJob> {
  return new Promise((resolve) => {
    const job = archive.job(id);
    if (job?.finishedAt !== undefined) {
      resolve(job);
      return;
    }
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
