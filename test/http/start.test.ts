import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { openInsight } from '../../archive/open-insight.ts';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { article, NOW, publish } from '../../engine/conformance/build.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import { DEFAULT_SERVER_OPTIONS } from '../../server/options.ts';
import type { RunningServer } from '../../server/start.ts';
import { startServer } from '../../server/start.ts';
import { faultyEngine } from '../support/faulty-engine.ts';
import { memoryCorpus } from '../support/memory-corpus.ts';
import { openTestArchive } from '../support/open-test-archive.ts';
import { TEST_VOCABULARY } from '../support/test-vocabulary.ts';

async function start({ port = 0, host = '127.0.0.1', stallMs = 60_000, articles = NEWSROOM } = {}): Promise<{
  server: RunningServer;
  engine: ReturnType<typeof faultyEngine>;
}> {
  const engine = faultyEngine(openBruteForceEngine({ settings: NEWSROOM_SETTINGS }));
  await publish(engine, articles);
  const { archive, folder } = await openTestArchive({ engine, corpus: memoryCorpus(NEWSROOM) });
  const server = await startServer({
    engine,
    archive,
    vocabulary: TEST_VOCABULARY,
    insight: await openInsight({ folder, enabled: false, retentionDays: 1, minimumCount: 1 }),
    logger: pino({ level: 'silent' }),
    host,
    port,
    stallMs,
    now: () => NOW,
    options: {
      ...DEFAULT_SERVER_OPTIONS,
      limits: { ...DEFAULT_SERVER_OPTIONS.limits, searchTimeoutMs: 800 },
    },
  });
  return { server, engine };
}

test('a server answers running searches before it stops, and takes no new ones', async () => {
  const { server, engine } = await start();
  engine.fault = { waits: 'well' };
  const held = fetch(`${server.url}/api/search?q=iraq`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  engine.fault = null;
  const closing = server.close();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  expect((await held).status).toBe(503);
  await closing;
  await server.close();
}, 15_000);

test('a port in use is told as a mistake of the configuration', async () => {
  const { server } = await start();
  await expect(start({ port: Number(new URL(server.url).port) })).rejects.toMatchObject({ code: 'invalid_config' });
  await server.close();
});

test.each([
  ['127.0.0.1', { hostname: '127.0.0.1', onAllAddresses: false }],
  ['0.0.0.0', { hostname: 'localhost', onAllAddresses: true }],
])('a server on %s tells an address that can be opened', async (host, expected) => {
  const { server } = await start({ host });
  const { hostname } = new URL(server.url);
  expect({ hostname, onAllAddresses: server.onAllAddresses }).toEqual(expected);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await server.close();
});

test('a reader that takes nothing of its answer loses its place, and one that waits for the engine does not', async () => {
  const long = article({ id: 'long', title: 'Long', body: '新闻'.repeat(2_000_000) });
  const { server, engine } = await start({ stallMs: 200, articles: [long] });
  const inFlight = async (): Promise<string> =>
    /^dateline_searches_in_flight (\d+)$/m.exec(await (await fetch(`${server.url}/metrics`)).text())![1]!;
  const stalled = connect(Number(new URL(server.url).port), '127.0.0.1');
  stalled.on('error', () => undefined).pause();
  stalled.write('GET /api/articles/long HTTP/1.1\r\nHost: x\r\n\r\n');
  await vi.waitFor(async () => expect(await inFlight()).toBe('1'), 10_000);
  await vi.waitFor(async () => expect(await inFlight()).toBe('0'), 10_000);
  stalled.destroy();
  engine.fault = { waits: 'well' };
  expect((await fetch(`${server.url}/api/search?q=iraq`)).status).toBe(503); // after 800 ms
  await server.close();
}, 30_000);

test('slow and idle callers do not keep others from being answered', async () => {
  const { server } = await start();
  const port = Number(new URL(server.url).port);
  const sockets = Array.from({ length: 300 }, (_unused, index) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    if (index % 3 === 0) socket.write('GET /api/search HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    if (index % 3 === 1)
      socket.write(
        'POST /multi-search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50000\r\n\r\n{',
      );
    return socket;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (let count = 0; count < 20; count++) expect((await fetch(`${server.url}/api/search?q=iraq`)).status).toBe(200);
  for (const socket of sockets) socket.destroy();
  await server.close();
});

test('a body of a hundred megabytes is refused after its first bytes', async () => {
  const { server } = await start();
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent >= 100_000_000) controller.close();
      else controller.enqueue(new Uint8Array(100_000).fill(32));
      sent += 100_000;
    },
  });
  const answer = await fetch(`${server.url}/multi-search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    duplex: 'half',
  }).then(
    (response) => response.status,
    () => 'cut',
  );
  expect([413, 'cut']).toContain(answer);
  expect(sent).toBeLessThan(60_000_000);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await server.close();
}, 15_000);

test('an answer is compressed for those who can read that, and is one piece of a known length for others', async () => {
  const { server } = await start();
  const url = `${server.url}/api/search?q=&facets=country`;
  const plain = await new Promise<IncomingMessage>((resolve, reject) => get(url, resolve).on('error', reject));
  let bytes = 0;
  for await (const chunk of plain as AsyncIterable<Buffer>) bytes += chunk.length;
  expect(bytes).toBeGreaterThan(1_024);
  expect(plain.headers['content-length']).toBe(String(bytes));
  expect(plain.headers.vary).toContain('Accept-Encoding');
  const small = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
  expect(small.headers.get('content-encoding')).toBe('gzip');
  expect(small.headers.get('vary')).toContain('Accept-Encoding');
  await small.body?.cancel();
  await server.close();
});

test('no request is given another prototype: that would make all that Node and Express do with it slow', async () => {
  const { server } = await start();
  const changed: unknown[] = [];
  const original = Object.setPrototypeOf.bind(Object);
  const spy = vi.spyOn(Object, 'setPrototypeOf').mockImplementation((value: object, prototype: object | null) => {
    if (Object.getPrototypeOf(value) !== prototype) changed.push(value.constructor.name);
    return original(value, prototype) as object;
  });
  const answer = await fetch(`${server.url}/api/search?q=iraq`);
  spy.mockRestore();
  expect(answer.status).toBe(200);
  expect(changed.filter((name) => /Request|Response|Message/.test(String(name)))).toEqual([]);
  await server.close();
});
