import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isDatelineError } from '../core/errors.ts';
import { readConfig } from './config.ts';

function mistakes(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (isDatelineError(error, 'invalid_config')) return error.details.reasons ?? [];
    throw error;
  }
  return [];
}

test('nothing set gives the embedded engine on the loopback address', () => {
  const config = readConfig({});
  expect(config).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', DATELINE_ENGINE: 'embedded', CORS_ORIGINS: [] });
  expect(config.CORPUS_DIR).toMatch(/^\/.*\/corpus$/);
});

test('every mistake is listed at once, by the name of its variable', () => {
  const reasons = mistakes({ PORT: 'eighty', DATELINE_ENGINE: 'lucene', LOG_LEVEL: 'loud', MEILI_URL: 'ftp://x' });
  for (const name of ['PORT', 'DATELINE_ENGINE', 'LOG_LEVEL', 'MEILI_URL'])
    expect(reasons.filter((reason) => reason.startsWith(`${name}:`))).toHaveLength(1);
});

test('production demands an admin key and refuses any origin', () => {
  const reasons = mistakes({ NODE_ENV: 'production', CORS_ORIGINS: '*' });
  expect(reasons).toHaveLength(2);
});

test('a mistake never shows the secret', () => {
  expect(mistakes({ DATELINE_ADMIN_KEY: 'tooshort' }).join()).not.toContain('tooshort');
});

test('a secret may come from a file, but not twice', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'dateline-')), 'key');
  writeFileSync(file, 'a-long-enough-admin-key\n');
  expect(readConfig({ DATELINE_ADMIN_KEY_FILE: file }).DATELINE_ADMIN_KEY).toBe('a-long-enough-admin-key');
  expect(mistakes({ DATELINE_ADMIN_KEY_FILE: file, DATELINE_ADMIN_KEY: 'another-admin-key-here' })).toHaveLength(1);
  expect(mistakes({ MEILI_MASTER_KEY_FILE: '/nowhere/key' })).toEqual([
    'MEILI_MASTER_KEY_FILE: cannot be read (ENOENT)',
  ]);
});

test('an empty variable counts as unset', () => {
  expect(readConfig({ PORT: '', CORS_ORIGINS: 'https://a.example, https://b.example' })).toMatchObject({
    PORT: 3000,
    CORS_ORIGINS: ['https://a.example', 'https://b.example'],
  });
});
