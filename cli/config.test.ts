import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isDatelineError } from '../core/errors.ts';
import { KEY_SHAPE_WORDS } from '../server/key-ring.ts';
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

test.each([
  ['PORT', 'x', 'not a number'],
  ['PORT', '80.5', 'not a whole number'],
  ['PORT', '70000', 'at most 65535'],
  ['DATELINE_KEEP_GENERATIONS', '0', 'at least 1'],
  ['DATELINE_GUARD_LOST', '5', 'at most 1'],
  ['DATELINE_INSIGHT', 'maybe', 'one of 0, 1, true, false'],
  ['DATELINE_ADMIN_KEY', 'short', 'at least 16 characters'],
  ['DATELINE_ADMIN_KEY', 'schlüssel-für-das-archiv', KEY_SHAPE_WORDS],
  ['DATELINE_SEARCH_THREADS', 'AUTO', 'auto, or 0 to 64'],
  ['DATELINE_PUBLIC_URL', 'https://user:word@a.example', 'an address without ?, # and the name of a user'],
  ['DATELINE_PUBLIC_URL', 'https://a.example/?page=1', 'an address without ?, # and the name of a user'],
  ['MEILI_INDEX_PREFIX', 'a b', 'up to 40 of a to z, 0 to 9, _ and -'],
])('%s=%s is refused in plain words', (name, value, words) => {
  expect(mistakes({ [name]: value })).toEqual([`${name}: ${words}`]);
});

test('a user of OpenSearch and its password are given together', () => {
  expect(mistakes({ OPENSEARCH_USERNAME: 'service' })).toEqual([
    'OPENSEARCH_PASSWORD: demanded with OPENSEARCH_USERNAME',
  ]);
  expect(mistakes({ OPENSEARCH_PASSWORD: 'secret' })).toEqual([
    'OPENSEARCH_USERNAME: demanded with OPENSEARCH_PASSWORD',
  ]);
  expect(mistakes({ OPENSEARCH_USERNAME: 'service', OPENSEARCH_PASSWORD: 'secret' })).toEqual([]);
});

test('what one variable demands of another is listed beside the other mistakes', () => {
  const reasons = mistakes({
    NODE_ENV: 'production',
    PORT: 'eighty',
    DATELINE_ENGINE: 'meilisearch',
    CORS_ORIGINS: '*',
    CORS_CREDENTIALS: 'true',
  });
  expect(reasons.map((reason) => reason.split(':')[0])).toEqual([
    'PORT',
    'DATELINE_ADMIN_KEY',
    'MEILI_MASTER_KEY',
    'CORS_ORIGINS',
  ]);
});

test.each([
  'www.example.org',
  'https://a.example/',
  'https://a.example/path',
  'https://A.example',
  'https://*.example',
  'null',
  'ftp://a.b',
])('a site that no browser calls so is refused: %s', (origin) => {
  expect(mistakes({ CORS_ORIGINS: `https://b.example,${origin}` })).toEqual([expect.stringMatching(/^CORS_ORIGINS: /)]);
});

test('sites are listed with commas, a port among them', () => {
  const { CORS_ORIGINS } = readConfig({ CORS_ORIGINS: 'https://a.example, http://localhost:5173,' });
  expect(CORS_ORIGINS).toEqual(['https://a.example', 'http://localhost:5173']);
});

test('production demands an admin key; credentials and any origin never go together', () => {
  expect(mistakes({ NODE_ENV: 'production' }).join()).toMatch(/^DATELINE_ADMIN_KEY:/);
  for (const NODE_ENV of ['production', 'development'])
    expect(mistakes({ NODE_ENV, CORS_ORIGINS: 'https://a.example,*', CORS_CREDENTIALS: '1' }).join()).toMatch(
      /CORS_ORIGINS:/,
    );
  expect(mistakes({ CORS_ORIGINS: '*' })).toEqual([]);
});

test.each(['', '0', '2', 'loopback', '10.0.0.0/8, 2001:db8::/32', '127.0.0.1'])('proxies may be named: %j', (text) => {
  expect(mistakes({ TRUST_PROXY: text })).toEqual([]);
});

test.each(['true', '*', '-1', '0.0.0.0/0', '::/0', '10.0.0.0/33', 'proxy.example', '1.5', '10.0.0.0/8,'])(
  'whoever connects is not trusted as a proxy: %j',
  (text) => {
    expect(mistakes({ TRUST_PROXY: text })).toEqual([expect.stringMatching(/^TRUST_PROXY: a number/)]);
  },
);

test.each([
  ['DATELINE_GUARD_LOST', '1.5'],
  ['DATELINE_GUARD_YEAR_SHIFT', 'much'],
  ['DATELINE_RATE_PER_ADDRESS', '-1'],
  ['DATELINE_RATE_PER_KEY', '1e9'],
  ['DATELINE_CONCURRENT_SEARCHES', '0'],
  ['DATELINE_SEARCH_THREADS', 'many'],
  ['DATELINE_INSIGHT', 'off'],
  ['DATELINE_INSIGHT_DAYS', '0'],
  ['DATELINE_INSIGHT_MINIMUM', '1'],
  ['DATELINE_RATE_PER_ADRESS', '5'],
  ['CORS_CREDENTIALS', 'yes'],
])('%s=%s is refused by name', (name, value) => {
  expect(mistakes({ [name]: value })).toEqual([expect.stringMatching(`^${name}: `)]);
});

test('a mistake never shows the secret', () => {
  expect(mistakes({ DATELINE_ADMIN_KEY: 'tooshort' }).join()).not.toContain('tooshort');
});

test('a secret may come from a file, but not twice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'key');
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
