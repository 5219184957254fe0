import { resolve } from 'node:path';
import type { CommandContext } from '../command.ts';
import { openService } from '../compose.ts';
import { makeDataFolder } from '../data-folder.ts';
import { createLogger } from '../logger.ts';
import { runJob } from '../run-job.ts';
import { stoppable } from '../stoppable.ts';

/** Rebuilds the index from the paths, or from the corpus, and publishes it if the guard agrees. A dry run fails where that would. */
export async function index(context: CommandContext): Promise<boolean> {
  const { config, values, positionals } = context;
  const roots = positionals.length > 0 ? positionals.map((path) => resolve(path)) : [config.CORPUS_DIR];
  makeDataFolder(config.DATA_DIR);
  const service = await openService(config, createLogger({ ...config, LOG_LEVEL: 'silent' }), roots);
  try {
    const options = {
      mode: values.changed === true ? 'changed' : 'full',
      dryRun: values['dry-run'] === true,
      force: values.force === true,
    } as const;
    const job = await stoppable((stop) => runJob(service.archive, options, context, stop));
    return job.status === 'succeeded' && (job.guard?.accepted !== false || job.guard.forced);
  } finally {
    await service.close();
  }
}
