import { afterEach, expect, test } from 'vitest';
import { SearchThreads } from './search-threads.ts';

/** Dies of a document that it is asked for; answers a moment later what it is asked to suggest. */
const ENTRY = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ number, method, args }) => {
  if (method === 'get') process.exit(1);
  setTimeout(() => parentPort.postMessage({ number, result: [args[0]] }), 50);
});`;
const entry = new URL(`data:text/javascript,${encodeURIComponent(ENTRY)}`);
const make = (): SearchThreads => new SearchThreads(entry, 1, { folder: '', settings: { synonyms: [] } });
let threads = make();
afterEach(async () => {
  await threads.close();
  threads = make();
});

const scope = { now: 0 };

test('that a thread died is told as every error of an engine is', async () => {
  await expect(threads.reader.get('a', scope)).rejects.toMatchObject({
    name: 'DatelineError',
    code: 'engine_unavailable',
  });
  expect(await threads.reader.suggest('b', 1, scope)).toEqual(['b']);
});
