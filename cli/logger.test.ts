import { expect, test } from 'vitest';
import { DatelineError } from '../core/errors.ts';
import { readConfig } from './config.ts';
import { createLogger } from './logger.ts';

/** What the log says of an error. */
function logged(error: unknown, environment: NodeJS.ProcessEnv): { text: string; err: Record<string, string> } {
  const lines: string[] = [];
  const logger = createLogger(readConfig(environment), { write: (line) => void lines.push(line) });
  logger.error({ err: error }, 'request failed');
  expect(lines).toHaveLength(1);
  return { text: lines[0]!, err: (JSON.parse(lines[0]!) as { err: Record<string, string> }).err };
}

const MEILISEARCH = { DATELINE_ENGINE: 'meilisearch', MEILI_URL: 'http://meilisearch:7700' };
const OPENSEARCH = {
  DATELINE_ENGINE: 'opensearch',
  OPENSEARCH_URL: 'https://node-a.internal:9200,https://node-b.internal',
};

test.each([
  ['connect ECONNREFUSED 172.18.0.2:7700', MEILISEARCH, '172.18.0.2'],
  ['connect ECONNREFUSED fd00:aa::2:7700', MEILISEARCH, 'fd00:aa'],
  ['getaddrinfo ENOTFOUND meilisearch', MEILISEARCH, 'ENOTFOUND meilisearch'],
  ['Connect Timeout Error (attempted address: meilisearch:7700, timeout: 500ms)', MEILISEARCH, 'meilisearch:7700'],
  ["Host: node-b.internal. is not in the cert's altnames: DNS:x", OPENSEARCH, 'node-b.internal'],
  ['getaddrinfo EAI_AGAIN node-a.internal', OPENSEARCH, 'node-a.internal'],
])('no log line names the host of an engine: %s', (words, environment, host) => {
  const error = new DatelineError('engine_unavailable', 'The engine cannot be reached.', { cause: new Error(words) });
  const { text, err } = logged(error, environment);
  expect(text).not.toContain(host);
  expect(err).toMatchObject({ type: 'DatelineError', code: 'engine_unavailable' });
  expect(err['message']).toMatch(/^The engine cannot be reached\.: /);
  expect(err['stack']).toMatch(/logger\.test\.ts:\d+/);
});

test('what clients hang on their errors, and keys in their words, are not logged', () => {
  const error = Object.assign(new Error('refused with key-of-the-engine'), {
    address: '10.1.2.3',
    request: { headers: { authorization: 'Bearer key-of-the-engine' } },
  });
  const { text, err } = logged(error, { ...MEILISEARCH, MEILI_MASTER_KEY: 'key-of-the-engine' });
  expect(text).not.toMatch(/key-of-the-engine|10\.1\.2\.3/);
  expect(err['message']).toBe('refused with [engine]');
});

test('paths of code stay whole, whatever the host is called', () => {
  const error = new Error('no answer');
  error.stack = 'Error: no answer\n    at ask (/srv/engine/meilisearch/view.ts:54:39)';
  expect(logged(error, MEILISEARCH).err['stack']).toBe(error.stack);
});
