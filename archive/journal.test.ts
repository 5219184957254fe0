import promises from 'node:fs/promises';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openJournal } from './journal.ts';

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-journal-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'journal.jsonl');
}
const openOne = (file: string) =>
  openJournal(file, { parse: (json) => json as string, onEntry: () => undefined, onReplaced: () => undefined });

/** Lets something happen in the first call of a function of the file system: before it, or behind it. */
function interrupt(name: 'rename' | 'open', when: 'before' | 'behind', what: () => Promise<void>): void {
  const original = promises[name] as (...args: unknown[]) => Promise<unknown>;
  const restore = (): void => {
    Object.assign(promises, { [name]: original });
    syncBuiltinESMExports();
  };
  const interrupted = async (...args: unknown[]): Promise<unknown> => {
    restore();
    if (when === 'before') await what();
    const value = await original(...args);
    if (when === 'behind') await what();
    return value;
  };
  Object.assign(promises, { [name]: interrupted });
  syncBuiltinESMExports();
  onTestFinished(restore);
}

test('what another process writes just before the file is swept stays, and the file is swept another time', async () => {
  const file = await newFile();
  const [sweeper, writer] = [await openOne(file), await openOne(file)];
  await sweeper.append('old');
  interrupt('rename', 'before', () => writer.append('late'));
  await sweeper.rewrite(['kept']);
  await writer.append('later');
  expect(await readFile(file, 'utf8')).toBe('"old"\n"late"\n"later"\n');
  await sweeper.catchUp();
  await sweeper.rewrite(['kept']);
  expect(await readFile(file, 'utf8')).toBe('"kept"\n');
});

test('what was written when a sweeper is killed behind its rename is not lost', async () => {
  const file = await newFile();
  const [sweeper, writer] = [await openOne(file), await openOne(file)];
  await sweeper.append('old');
  interrupt('rename', 'behind', () => new Promise(() => undefined));
  interrupt('rename', 'before', () => writer.append('late'));
  await Promise.race([sweeper.rewrite(['kept']), setTimeout(200)]);
  expect(await readFile(file, 'utf8')).toContain('late');
});

test('of two who sweep a file at once, one does', async () => {
  const file = await newFile();
  const one = await openOne(file);
  await one.append('old');
  const other = await openOne(file);
  interrupt('rename', 'before', () => other.rewrite(['other']));
  await one.rewrite(['one']);
  expect(await readFile(file, 'utf8')).toBe('"other"\n');
});

test('what one who was killed has left of a sweep goes with the next', async () => {
  const file = await newFile();
  const journal = await openOne(file);
  await writeFile(`${file}.left.replacement`, '"torn');
  await journal.rewrite(['kept']);
  expect(await readFile(file, 'utf8')).toBe('"kept"\n');
  expect(await readdir(dirname(file))).toEqual(['journal.jsonl']);
});

test('what is written to a file that is swept under the writer is written once more', async () => {
  const file = await newFile();
  const [sweeper, writer] = [await openOne(file), await openOne(file)];
  await sweeper.append('old');
  interrupt('open', 'behind', () => sweeper.rewrite(['kept']));
  await writer.append('late');
  expect(await readFile(file, 'utf8')).toBe('"kept"\n"late"\n');
});

test('an entry is one line, also where a text has separators of lines that JSON leaves as they are', async () => {
  const file = await newFile();
  const entry = 'a\u2028b\u2029c\nd';
  const journal = await openOne(file);
  await journal.append(entry);
  await journal.rewrite([entry]);
  await journal.append(entry);
  const text = await readFile(file, 'utf8');
  expect(text.split(/[\n\u2028\u2029]/)).toHaveLength(3);
  for await (const read of journal.entries()) expect(read).toBe(entry);
});
