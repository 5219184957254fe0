import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { connect } from './connection.ts';
import type { Connection } from './connection.ts';

const READ = { method: 'GET', path: '/' } as const;
const WRITE = { method: 'PUT', path: '/a' } as const;

const open: { close(): unknown }[] = [];
afterAll(async () => {
  for (const one of open) await one.close();
});

interface FakeNode {
  readonly url: string;
  /** Requests but those that only ask whether it is there. */
  readonly asked: IncomingMessage[];
  answers: 'well' | 'never' | number;
}

async function node(answers: FakeNode['answers'], port = 0): Promise<FakeNode> {
  const listen: RequestListener = (request, response) => {
    if (request.method !== 'HEAD') self.asked.push(request);
    if (self.answers === 'never') return;
    const status = self.answers === 'well' ? 200 : self.answers;
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  };
  const server: Server = createServer(listen);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  const self: FakeNode = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: [], answers };
  return self;
}

function connectTo(nodes: readonly { readonly url: string }[], times: object = {}): Connection {
  const urls = nodes.map(({ url }) => url);
  const connection = connect({ nodes: urls, searchTimeoutMs: 1_200, writeTimeoutMs: 1_000, ...times });
  open.push(connection);
  return connection;
}

/** Side by side: what each takes is waiting. A busy machine, where an answer in time comes late, gets another try. */
describe.concurrent('attempts', { retry: 2 }, () => {
  test('a node that hangs costs one read a fraction of its time, and later ones nothing', async () => {
    const [hanging, well] = [await node('never'), await node('well')];
    const connection = connectTo([hanging, well]);
    const started = Date.now();
    for (let call = 0; call < 20; call++) await connection.send(READ);
    expect(hanging.asked).toHaveLength(1);
    expect(Date.now() - started).toBeLessThan(1_000);
  });

  test('a node that is back is asked again, within seconds', async ({ expect }) => {
    const [hanging, well] = [await node('never'), await node('well')];
    const connection = connectTo([hanging, well]);
    await Promise.all([connection.send(READ), connection.send(READ)]);
    hanging.answers = 'well';
    await expect
      .poll(() => connection.send(READ).then(() => hanging.asked.length), { timeout: 5_000, interval: 50 })
      .toBeGreaterThan(1);
  });

  test('when all hang, a read ends with its time, and says so', async () => {
    const connection = connectTo([await node('never'), await node('never')]);
    const started = Date.now();
    await expect(connection.send(READ)).rejects.toMatchObject({ code: 'engine_timeout' });
    expect(Date.now() - started).toBeLessThan(4_000);
  });

  test('a slow answer is waited for: the first of two counts', async ({ expect }) => {
    const slow = await node('never');
    const connection = connectTo([slow]);
    const sent = connection.send(READ);
    await expect.poll(() => slow.asked.length).toBeGreaterThan(1); // asked once more, and the first request goes on
    expect(slow.asked[0]!.destroyed).toBe(false);
    slow.answers = 'well';
    await expect(sent).resolves.toMatchObject({ status: 200 });
  });

  test('a write is given up before another node gets it', async ({ expect }) => {
    const [hanging, well] = [await node('never'), await node('well')];
    const connection = connectTo([hanging, well]);
    await connection.send(WRITE, { isWrite: true });
    expect([hanging.asked.length, well.asked.length]).toEqual([1, 1]);
    await expect.poll(() => hanging.asked[0]!.destroyed).toBe(true);
  });

  test.each([503, 504])(
    'a node that answers %d is asked again by the next request, another one by this',
    async (status) => {
      const [ill, well] = [await node(status), await node('well')];
      const connection = connectTo([ill, well]);
      for (let call = 0; call < 4; call++) await connection.send(READ);
      expect(well.asked).toHaveLength(4);
      expect(ill.asked.length).toBeGreaterThan(1);
    },
  );

  test('copies of shards are chosen by us until one hangs: it would be chosen again', async () => {
    const [hanging, well] = [await node('never'), await node('well')];
    const connection = connectTo([hanging, well]);
    await connection.send({ ...READ, preference: 'same' });
    await connection.send({ ...READ, preference: 'same' });
    const preferring = (asked: readonly IncomingMessage[]): boolean[] =>
      asked.map(({ url }) => url!.includes('preference=same'));
    expect(preferring(hanging.asked)).toEqual([true]);
    expect(preferring(well.asked)).toEqual([false, false]);
  });

  test('a cluster that is slow as a whole does not get every read twice', async () => {
    const slow = await node('never');
    const connection = connectTo([slow], { searchTimeoutMs: 300 });
    const answers = Array.from({ length: 200 }, () => connection.send(READ).catch(() => undefined));
    await Promise.all(answers);
    expect(slow.asked.length).toBeLessThanOrEqual(300);
  });
});
