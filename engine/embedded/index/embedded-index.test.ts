import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EmbeddedIndex } from './embedded-index.ts';
import { article, SCHEMA } from './schema-for-tests.ts';
import { SegmentPool } from './segment-pool.ts';
import { localWriters } from './writer-port.ts';
import type { WriterPort } from './writer-port.ts';

let folder: string;
let index: EmbeddedIndex;
/** What the writers of the live generation do in place of what they should. */
let faults: (port: WriterPort) => Partial<WriterPort>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-index-'));
  faults = () => ({});
  const open = localWriters(SCHEMA, new SegmentPool());
  index = new EmbeddedIndex(SCHEMA, folder, {
    keep: 3,
    readOnly: false,
    openWriter: async (...state) => {
      const port = await open(...state);
      return { ...port, ...faults(port) };
    },
  });
  await publish('a');
});
afterEach(async () => {
  await index.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes a generation live that holds one document. */
async function publish(id: string): Promise<string> {
  const rebuild = index.startRebuild(new Date(0));
  await rebuild.add([article(id)]);
  await rebuild.commit(false);
  return rebuild.generation;
}

const folderOf = (generation: string): string => join(folder, 'generations', generation);
const live = (): string => index.generations().find((one) => one.live)!.id;

test('a writer whose lock was taken over changes nothing, and deletes nothing of who has it now', async () => {
  const first = live();
  await publish('b');
  const lock = join(folder, 'writer.lock');
  const takeOver = (): void => {
    writeFileSync(lock, JSON.stringify({ pid: process.pid, started: 'another', token: 'another' }));
    writeFileSync(join(folderOf(live()), '000099.seg'), 'not yet named by a manifest');
  };
  faults = (port) => ({ add: (documents) => port.add(documents).then(takeOver) });
  const before = readFileSync(join(folderOf(live()), 'manifest'), 'utf8');
  await expect(index.update([article('c')], ['b'])).rejects.toMatchObject({ code: 'locked' });
  expect(readFileSync(join(folderOf(live()), 'manifest'), 'utf8')).toBe(before);
  expect(existsSync(join(folderOf(live()), '000099.seg'))).toBe(true);
  expect(existsSync(lock)).toBe(true);

  rmSync(lock);
  faults = () => ({});
  await index.update([article('c')], ['b']);
  expect(index.generations()).toMatchObject([{ documents: 1 }, { documents: 1 }]);
  expect(existsSync(join(folderOf(live()), '000099.seg'))).toBe(false);
  await index.rollback(first);
  expect(live()).toBe(first);
});

test('the generation to go back to is kept, however old it is', async () => {
  const first = live();
  await publish('b');
  const third = await publish('c');
  await index.rollback(first);
  const fourth = await publish('d');
  expect(index.generations().map(({ id }) => id)).toEqual([fourth, third, first]);
  await index.rollback(first);
  expect(live()).toBe(first);
});
