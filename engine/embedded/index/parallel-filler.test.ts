import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyManifest, liveDocuments, readManifest } from './manifest.ts';
import { parallelFiller } from './parallel-filler.ts';
import { article, SCHEMA } from './schema-for-tests.ts';
import { SegmentPool } from './segment-pool.ts';
import { localWriters } from './writer-port.ts';
import type { Manifest } from './manifest.ts';
import type { OpenWriter, WriterPort } from './writer-port.ts';

const EMPTY = emptyManifest('g1', new Date(0));
const ids = Array.from({ length: 60 }, (_, number) => `article-${number}`);

let folder: string;
let pool: SegmentPool;
let open: OpenWriter;
/** Of each writer that was opened the ids that it was given, and whether it is open. */
let writers: { readonly given: string[]; isOpen: boolean }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-filler-'));
  pool = new SegmentPool();
  writers = [];
  const local = localWriters(SCHEMA, pool);
  open = async (...state) => {
    const port = await local(...state);
    const writer = { given: [] as string[], isOpen: true };
    writers.push(writer);
    return {
      ...port,
      add: (documents) => {
        writer.given.push(...documents.map(({ id }) => id));
        return port.add(documents);
      },
      close: () => port.close().finally(() => (writer.isOpen = false)),
    };
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The ids that live in the generation, each as often as it does. */
function livingIds(manifest: Manifest): string[] {
  const found: string[] = [];
  for (const { file } of manifest.segments) {
    const segment = pool.acquire(join(folder, file));
    for (let document = 0; document < segment.documents; document++) found.push(segment.id(document));
    pool.release(segment);
  }
  return found.sort();
}

test('every document is in the generation once, whichever writer had it', async () => {
  const filler = await parallelFiller([open, open, open])(folder, EMPTY);
  await filler.add(ids.slice(0, 40).map((id) => article(id)));
  await filler.add(ids.slice(20).map((id) => article(id))); // twenty come again
  const manifest = await filler.commit();
  await filler.close();
  expect(readManifest(folder)).toEqual(manifest);
  expect(liveDocuments(manifest)).toBe(ids.length);
  expect(new Set(livingIds(manifest))).toEqual(new Set(ids));
  expect(writers.map(({ given }) => given.length > 0)).toEqual([true, true, true]);
  expect(writers.map(({ isOpen }) => isOpen)).toEqual([false, false, false]);
});

test('what is removed is gone, whichever writer had it', async () => {
  const filler = await parallelFiller([open, open])(folder, EMPTY);
  await filler.add(ids.map((id) => article(id)));
  await filler.remove(ids.slice(0, 50));
  expect(liveDocuments(await filler.commit())).toBe(10);
  await filler.close();
});

test('a writer carries out its calls in order, however long one takes', async () => {
  const wait = (): void => {
    for (const until = performance.now() + 1; performance.now() < until;);
  };
  const slow = localWriters({ ...SCHEMA, visitWords: wait }, pool);
  const writer = await slow(folder, EMPTY);
  const added = writer.add(ids.map((id) => article(id)));
  const removed = writer.remove(ids.slice(0, 50));
  expect(liveDocuments(await writer.commit())).toBe(10);
  await Promise.all([added, removed, writer.close()]);
});

test('no file is written by two, nor by the writer that comes after them', async () => {
  const filler = await parallelFiller([open, open])(folder, EMPTY);
  await filler.add(ids.map((id) => article(id)));
  const manifest = await filler.commit();
  await filler.close();
  const later = await parallelFiller([open, open])(folder, manifest);
  await later.add([article('later')]);
  const whole = await later.commit();
  await later.close();
  const files = whole.segments.map(({ file }) => file);
  expect([files.length, new Set(files).size]).toEqual([3, 3]);
  expect(files.every((file) => existsSync(join(folder, file)))).toBe(true);
  expect([writers.length, liveDocuments(whole)]).toEqual([3, ids.length + 1]); // one that is not empty has one writer
});

/** A writer that fails as it is given documents for the nth time. */
const failing =
  (nth: number): OpenWriter =>
  async (...state): Promise<WriterPort> => {
    const port = await open(...state);
    let calls = 0;
    return { ...port, add: (all) => (++calls === nth ? Promise.reject(new Error('the disk is full')) : port.add(all)) };
  };

test('a batch that could not be written is told by the next call and every later one, and nothing is published', async () => {
  const filler = await parallelFiller([open, failing(2)])(folder, EMPTY);
  await filler.add(ids.slice(0, 30).map((id) => article(id)));
  await filler.add(ids.slice(30).map((id) => article(id)));
  await expect(filler.add([article('next')])).rejects.toThrow('the disk is full');
  await expect(filler.remove(['next'])).rejects.toThrow('the disk is full');
  await expect(filler.commit()).rejects.toThrow('the disk is full');
  await filler.close();
  expect(existsSync(join(folder, 'manifest'))).toBe(false);
});

test('where one writer cannot be opened, none stays open', async () => {
  const broken: OpenWriter = () => Promise.reject(new Error('no more threads'));
  await expect(parallelFiller([open, broken])(folder, EMPTY)).rejects.toThrow('no more threads');
  expect(writers.map(({ isOpen }) => isOpen)).toEqual([false]);
});
