import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './replace-file.ts';

const noteSchema = z.object({ generation: z.string() });
/** Of which generation: null when the note is damaged, and it may be of any. */
export interface RollbackNote {
  readonly generation: string | null;
}

/** What a rollback notes on the disk before the switch, and clears when what was decided since is in force again. */
export interface UnfinishedRollback {
  /** Null when none is unfinished. */
  read(): Promise<RollbackNote | null>;
  write(generation: string): Promise<void>;
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
        if (error instanceof SyntaxError || error instanceof z.ZodError) return { generation: null };
        throw error;
      }
    },
    write: (generation) => replaceFile(file, JSON.stringify({ generation })),
    clear: () => rm(file, { force: true }),
  };
}
