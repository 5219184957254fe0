import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rename, rm, rmdir, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { DatelineError } from '../../core/errors.ts';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { ALL, NOW, publish } from '../../engine/conformance/build.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import { openTestArchive } from '../support/open-test-archive.ts';
import { ended, FULL } from '../support/wait-for-job.ts';

test('a job whose end cannot be written down has ended all the same, and the service goes on', async () => {
  const { archive, corpus, folder, logged } = await openTestArchive();
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  corpus.beforeBatch = () => held;
  const { id } = await archive.startReindex(FULL);
  await rm(folder, { recursive: true });
  release();
  expect((await ended(archive, id)).finishedAt).toBeDefined();
  await expect.poll(() => logged.map(({ msg }) => msg)).toContain('the end of the job could not be written down');
});

test('a journal that cannot be read leaves no rebuild open behind the job that failed', async () => {
  const { archive, folder } = await openTestArchive();
  const journal = join(folder, 'takedowns.jsonl');
  await writeFile(journal, 'no line of ours\n');
  const { id } = await archive.startReindex(FULL);
  expect(await ended(archive, id)).toMatchObject({ status: 'failed', error: { code: 'index_damaged' } });
  await truncate(journal);
  const next = await archive.startReindex(FULL);
  expect(await ended(archive, next.id)).toMatchObject({ status: 'succeeded' });
});

/** Lets nothing be written to a file of the archive while the work runs. */
async function whileFull(file: string, work: () => Promise<void>): Promise<void> {
  await rename(file, `${file}.kept`);
  await mkdir(file);
  await work();
  await rmdir(file);
  await rename(`${file}.kept`, file);
}
const record = (text: string) => ({ title: 'Handed in', text });

test.each(['edits.jsonl', 'first-seen.jsonl'])(
  'an article that finds no room in %s is refused whole: readers see what was there before',
  async (name) => {
    const { archive, engine, folder, reopen } = await openTestArchive();
    await archive.put('changed', record('As it was.'));
    await rm(join(folder, 'first-seen.jsonl')); // so that it is to be written for both
    const later = await reopen();
    await whileFull(join(folder, name), async () => {
      await expect(later.put('changed', record('As it is now.'))).rejects.toMatchObject({ code: 'EISDIR' });
      await expect(later.put('new', record('Never seen.'))).rejects.toMatchObject({ code: 'EISDIR' });
    });
    expect(await engine.get('changed', ALL)).toMatchObject({ body: 'As it was.' });
    expect(await engine.get('new', ALL)).toBeNull();

    await later.put('new', record('Seen at last.'));
    expect(await (await reopen()).firstSeen('new')).toBe(NOW);
    expect(await engine.get('new', ALL)).toMatchObject({ body: 'Seen at last.' });
  },
);

test('a rebuild that runs is not handed what was refused', async () => {
  const { archive, corpus, engine, folder } = await openTestArchive();
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  const reached = new Promise<void>((resolve) => {
    corpus.beforeBatch = () => {
      resolve();
      return held;
    };
  });
  const { id } = await archive.startReindex(FULL);
  await reached;
  await whileFull(join(folder, 'edits.jsonl'), async () => {
    await expect(archive.put('new', record('Never seen.'))).rejects.toMatchObject({ code: 'EISDIR' });
  });
  release();
  expect((await ended(archive, id)).status).toBe('succeeded');
  expect(await engine.get('new', ALL)).toBeNull();
});

test('what was taken down stays away though there is no room to forget what was handed in', async () => {
  const { archive, engine, folder } = await openTestArchive();
  await archive.put('handed-in', record('To be taken down.'));
  await whileFull(join(folder, 'edits.jsonl'), async () => {
    await expect(archive.takeDown('handed-in', 'court order')).rejects.toMatchObject({ code: 'EISDIR' });
  });
  expect(await engine.get('handed-in', ALL)).toBeNull();
  expect(await archive.takedowns()).toMatchObject([{ id: 'handed-in' }]);
});

test('an engine that cannot take back what was refused is told of in the log', async () => {
  const engine = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  await publish(engine, NEWSROOM);
  const { archive, folder, logged } = await openTestArchive({
    engine: {
      ...engine,
      update: (changes) =>
        changes.upsert.length > 0
          ? engine.update(changes)
          : Promise.reject(new DatelineError('engine_unavailable', 'it has gone')),
    },
  });
  await whileFull(join(folder, 'edits.jsonl'), async () => {
    await expect(archive.put('new', record('Seen for now.'))).rejects.toMatchObject({ code: 'EISDIR' });
  });
  expect(logged).toContainEqual(expect.objectContaining({ ids: ['new'] }));
});

/** Writes what fits into a kilobyte, then what does not, then what does. */
const SCRIPT = `
  const { openJournal } = await import(process.argv[1]);
  const journal = await openJournal(process.argv[2], { parse: (json) => json, onEntry: () => undefined });
  for (const length of [500, 900, 100]) {
    const outcome = await journal.append('x'.repeat(length)).then(() => 'written', (error) => error.code);
    console.log(length, outcome);
  }`;

test('half a line for which there was no room is taken back: the next is not joined to it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-full-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'journal.jsonl');
  const command = 'ulimit -f 1; exec "$0" --import tsx --input-type=module -e "$1" "$2" "$3"';
  const module = join(import.meta.dirname, '../../archive/journal.ts');
  const { stdout } = await promisify(execFile)('bash', ['-c', command, process.execPath, SCRIPT, module, file]);
  expect(stdout.trim().split('\n')).toEqual(['500 written', '900 EFBIG', '100 written']);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as string).length)).toEqual([500, 100]);
});
