import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { constants, deflate, inflate } from 'node:zlib';
import type { WorkItem, WorkResult } from './work-item.ts';
import type { Workshop } from './workshop.ts';

const pack = promisify(deflate);
const unpack = promisify(inflate);

const KEY_BYTES = 32;
const HEAD_BYTES = KEY_BYTES + 4;
/** Larger pages are few, and are read anew. */
const LARGEST_PAGE_BYTES = 16 * 1024 * 1024;

/** What one run made of each piece of work, for the next one that takes only what has changed. */
export interface RecognitionMemory {
  /** The workshop with this memory: what is remembered is not done again. */
  remembering(workshop: Workshop): Workshop;
  /** Keeps what this run has made or used, and nothing else. */
  keep(): Promise<void>;
  /** Leaves the memory as it was. After `keep` it does nothing. */
  close(): Promise<void>;
}

/**
 * Opens the memory in `file`. Pieces of work are known by the hash of their content and of `salt`: what decides about
 * results beside the content. `recall: false` only remembers. A memory that is damaged or missing is an empty one.
 */
export async function openRecognitionMemory(file: string, salt: string, recall: boolean): Promise<RecognitionMemory> {
  await mkdir(dirname(file), { recursive: true });
  const before = recall ? await open(file, 'r').catch(() => null) : null;
  const known = before ? await readHeads(before) : new Map<string, Place>();
  const next = `${file}.next`;
  const writer = await open(next, 'w', 0o600);
  let last: Promise<unknown> = Promise.resolve();
  let isOpen = true;
  let isWhole = true;

  async function recalled(key: Buffer): Promise<WorkResult | null> {
    const place = known.get(key.toString('latin1'));
    if (!place || !before) return null;
    const bytes = Buffer.allocUnsafe(place.length);
    try {
      await before.read(bytes, 0, place.length, place.offset);
      return deserialize(await unpack(bytes)) as WorkResult;
    } catch {
      return null; // torn or flipped: it is made anew
    }
  }
  async function remember(key: Buffer, result: WorkResult): Promise<void> {
    if (result.messages.some(({ rule }) => rule === 'worker-failed')) return; // may go better next time
    const bytes = await pack(serialize(result), { level: constants.Z_BEST_SPEED });
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    await (last = last.then(() =>
      // A full disk must not fail a run that could do without a memory.
      writer.appendFile(Buffer.concat([key, length, bytes])).catch(() => (isWhole = false)),
    ));
  }
  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await last;
    await Promise.all([writer.close(), before?.close()]);
  }
  return {
    remembering: (workshop) => ({
      ...workshop,
      async work(item) {
        const key = await keyOf(item, salt);
        const result = (key && (await recalled(key))) ?? (await workshop.work(item));
        if (key) await remember(key, result);
        return result;
      },
    }),
    async keep() {
      await last;
      await writer.sync().catch(() => (isWhole = false));
      await close();
      await (isWhole ? rename(next, file) : rm(next, { force: true }));
    },
    async close() {
      if (!isOpen) return;
      await close();
      await rm(next, { force: true });
    },
  };
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

async function readHeads(handle: FileHandle): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  const { size } = await handle.stat();
  const head = Buffer.alloc(HEAD_BYTES);
  for (let at = 0; at + HEAD_BYTES <= size;) {
    await handle.read(head, 0, HEAD_BYTES, at);
    const place = { offset: at + HEAD_BYTES, length: head.readUInt32LE(KEY_BYTES) };
    at = place.offset + place.length;
    if (at <= size) places.set(head.toString('latin1', 0, KEY_BYTES), place);
  }
  return places;
}

/** Null for what cannot be read now, or is too large to be held. */
async function keyOf(item: WorkItem, salt: string): Promise<Buffer | null> {
  const hash = createHash('sha256').update(`${salt}\0${item.kind}\0`);
  if (item.kind === 'records') {
    hash.update(`${item.file}\0`);
    for (const { line, text } of item.lines) hash.update(`${line}\0${text}\n`);
    return hash.digest();
  }
  if (item.kind === 'captures') {
    hash.update(`${item.file}\0`);
    for (const { url, bytes, charset = '' } of item.pages)
      hash.update(`${url}\0${charset}\0${bytes.length}\0`).update(bytes);
    return hash.digest();
  }
  try {
    if ((await stat(item.file.path)).size > LARGEST_PAGE_BYTES) return null;
    return hash
      .update(`${item.file.name}\0${item.file.format}\0`)
      .update(await readFile(item.file.path))
      .digest();
  } catch {
    return null;
  }
}
