import promises from 'node:fs/promises';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('what another process writes just before the file is swept goes over into the new one', async () => {
  const file = await newFile();
  const [sweeper, writer] = [await openOne(file), await openOne(file)];
  await sweeper.append('old');
  interrupt('rename', 'before', () => writer.append('late'));
  await sweeper.rewrite(['kept']);
  await writer.append('later');
  expect(await readFile(file, 'utf8')).toBe('"kept"\n"late"\n"later"\n');
});

test('of two who sweep a file at once, one does', async () => {
  const file = await newFile();
  const one = await openOne(file);
  await one.append('old');
  const other = await openOne(file);
  interrupt('rename', 'before', () => other.rewrite(['other']));
  await one.rewrite(['one']);
  expect(await readFile(file, 'utf8')).toBe('"one"\n');
});

test('what one who was killed has left of a sweep is in nobody’s way for long', async () => {
  const file = await newFile();
  const journal = await openOne(file);
  await writeFile(`${file}.tmp`, '"torn');
  await journal.rewrite(['kept']);
  expect(await readFile(file, 'utf8')).toBe('');
  await utimes(`${file}.tmp`, 0, 0);
  await journal.rewrite(['kept']);
  await journal.rewrite(['kept']);
  expect(await readFile(file, 'utf8')).toBe('"kept"\n');
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
