import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './replace-file.ts';

const noteSchema = z.object({
  generation: z.string(),
  /** When it was made, RFC 3339: decisions since are not in it. */
  createdAt: z.string(),
});
export type RollbackNote = z.infer<typeof noteSchema>;

/** What a rollback notes on the disk before the switch, and clears when what was decided since is in force again. */
export interface UnfinishedRollback {
  /** Null when none is unfinished. */
  read(): Promise<RollbackNote | null>;
  write(note: RollbackNote): Promise<void>;
  clear(): Promise<void>;
}

export function openUnfinishedRollback(folder: string): UnfinishedRollback {
  const file = join(folder, 'rollback.json');
  return {
    async read() {
      try {
        return noteSchema.parse(JSON.parse(await readFile(file, 'utf8')));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    write: ({ generation, createdAt }) => replaceFile(file, JSON.stringify({ generation, createdAt })),
    clear: () => rm(file, { force: true }),
  };
}
