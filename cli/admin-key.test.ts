import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { adminKey } from './admin-key.ts';
import { readConfig } from './config.ts';
import { makeDataFolder } from './data-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'dateline-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function keyIn(name: string) {
  const config = readConfig({ DATA_DIR: join(folder, name) });
  makeDataFolder(config.DATA_DIR);
  return adminKey(config);
}

test('a key is made once, for the owner alone, and found again', () => {
  const made = keyIn('data');
  expect(made.isNew).toBe(true);
  expect(keyIn('data')).toEqual({ key: made.key, isNew: false });
  expect(statSync(join(folder, 'data', 'admin-key')).mode & 0o777).toBe(0o600);
});

test.each(['', '\n', 'abc'])('a file in which %j was left of the key is no key', (torn) => {
  writeFileSync(join(folder, 'admin-key'), torn);
  const { key, isNew } = keyIn('.');
  expect(isNew).toBe(true);
  expect(readFileSync(join(folder, 'admin-key'), 'utf8').trim()).toBe(key);
  expect(key.length).toBeGreaterThanOrEqual(16);
});
