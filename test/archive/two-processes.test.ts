import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ALL, article } from '../../engine/conformance/build.ts';
import { NEWSROOM } from '../../engine/conformance/newsroom.ts';
import type { ReindexJob } from '../../core/reindex-job.ts';
import type { Engine, Rebuild } from '../../engine/port.ts';
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
  expect(await other.archive.takedowns()).toMatchObject([{ id: TAKEN }]);
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

test('what one process is handed or takes down when another is about to publish is in the new generation', async () => {
  const service = await openTestArchive();
  const startRebuild: Engine['startRebuild'] = async () => {
    const rebuild = await service.engine.startRebuild();
    const commit: Rebuild['commit'] = async (options) => {
      await service.archive.put('late', record('Handed in at the last moment.'));
      await service.archive.takeDown(TAKEN, 'court order');
      await rebuild.commit(options);
    };
    return { ...rebuild, commit };
  };
  const other = await openTestArchive({ ...service, engine: { ...service.engine, startRebuild } });
  expect((await reindex(other.archive)).status).toBe('succeeded');
  expect(await service.engine.get('late', ALL)).not.toBeNull();
  expect(await service.engine.get(TAKEN, ALL)).toBeNull();
});

test('what one process writes while another publishes is in the new generation', async () => {
  const first = await openTestArchive();
  const other = await beside(first);
  let publishes = 1;
  const update: Engine['update'] = async (changes) => {
    const updated = await first.engine.update(changes);
    if (publishes-- > 0) expect((await reindex(other.archive)).status).toBe('succeeded');
    return updated;
  };
  const service = await openTestArchive({ ...first, engine: { ...first.engine, update } });
  await service.archive.put('late', record('Handed in at the last moment.'));
  expect(await first.engine.get('late', ALL)).not.toBeNull();
});

test('what one process takes down does not return by the rollback of another', async () => {
  const service = await openTestArchive();
  const other = await beside(service);
  await reindex(service.archive);
  await service.archive.takeDown(TAKEN, 'court order');
  await other.archive.rollback();
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

test('when an article was first seen is known to all processes, and is what the first of them noted', async () => {
  let now = 1_000_000;
  const service = await openTestArchive({ now: () => now });
  const other = await openTestArchive({ ...service, now: () => now });
  service.corpus.articles = [...NEWSROOM, article({ id: 'new', title: 'New', body: 'New here.' })];
  await reindex(other.archive);
  expect(await service.archive.firstSeen('new')).toBe(now);
  const last = await openTestArchive({ ...service, now: () => now });
  service.corpus.articles = [...service.corpus.articles, article({ id: 'newer', title: 'Newer', body: 'Newer here.' })];
  await reindex(other.archive);
  now += 5_000_000;
  await last.archive.put('newer', record('It was there before.'));
  expect(await last.archive.firstSeen('newer')).toBe(1_000_000);
});

test('a job outlives a restart although another process has opened the history meanwhile', async () => {
  const service = await openTestArchive();
  await beside(service);
  const { id } = await reindex(service.archive);
  expect(await (await service.reopen()).job(id)).toMatchObject({ status: 'succeeded' });
});

/** A job as another process, which lives on, writes it down at its beginning; `end` writes what it writes at its end. */
async function jobElsewhere({ folder }: TestArchive, host = hostname()) {
  const other = spawn(process.execPath, ['--eval', 'setInterval(() => undefined, 60_000)']);
  onTestFinished(() => void other.kill('SIGKILL'));
  const job: ReindexJob = {
    id: 'elsewhere',
    status: 'enqueued',
    options: FULL,
    progress: { phase: 'reading', filesDone: 0, filesTotal: 0, articles: 0, remainingMs: null },
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const write = (entry: ReindexJob): Promise<void> => {
    const line = JSON.stringify({ ...entry, runner: { host, pid: other.pid } });
    return appendFile(join(folder, 'jobs.jsonl'), `${line}\n`);
  };
  await write(job);
  return {
    end: () => write({ ...job, status: 'succeeded', finishedAt: '2026-01-01T00:01:00.000Z' }),
    async kill() {
      other.kill('SIGKILL');
      await once(other, 'exit');
    },
  };
}

test('a job that another process runs is shown as running, and its end is told', async () => {
  const service = await openTestArchive();
  const job = await jobElsewhere(service);
  await expect(service.archive.cancel('elsewhere')).rejects.toMatchObject({ code: 'conflict' }); // told by nothing else yet
  expect(await service.archive.jobs()).toMatchObject([{ id: 'elsewhere', status: 'processing' }]);
  expect(await (await service.reopen()).job('elsewhere')).toMatchObject({ status: 'processing' });
  const { archive } = await beside(service);
  expect(await archive.job('elsewhere')).not.toHaveProperty('runner');
  await expect(archive.cancel('elsewhere')).rejects.toMatchObject({ code: 'conflict' });
  const told = ended(archive, 'elsewhere');
  await job.end();
  expect(await told).toMatchObject({ status: 'succeeded' });
});

test('while another process runs a job none is begun, and the job is named', async () => {
  const service = await openTestArchive();
  const job = await jobElsewhere(service);
  await writeFile(join(service.folder, 'job-elsewhere.alive'), '');
  const refusal = { code: 'conflict', details: { conflictingId: 'elsewhere' } };
  await expect(service.archive.startReindex(FULL)).rejects.toMatchObject(refusal);
  await job.end();
  expect((await reindex(service.archive)).status).toBe('succeeded');
});

test('a job whose process was killed is shown as failed by the others', async () => {
  const service = await openTestArchive();
  const job = await jobElsewhere(service);
  expect(await service.archive.job('elsewhere')).toMatchObject({ status: 'processing' });
  await job.kill();
  expect(await service.archive.job('elsewhere')).toMatchObject({ status: 'failed', error: { code: 'aborted' } });
});

test('a job of another container is shown as running as long as it gives signs of life', async () => {
  const service = await openTestArchive();
  await jobElsewhere(service, 'another-container');
  const sign = join(service.folder, 'job-elsewhere.alive');
  await writeFile(sign, '');
  expect(await service.archive.job('elsewhere')).toMatchObject({ status: 'processing' });
  expect(await (await service.reopen()).job('elsewhere')).toMatchObject({ status: 'processing' });
  const long = new Date(Date.now() - 60_000);
  await utimes(sign, long, long);
  const { archive } = await beside(service);
  expect(await archive.job('elsewhere')).toMatchObject({ status: 'failed', error: { code: 'aborted' } });
});

test('a job gives signs of life from its beginning to its end', async () => {
  const { archive, corpus, folder } = await openTestArchive();
  const signs = async () => (await readdir(folder)).filter((name) => name.endsWith('.alive'));
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  corpus.beforeBatch = () => held;
  const { id } = await archive.startReindex(FULL);
  expect(await signs()).toEqual([`job-${id}.alive`]);
  release();
  await ended(archive, id);
  await expect.poll(signs).toEqual([]);
});
