import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeDataFolder } from './data-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'dateline-data-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder is made with those above it, and one that is there is left as it is', () => {
  const path = join(folder, 'a', 'b', 'c');
  makeDataFolder(path);
  writeFileSync(join(path, 'kept'), '');
  makeDataFolder(path);
  expect(statSync(path).isDirectory()).toBe(true);
  expect(existsSync(join(path, 'kept'))).toBe(true);
});

writeFileSync(join(folder, 'file'), '');

test.each([
  ['a file', join(folder, 'file')],
  ['a path below a file', join(folder, 'file', 'data')],
  ['a folder in which none can be made', '/proc/self/data'],
  ['a path below such a folder', '/proc/self/data/below'],
])('%s is told as a mistake of the configuration, at once', (_what, path) => {
  expect(() => makeDataFolder(path)).toThrow(
    expect.objectContaining({ code: 'invalid_config', message: expect.stringContaining('DATA_DIR') as string }),
  );
});

test('what lies in the data folder and may not be read and written is named, not met later as a fault of the code', () => {
  const path = join(folder, 'copied');
  mkdirSync(join(path, 'archive'), { recursive: true });
  writeFileSync(join(path, 'archive', 'edits.jsonl'), '');
  makeDataFolder(path);
  const loop = join(path, 'archive', 'jobs.jsonl');
  symlinkSync('jobs.jsonl', loop); // refused to root as well, who may open any file
  expect(() => makeDataFolder(path)).toThrow(
    expect.objectContaining({
      code: 'invalid_config',
      message: `DATA_DIR: ${loop} may not be read and written (ELOOP)`,
    }),
  );
});

test('what others keep in the data folder is no matter of the service', () => {
  const path = join(folder, 'mounted');
  mkdirSync(path);
  symlinkSync('lost+found', join(path, 'lost+found'));
  expect(() => makeDataFolder(path)).not.toThrow();
});
