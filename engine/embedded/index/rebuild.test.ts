import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyManifest, readManifest } from './manifest.ts';
import { makeRebuild } from './rebuild.ts';
import { article, SCHEMA } from './schema-for-tests.ts';
import { SegmentPool } from './segment-pool.ts';
import { FacetNames } from './facet-names.ts';
import { Snapshot } from './snapshot.ts';
import { localWriters } from './writer-port.ts';
import type { IndexRebuild } from './rebuild.ts';
import type { OpenWriter } from './writer-port.ts';

let folder: string;
let rebuild: IndexRebuild;
let writers: number;
let opened: number;
let writersAtPublication: number;
let publication: Promise<void>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-rebuild-'));
  writers = opened = 0;
  publication = Promise.resolve();
  const pool = new SegmentPool();
  const open = localWriters(SCHEMA, pool);
  const counting: OpenWriter = async (...state) => {
    const port = await open(...state);
    writers++;
    opened++;
    return { ...port, close: () => port.close().finally(() => writers--) };
  };
  rebuild = makeRebuild(
    SCHEMA,
    folder,
    emptyManifest('g1', new Date(0)),
    { filler: counting, merger: counting },
    {
      open: (manifest) => new Snapshot(pool, folder, manifest, [new FacetNames()]),
      publish: () => {
        writersAtPublication = writers;
        return publication;
      },
      end: () => undefined,
    },
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('no writer is open while the candidate is read, nor when it is published', async () => {
  await rebuild.add([article('a')]);
  const first = await rebuild.preview();
  expect(writers).toBe(0);
  first.release();
  await rebuild.add([article('b')]);
  await rebuild.remove(['a']);
  const second = await rebuild.preview();
  expect([writers, second.documents]).toEqual([0, 1]);
  second.release();
  await rebuild.add([article('c')]);
  await rebuild.commit(false);
  expect([writers, writersAtPublication]).toEqual([0, 0]);
  expect(readManifest(folder).segments).toMatchObject([{ documents: 2, deleted: 0 }]);
});

test('no writer is opened to read again what has not changed', async () => {
  await rebuild.add([article('a')]);
  (await rebuild.preview()).release();
  const again = await rebuild.preview();
  expect([opened, again.documents]).toEqual([1, 1]);
  again.release();
  await rebuild.remove(['a']);
  const changed = await rebuild.preview();
  expect([opened, changed.documents]).toEqual([2, 0]);
  changed.release();
});

test('what is one segment already is published as it is', async () => {
  await rebuild.add([article('a'), article('b')]);
  const preview = await rebuild.preview();
  preview.release();
  const { revision, segments } = readManifest(folder);
  await rebuild.commit(false);
  expect(readManifest(folder)).toMatchObject({ revision, segments });
  expect(opened).toBe(1);
});

test('a candidate is merged before it is read, and not again for the few changes until it is published', async () => {
  const articles = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => article(`a${from + at}`));
  await rebuild.add(articles(0, 20));
  (await rebuild.preview()).release();
  await rebuild.add(articles(20, 40));
  (await rebuild.preview()).release();
  expect(readManifest(folder).segments).toMatchObject([{ documents: 40, deleted: 0 }]);
  await rebuild.remove(['a3']);
  await rebuild.add(articles(40, 41));
  await rebuild.commit(false);
  expect(readManifest(folder).segments).toMatchObject([{ documents: 40, deleted: 1 }, { documents: 1 }]);
});

test('an empty one is published only when that is allowed', async () => {
  await expect(rebuild.commit(false)).rejects.toMatchObject({ code: 'empty' });
  await rebuild.commit(true);
  expect(readManifest(folder).segments).toEqual([]);
});

test('a generation whose switch failed is not deleted: readers may be on it', async () => {
  await rebuild.add([article('a')]);
  publication = Promise.reject(new Error('the folder could not be synced'));
  await expect(rebuild.commit(false)).rejects.toThrow('synced');
  await rebuild.discard();
  expect(readManifest(folder).segments).toHaveLength(1);
});

test('a generation that was never switched to is deleted', async () => {
  await rebuild.add([article('a')]);
  await rebuild.preview();
  await rebuild.discard();
  expect(existsSync(folder)).toBe(false);
});
