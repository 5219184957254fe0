import type { Archive } from '../core/archive.ts';
import type { ReindexJob, ReindexOptions } from '../core/reindex-job.ts';
import { reportLines } from '../indexer/report.ts';
import type { CommandContext } from './command.ts';
import { whereSought } from './engine-address.ts';
import { createProgressView } from './progress.ts';

/**
 * Runs one reindex job to its end, showing how it goes; `stop` cancels it and leaves the live generation alone.
 * @returns the job as it ended, its report said
 */
export async function runJob(
  archive: Archive,
  options: ReindexOptions,
  { config, stderr, say }: Pick<CommandContext, 'config' | 'stderr' | 'say'>,
  stop: AbortSignal,
): Promise<ReindexJob> {
  const view = createProgressView(stderr);
  const begun = await archive.startReindex(options);
  // refused when it has just ended, which is as good
  const cancel = (): void => void archive.cancel(begun.id).catch(() => undefined);
  const ended = await new Promise<ReindexJob>((resolve) => {
    const show = (job: ReindexJob): void => {
      view.update(job);
      if (job.status === 'enqueued' || job.status === 'processing') return;
      unwatch();
      stop.removeEventListener('abort', cancel);
      resolve(job);
    };
    const unwatch = archive.watch(begun.id, show);
    show(begun);
    stop.addEventListener('abort', cancel);
    if (stop.aborted) cancel();
  });
  view.stop();
  if (ended.report) for (const line of reportLines(ended.report)) say(line);
  if (ended.guard && !ended.guard.accepted) {
    say(ended.guard.forced && !options.dryRun ? 'Published although the guard refused:' : 'The guard refuses:');
    for (const reason of ended.guard.reasons) say(`  - ${reason}`);
  }
  if (ended.error && ended.error.code !== 'publish_refused') say(`The job failed: ${ended.error.message}`);
  const sought = ended.error?.code === 'engine_unavailable' ? whereSought(config) : null;
  if (sought !== null) say(`  - ${sought}`);
  if (ended.status === 'canceled') say('Canceled; the live index stays.');
  return ended;
}
