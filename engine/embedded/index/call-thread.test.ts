import { afterEach, expect, test } from 'vitest';
import { CallThread } from './call-thread.ts';

/** Answers with the number of its thread and what it was given; never answers a call of `wait`. */
const ENTRY = `import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ number, method, args }) => {
  if (method !== 'wait') parentPort.postMessage({ number, result: [threadId, ...args] });
});`;
const thread = new CallThread(
  new URL(`data:text/javascript,${encodeURIComponent(ENTRY)}`),
  null,
  ({ message }) => new Error(message),
);
afterEach(() => thread.close());

test('asked after it has ended, it begins anew', async () => {
  const [first, ...given] = (await thread.ask('say', 'a')) as unknown[];
  expect(given).toEqual(['a']);
  await thread.close();
  expect(thread.hasBegun).toBe(false);
  expect(await thread.ask('say', 'b')).not.toContain(first);
});

test('calls of the thread that ends fail, those of the next are answered', async () => {
  const unanswered = thread.ask('wait');
  const ending = thread.close();
  const answered = thread.ask('say', 'c');
  await expect(unanswered).rejects.toThrow('the thread has ended');
  await ending;
  expect(await answered).toContain('c');
  expect(thread.load).toBe(0);
});
