import { afterEach, expect, test } from 'vitest';
import { emptyManifest } from './manifest.ts';
import { WriterThread } from './writer-thread.ts';

/** Opens writers, and dies of the first article. */
const ENTRY = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ number, method }) => {
  if (method === 'add') process.exit(1);
  parentPort.postMessage(method === 'open' ? { number } : { number, error: { name: 'IndexError', message: 'none', fields: {} } });
});`;
const thread = new WriterThread(new URL(`data:text/javascript,${encodeURIComponent(ENTRY)}`));
afterEach(() => thread.close());

test('a writer whose thread has died can be let go, and another be opened', async () => {
  const manifest = emptyManifest('g', new Date(0));
  const first = await thread.open('folder', manifest);
  const other = await thread.open('folder', manifest);
  await expect(first.add([])).rejects.toThrow('the thread has ended');
  await first.close();
  const next = await thread.open('folder', manifest);
  await other.close();
  await expect(next.add([])).rejects.toThrow('the thread has ended');
  await next.close();
});
