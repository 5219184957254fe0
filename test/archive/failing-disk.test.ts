import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
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
