import { expect, test } from 'vitest';
import { DatelineError } from '../../core/errors.ts';
import { article } from '../conformance/build.ts';
import { openBulkWriter } from './bulk-writer.ts';
import type { Write } from './bulk-writer.ts';
import type { Answer, Connection, Request } from './connection.ts';

const writes: readonly Write[] = Array.from({ length: 40 }, (_, index) => ({
  index: 'news',
  id: `n${index}`,
  version: 1,
  document: article({ id: `n${index}`, title: `Report ${index}` }),
}));

interface Cluster extends Connection {
  /** How often each article was sent. */
  readonly sent: Map<string, number>;
  mostAtOnce: number;
}

/** A cluster that answers each item by `statusOf(id, attempt)`; `fault` may break the whole request. */
function cluster(
  statusOf: (id: string, attempt: number) => number,
  fault?: (request: number) => Error | null,
): Cluster {
  let requests = 0;
  let running = 0;
  const self: Cluster = {
    ...{ searchTimeoutMs: 1, writeTimeoutMs: 1, sent: new Map<string, number>(), mostAtOnce: 0 },
    close: () => Promise.resolve(),
    send: async <T>({ lines = [] }: Request) => {
      self.mostAtOnce = Math.max(self.mostAtOnce, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      const ids = lines.map((line) => (JSON.parse(line.split('\n')[0]!) as { index: { _id: string } }).index._id);
      for (const id of ids) self.sent.set(id, (self.sent.get(id) ?? 0) + 1);
      const broken = fault?.(++requests);
      if (broken) throw broken;
      const items = ids.map((id) => ({ index: { status: statusOf(id, self.sent.get(id)!), error: { type: 'told' } } }));
      return { status: 200, body: { items } } as Answer<unknown> as Answer<T>;
    },
  };
  return self;
}

test('only what was refused is sent again, and all of it arrives', async () => {
  const busy = cluster((id, attempt) => (id.endsWith('3') && attempt < 3 ? 429 : 201));
  await openBulkWriter(busy, { batchBytes: 2_000 }).write(writes);
  for (const { id } of writes) expect(busy.sent.get(id)).toBe(id.endsWith('3') ? 3 : 1);
});

test('no more requests at once than allowed', async () => {
  const calm = cluster(() => 200);
  await openBulkWriter(calm, { batchBytes: 1_000, concurrency: 4 }).write(writes);
  expect(calm.mostAtOnce).toBeGreaterThan(1);
  expect(calm.mostAtOnce).toBeLessThanOrEqual(4);
});

test('a newer version that is there already is as good as written', async () => {
  await expect(openBulkWriter(cluster(() => 409)).write(writes)).resolves.toBeUndefined();
});

test('a request that broke is sent again as a whole', async () => {
  const broken = cluster(
    () => 201,
    (request) => (request === 1 ? new DatelineError('engine_timeout', 'too slow') : null),
  );
  await openBulkWriter(broken).write(writes);
  expect(new Set(broken.sent.values())).toEqual(new Set([2]));
});

test('an article that can never be written is named', async () => {
  const strict = cluster((id) => (id === 'n7' ? 400 : 201));
  await expect(openBulkWriter(strict).write(writes)).rejects.toThrow(/n7/);
});

test.each([
  [429, 'overloaded'],
  [503, 'engine_unavailable'],
])('patience ends when the cluster says %d for too long: %s', async (status, code) => {
  const writer = openBulkWriter(
    cluster(() => status),
    { patienceMs: 100 },
  );
  await expect(writer.write(writes)).rejects.toMatchObject({ code });
});
