import { Presets, SingleBar } from 'cli-progress';
import type { ReindexJob } from '../core/reindex-job.ts';
import type { CommandContext } from './command.ts';

/** Shows a running job: a bar on a terminal, otherwise a plain line now and then. */
export interface ProgressView {
  update(job: ReindexJob): void;
  stop(): void;
}

const PLAIN_EVERY_MS = 2_000;

function describe({ progress }: ReindexJob): string {
  return `${progress.phase}: ${progress.filesDone}/${progress.filesTotal} files, ${progress.articles} articles`;
}

/** Writes to `stream`: standard error, so that standard output stays data. */
export function createProgressView(stream: CommandContext['stderr']): ProgressView {
  if (!stream.isTTY) {
    let last = '';
    let spokeAt = 0;
    return {
      update(job) {
        const line = describe(job);
        if (line === last || (Date.now() - spokeAt < PLAIN_EVERY_MS && job.progress.phase === last.split(':')[0]))
          return;
        last = line;
        spokeAt = Date.now();
        stream.write(`${line}\n`);
      },
      stop() {
        // nothing is held open
      },
    };
  }
  const bar = new SingleBar(
    {
      format: '{phase} [{bar}] {value}/{total} files, {articles} articles, {eta_formatted} left',
      stream,
      hideCursor: true,
    },
    Presets.legacy,
  );
  let started = false;
  return {
    update({ progress }) {
      const payload = { phase: progress.phase.padEnd(10), articles: progress.articles };
      if (!started) bar.start(progress.filesTotal, progress.filesDone, payload);
      started = true;
      bar.setTotal(Math.max(1, progress.filesTotal));
      bar.update(progress.filesDone, payload);
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
