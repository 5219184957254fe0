import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ALL } from '../../engine/conformance/build.ts';
import { NEWSROOM } from '../../engine/conformance/newsroom.ts';
import type { TestArchive } from '../support/open-test-archive.ts';
import { openTestArchive } from '../support/open-test-archive.ts';
import { ended, FULL, reindex } from '../support/wait-for-job.ts';

// `dateline index` beside the running service: two archives on the same files and the same engine.
const beside = ({ folder, engine, corpus }: TestArchive): Promise<TestArchive> =>
  openTestArchive({ folder, engine, corpus });
const TAKEN = NEWSROOM[3]!.id;
const record = (text: string) => ({ title: 'Handed in', text });

test('what one process takes down does not return by the reindex of another', async () => {
  const service = await openTestArchive();
  const other = await beside(service);
  await service.archive.takeDown(TAKEN, 'court order');
  expect((await reindex(other.archive)).status).toBe('succeeded');
  expect(await service.engine.get(TAKEN, ALL)).toBeNull();
  await expect(other.archive.put(TAKEN, record('The text is back.'))).rejects.toMatchObject({ code: 'conflict' });
  await other.archive.liftTakedown(TAKEN);
  await service.archive.put(TAKEN, record('The text is back.'));
});

test('what one process takes down while another fills a candidate is not published', async () => {
  const service = await openTestArchive();
  const other = await beside(service);
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  service.corpus.beforeBatch = () => held;
  const { id } = await other.archive.startReindex(FULL);
  await service.archive.takeDown(TAKEN, 'court order');
  release();
  expect((await ended(other.archive, id)).status).toBe('succeeded');
  expect(await service.engine.get(TAKEN, ALL)).toBeNull();
});

test('an article handed in after another process has swept the file of edits is in later rebuilds, by both', async () => {
  const service = await openTestArchive();
  for (const text of ['One.', 'Two.', 'Three.', 'Four.']) await service.archive.put('first', record(text));
  const other = await beside(service);
  expect((await readFile(join(service.folder, 'edits.jsonl'), 'utf8')).split('\n')).toHaveLength(2); // swept
  await service.archive.put('second', record('Handed in later.'));
  await other.archive.put('third', record('Handed in to the other.'));
  for (const archive of [other.archive, service.archive, await service.reopen()]) {
    expect((await reindex(archive)).status).toBe('succeeded');
    expect(await service.engine.get('first', ALL)).toMatchObject({ body: 'Four.' });
    expect(await service.engine.get('second', ALL)).not.toBeNull();
    expect(await service.engine.get('third', ALL)).not.toBeNull();
  }
});

test('a job outlives a restart although another process has opened the history meanwhile', async () => {
  const service = await openTestArchive();
  await beside(service);
  const { id } = await reindex(service.archive);
  expect((await service.reopen()).job(id)).toMatchObject({ status: 'succeeded' });
});
