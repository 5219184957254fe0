import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Stats } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatelineError } from '../core/errors.ts';

/** An append-only file of JSON lines. What `append` has resolved for outlives a kill at any moment. */
export interface Journal<T> {
  /** Resolves when the entry is on disk; entries of the same moment share one write. */
  append(entry: T): Promise<void>;
  /**
   * Replaces everything by these entries, in one rename; nothing is done when somebody else has written meanwhile, or does
   * the same.
   */
  rewrite(entries: Iterable<T>): Promise<void>;
  /** What the file holds now, in order. */
  entries(): AsyncIterable<T>;
  /** Tells of what other processes have written since. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

const NEWLINE = 10;
/** How the name of a file ends that is to take the journal's place. */
const REPLACEMENT = '.replacement';

interface Waiting<T> {
  readonly entry: T;
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

/** The entries between two offsets; `line` lines stand before them. */
async function* readLines<T>(
  file: string,
  parse: (json: unknown) => T,
  { start = 0, end = Infinity, line = 0 } = {},
): AsyncIterable<T> {
  if (end <= start) return;
  const input = createReadStream(file, { encoding: 'utf8', start, end: end - 1 });
  let number = line;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    number++;
    if (text === '') continue;
    try {
      yield parse(JSON.parse(text));
    } catch (cause) {
      throw new DatelineError('index_damaged', `${file}:${number}: the line cannot be read`, { cause });
    }
  }
}

/** Where the last whole line before `size` ends. */
async function endOfLines(file: string, size: number): Promise<number> {
  const handle = await open(file, 'r');
  try {
    const chunk = Buffer.alloc(65_536);
    for (let end = size; end > 0;) {
      const start = Math.max(0, end - chunk.length);
      const { bytesRead } = await handle.read(chunk, 0, end - start, start);
      const newline = chunk.subarray(0, bytesRead).lastIndexOf(NEWLINE);
      if (newline >= 0) return start + newline + 1;
      end = start;
    }
    return 0;
  } finally {
    await handle.close();
  }
}

/** Cuts off the last line if a kill or a full disk left it unfinished: it was never acknowledged. */
async function cutTornLine(file: string): Promise<void> {
  const { size } = await stat(file);
  const end = await endOfLines(file, size);
  if (end < size) await truncate(file, end);
}

/** How a journal's owner hears what the file holds. */
export interface JournalReader<T> {
  /** Throws on what it does not know. */
  readonly parse: (json: unknown) => T;
  /** Told of every entry in the order of the file, whoever has written it: this process or another one. */
  readonly onEntry: (entry: T) => void;
  /** The file has been replaced: what was told so far is void, and all of the new file is told. */
  readonly onReplaced?: () => void;
}

/**
 * Opens or makes the file and tells of every entry. Another process (`dateline index` beside the service) may append to it
 * and replace it as well, so nothing is held open and only what has been read from the file counts.
 * @throws index_damaged naming file and line
 */
export async function openJournal<T>(file: string, reader: JournalReader<T>): Promise<Journal<T>> {
  const { parse, onEntry, onReplaced } = reader;
  await mkdir(dirname(file), { recursive: true });
  await (await open(file, 'a')).close();
  await syncFolder(dirname(file));
  await cutTornLine(file);
  let identity = identityOf(await stat(file));
  let position = 0;
  let line = 0;
  let waiting: Waiting<T>[] = [];
  let last: Promise<void> = Promise.resolve();
  let catchingUp: Promise<void> | undefined;

  /** Tells of the entries that have been written since: when they have so many bytes, nobody has written but we. */
  async function readOn(bytes = 0, ours: readonly Waiting<T>[] = []): Promise<void> {
    const found = await stat(file);
    if (identityOf(found) !== identity || found.size < position) {
      identity = identityOf(found);
      position = line = 0;
      onReplaced?.();
    }
    if (found.size === position + bytes) {
      position = found.size;
      line += ours.length;
      for (const { entry } of ours) onEntry(entry);
      return;
    }
    const end = await endOfLines(file, found.size);
    for await (const entry of readLines(file, parse, { start: position, end, line })) {
      line++;
      onEntry(entry);
    }
    position = end;
  }
  /** Runs after everything that was asked for before. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }
  /**
   * Once more where the file was replaced meanwhile: then the lines have gone with the one before. A replacement that has
   * been begun by then, and may not know of the lines, is never put in place.
   */
  async function append(text: Buffer): Promise<void> {
    let wroteTo: string | undefined;
    while (wroteTo !== identityOf(await stat(file))) {
      wroteTo = identityOf(await write(file, 'a', [text]));
      await stopReplacements(file);
    }
  }
  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      const text = Buffer.from(batch.map((item) => item.line).join(''));
      await append(text);
      await readOn(text.length, batch);
      for (const item of batch) item.resolve();
    } catch (error) {
      await cutTornLine(file).catch(() => undefined); // on a full disk: the next line must not be joined to it
      for (const item of batch) item.reject(error);
    }
  }
  await readOn();
  return {
    append: (entry) =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, line: lineOf(entry), resolve, reject });
        void inTurn(flush);
      }),
    rewrite: (entries) =>
      inTurn(async () => {
        await stopReplacements(file); // of those who were killed as well
        const replacement = `${file}.${randomUUID()}${REPLACEMENT}`;
        await write(replacement, 'wx', linesOf(entries));
        const found = await stat(file);
        if (identityOf(found) !== identity || found.size !== position) await rm(replacement, { force: true });
        else await rename(replacement, file).catch(ignoreMissing); // stopped
        await syncFolder(dirname(file));
        await readOn();
      }),
    async *entries() {
      await last;
      yield* readLines(file, parse);
    },
    catchUp: () =>
      (catchingUp ??= inTurn(() => {
        catchingUp = undefined; // who asks from here on may have heard of something newer
        return readOn();
      })),
    close: () => inTurn(() => Promise.resolve()),
  };
}

/** Of a file under whatever name: the number alone is given anew when a file has gone. */
const identityOf = ({ ino, birthtimeMs }: Stats): string => `${ino}/${birthtimeMs}`;

/** An entry in one line for whoever reads it: newer versions of Node end a line at U+2028 and U+2029 as well. */
function lineOf(entry: unknown): string {
  const json = JSON.stringify(entry).replace(/[\u2028\u2029]/g, (end) => (end === '\u2028' ? '\\u2028' : '\\u2029'));
  return `${json}\n`;
}

function* linesOf(entries: Iterable<unknown>): Iterable<string> {
  for (const entry of entries) yield lineOf(entry);
}

/** Whoever has begun to replace the file, and has not done it yet, gives up: there is nothing left to be renamed. */
async function stopReplacements(file: string): Promise<void> {
  const [folder, name] = [dirname(file), basename(file)];
  const begun = (await readdir(folder)).filter((other) => other.startsWith(`${name}.`) && other.endsWith(REPLACEMENT));
  await Promise.all(begun.map((other) => rm(join(folder, other), { force: true })));
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** Resolves when the lines are on the disk: what they were written to, whatever bears its name by then. */
async function write(file: string, flags: 'a' | 'wx', lines: Iterable<string | Buffer>): Promise<Stats> {
  const handle = await open(file, flags);
  try {
    for (const line of lines) await handle.appendFile(line);
    await handle.datasync();
    return await handle.stat();
  } finally {
    await handle.close();
  }
}
