import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const EVERY_MS = 5_000;
/** Several signs may be late: the process may be busy, or the disk. */
const MISSED_AFTER_MS = 30_000;

/** Files whose time says that the process which runs a job lives: in another container its number says nothing. */
export interface SignsOfLife {
  /** Gives signs until `end` is called. */
  begin(job: string): Promise<void>;
  /** Also of a job whose process has gone. */
  end(job: string): Promise<void>;
  has(job: string): Promise<boolean>;
}

export function signsOfLife(folder: string): SignsOfLife {
  const timers = new Map<string, NodeJS.Timeout>();
  const fileOf = (job: string): string => join(folder, `job-${job}.alive`);
  return {
    async begin(job) {
      const file = fileOf(job);
      await writeFile(file, '');
      const sign = (): void => void utimes(file, new Date(), new Date()).catch(() => undefined);
      timers.set(job, setInterval(sign, EVERY_MS).unref());
    },
    async end(job) {
      clearInterval(timers.get(job));
      timers.delete(job);
      await rm(fileOf(job), { force: true });
    },
    async has(job) {
      const found = await stat(fileOf(job)).catch(() => null);
      return found !== null && Date.now() - found.mtimeMs < MISSED_AFTER_MS;
    },
  };
}
