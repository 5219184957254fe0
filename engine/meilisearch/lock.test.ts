import type { Meilisearch } from 'meilisearch';
import { expect, test } from 'vitest';
import { isLocked, takeLock } from './lock.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

/** A server on which the lock is another machine's; its last beat was sent, and done, so long ago. */
function held(sentMs: number, doneMs: number): Meilisearch {
  return {
    index: () => ({ getRawInfo: () => Promise.resolve({ primaryKey: 'elsewhere_1_x', updatedAt: ago(doneMs) }) }),
    tasks: { getTasks: () => Promise.resolve({ results: [{ enqueuedAt: ago(sentMs) }] }) },
  } as unknown as Meilisearch;
}

test('who is rebuilding holds the lock while its beats wait behind what it has sent', async () => {
  expect(await isLocked(held(1_000, HOUR_MS), 'news')).toBe(true);
  expect(await isLocked(held(1_000, 1_000), 'news')).toBe(true);
  expect(await isLocked(held(HOUR_MS, HOUR_MS), 'news')).toBe(false);
});

test('who is refused is not told on which machine the other one runs', async () => {
  const taken = { status: 'failed', error: { code: 'index_already_exists' } };
  const other = held(0, 0);
  const client = {
    index: (uid: string) => other.index(uid),
    createIndex: () => Promise.resolve({ taskUid: 1 }),
    tasks: { getTask: () => Promise.resolve(taken), getTasks: () => Promise.resolve({ results: [] }) },
  } as unknown as Meilisearch;
  await expect(takeLock(client, 'news')).rejects.toMatchObject({ code: 'conflict', details: {} });
});

test('a lock that another has taken over is not taken from it', async () => {
  let owner = '';
  const deleted: string[] = [];
  const client = {
    createIndex: (_: string, { primaryKey }: { primaryKey: string }) => {
      owner = primaryKey;
      return Promise.resolve({ taskUid: 1 });
    },
    deleteIndex: (uid: string) => {
      deleted.push(uid);
      return Promise.resolve({ taskUid: 2 });
    },
    index: () => ({ getRawInfo: () => Promise.resolve({ primaryKey: owner, updatedAt: ago(0) }) }),
    tasks: {
      getTasks: () => Promise.resolve({ results: [] }),
      getTask: () => Promise.resolve({ status: 'succeeded' }),
    },
  } as unknown as Meilisearch;
  await (await takeLock(client, 'news')).release();
  expect(deleted).toEqual(['news_lock']);
  const lost = await takeLock(client, 'news');
  owner = 'elsewhere_1_x';
  await lost.release();
  expect(deleted).toEqual(['news_lock']);
});
