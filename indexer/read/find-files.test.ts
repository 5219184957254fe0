import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFiles } from './find-files.ts';

/** Who tests may be allowed to read everything: folders called `closed` are shut all the same. */
const original = promises.readdir as (path: string, ...rest: unknown[]) => unknown;
const shut = (path: string, ...rest: unknown[]): unknown =>
  basename(path) === 'closed'
    ? Promise.reject(Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }))
    : original(path, ...rest);
beforeAll(() => {
  Object.assign(promises, { readdir: shut });
  syncBuiltinESMExports();
});
afterAll(() => {
  Object.assign(promises, { readdir: original });
  syncBuiltinESMExports();
});

const folder = mkdtempSync(join(tmpdir(), 'dateline-find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const name of ['a/closed', 'a/b', '.git', 'closed']) mkdirSync(join(folder, name), { recursive: true });
for (const name of ['a/closed/lost.md', 'a/b/deep.md', '.git/hidden.md', 'top.txt', '.hidden.md'])
  writeFileSync(join(folder, name), 'Text.');

test('a folder that cannot be read costs a message, and what lies beside it is found', async () => {
  const { files, messages } = await findFiles([folder]);
  expect(files.map(({ name }) => name)).toEqual(['a/b/deep.md', 'top.txt']);
  expect(messages.map(({ severity, rule, file }) => [severity, rule, file]).sort()).toEqual([
    ['error', 'folder-unreadable', 'a/closed'],
    ['error', 'folder-unreadable', 'closed'],
  ]);
});

test('a root that cannot be read ends the search by name', async () => {
  const root = join(folder, 'a', 'closed');
  await expect(findFiles([root])).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining(root) as string,
  });
});

test('no two files of several roots are called alike, and none is found twice', async () => {
  const place = (...names: string[]) => names.map((name) => join(folder, 'several', name));
  for (const name of place('one/news/a', 'two/news', 'two/a')) mkdirSync(name, { recursive: true });
  for (const name of place('one/news/x.md', 'one/news/a/x.md', 'two/news/x.md', 'two/a/x.md', 'two/x.md'))
    writeFileSync(name, 'Text.');
  const namesOf = async (...roots: string[]) =>
    (await findFiles(place(...roots))).files.map(({ path, name }) => [
      path.slice(join(folder, 'several/').length),
      name,
    ]);
  expect(await namesOf('one/news', 'two/news', 'two/a', 'one/news', 'one/news/a', 'two/x.md')).toEqual([
    ['one/news/a/x.md', 'a/x.md'],
    ['two/news/x.md', 'news/x.md'],
    ['two/a/x.md', 'two/a/x.md'],
    ['two/x.md', 'two/x.md'],
    ['one/news/x.md', 'x.md'],
  ]);
});
