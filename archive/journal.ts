import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, rename, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { DatelineError } from '../core/errors.ts';

/** An append-only file of JSON lines. What `append` has resolved for outlives a kill at any moment. */
export interface Journal<T> {
  /** Resolves when the entry is on disk; entries of the same moment share one write. */
  append(entry: T): Promise<void>;
  /** Replaces everything by these entries, in one rename. */
  rewrite(entries: Iterable<T>): Promise<void>;
  /** What the file holds now, in order. */
  entries(): AsyncIterable<T>;
  close(): Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* readLines<T>(file: string, parse: (json: unknown) => T): AsyncIterable<T> {
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line === '') continue;
    try {
      yield parse(JSON.parse(line));
    } catch (cause) {
      throw new DatelineError('index_damaged', `${file}:${number}: the line cannot be read`, { cause });
    }
  }
}

/** Cuts off the last line if a kill left it unfinished: it was never acknowledged. */
async function cutTornLine(file: string): Promise<void> {
  const { size } = await stat(file);
  const handle = await open(file, 'r');
  try {
    const chunk = Buffer.alloc(65_536);
    for (let end = size; end > 0;) {
      const start = Math.max(0, end - chunk.length);
      const { bytesRead } = await handle.read(chunk, 0, end - start, start);
      const newline = chunk.subarray(0, bytesRead).lastIndexOf(10);
      if (newline >= 0 || start === 0) {
        const keep = newline >= 0 ? start + newline + 1 : 0;
        if (keep < size) await truncate(file, keep);
        return;
      }
      end = start;
    }
  } finally {
    await handle.close();
  }
}

/**
 * Opens or makes the file and hands every entry to `onEntry`. `parse` throws on what it does not know.
 * @throws index_damaged naming file and line
 */
export async function openJournal<T>(
  file: string,
  parse: (json: unknown) => T,
  onEntry: (entry: T) => void,
): Promise<Journal<T>> {
  await mkdir(dirname(file), { recursive: true });
  let handle: FileHandle = await open(file, 'a');
  try {
    await syncFolder(dirname(file));
    await cutTornLine(file);
    for await (const entry of readLines(file, parse)) onEntry(entry);
  } catch (error) {
    await handle.close();
    throw error;
  }
  let waiting: Waiting[] = [];
  let last: Promise<void> = Promise.resolve();

  /** Runs after everything that was asked for before. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }
  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await handle.appendFile(batch.map((item) => item.line).join(''));
      await handle.datasync();
      for (const item of batch) item.resolve();
    } catch (error) {
      for (const item of batch) item.reject(error);
    }
  }
  return {
    append: (entry) =>
      new Promise((resolve, reject) => {
        waiting.push({ line: `${JSON.stringify(entry)}\n`, resolve, reject });
        void inTurn(flush);
      }),
    rewrite: (entries) =>
      inTurn(async () => {
        const temporary = `${file}.tmp`;
        const fresh = await open(temporary, 'w');
        try {
          for (const entry of entries) await fresh.appendFile(`${JSON.stringify(entry)}\n`);
          await fresh.sync();
        } finally {
          await fresh.close();
        }
        await rename(temporary, file);
        await syncFolder(dirname(file));
        await handle.close();
        handle = await open(file, 'a');
      }),
    async *entries() {
      await last;
      yield* readLines(file, parse);
    },
    close: () => inTurn(() => handle.close()),
  };
}
