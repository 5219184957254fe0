import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { DatelineError, ErrorCode } from '../../core/errors.ts';
import { query } from '../conformance/build.ts';
import { openMeilisearchEngine } from './engine.ts';
import { createHttpClient } from './http-client.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse, count: number) => void) {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(request, response, ++count));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = createHttpClient({ connectTimeoutMs: 300, answerTimeoutMs: 400, maxSockets: 4 });
  closing.push(
    () => client.close(),
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { client, url, requests: () => count };
}

const failure = (promise: Promise<unknown>): Promise<DatelineError> =>
  promise.then(
    () => {
      throw new Error('resolved');
    },
    (error: unknown) => error as DatelineError,
  );

test.each([
  ['POST', '/indexes/a/documents', 1],
  ['POST', '/indexes', 1],
  ['DELETE', '/indexes/a', 1],
  ['PATCH', '/indexes/a/settings', 1],
  ['GET', '/tasks/1', 2],
  ['POST', '/multi-search', 2],
  ['POST', '/indexes/a/documents/fetch', 2],
])('%s %s whose answer is lost is sent %i times in all', async (method, path, times) => {
  const { client, url, requests } = await serve((request) => request.socket.destroy());
  expect((await failure(client.send(new URL(path, url), { method, body: method === 'GET' ? null : '{}' }))).code).toBe(
    'engine_unavailable',
  );
  expect(requests()).toBe(times);
});

test('a read whose connection was closed meanwhile is answered the second time', async () => {
  const { client, url } = await serve((request, response, count) => {
    if (count === 1) request.socket.destroy();
    else response.end('{"ok":true}');
  });
  expect(await client.send(new URL('/multi-search', url), { method: 'POST', body: '{}' })).toEqual({ ok: true });
});

test.each<[number, string, ErrorCode]>([
  [503, 'too_many_search_requests', 'overloaded'],
  [404, 'index_not_found', 'index_missing'],
  [403, 'invalid_api_key', 'unauthorized'],
  [400, 'invalid_search_filter', 'engine_rejected'],
  [413, 'payload_too_large', 'payload_too_large'],
  [500, 'internal', 'engine_unavailable'],
])('an answer %i %s is the error %s', async (status, code, expected) => {
  const { client, url } = await serve((_, response) => {
    response.writeHead(status, { 'retry-after': '7' }).end(JSON.stringify({ code, message: 'so it is' }));
  });
  const error = await failure(client.send(url));
  expect(error.code).toBe(expected);
  if (expected === 'overloaded') expect(error.details.retryAfterSeconds).toBe(7);
  expect(error.message).not.toContain('127.0.0.1');
});

test('what is not Meilisearch is told', async () => {
  const { client, url } = await serve((_, response) => response.end('<html>'));
  expect((await failure(client.send(url))).code).toBe('engine_unavailable');
});

test('a server that does not answer is given up, and nothing is sent again', async () => {
  const { client, url, requests } = await serve(() => undefined);
  expect((await failure(client.send(url))).code).toBe('engine_timeout');
  expect(requests()).toBe(1);
});

test('an answer that comes in drips is given up', async () => {
  const { client, url, requests } = await serve((_, response) => {
    const drips = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drips));
  });
  expect((await failure(client.send(url))).code).toBe('engine_timeout');
  expect(requests()).toBe(1);
});

test('a caller who gives up is told so at once', async () => {
  const { client, url } = await serve(() => undefined);
  const controller = new AbortController();
  const asked = failure(client.send(url, { signal: controller.signal }));
  controller.abort();
  expect((await asked).code).toBe('aborted');
});

test('a port nobody listens on is told at once', async () => {
  const { client, url } = await serve(() => undefined);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const error = await failure(client.send(url.replace(/\d+$/, String(port))));
  expect(error.code).toBe('engine_unavailable');
  expect(error.details.retryAfterSeconds).toBeGreaterThan(0);
});

test.each(['0.30.5', '1.2.0', '2.0.0', '1.14.9', 'nonsense'])(
  'a server of version %s is refused at start',
  async (pkgVersion) => {
    const { url } = await serve((_, response) => response.end(JSON.stringify({ pkgVersion })));
    const error = await failure(openMeilisearchEngine({ url, settings: { synonyms: [] } }));
    expect(error.code).toBe('invalid_config');
    expect(error.details.parameter).toBe('MEILI_URL');
  },
);

const CATALOGUE = { live: 'g1', generations: [{ id: 'g1', createdAt: '2026-01-01T00:00:00Z', revision: 1 }] };

test('a server is well although its searches take all connections', async () => {
  const hanging: ServerResponse[] = [];
  let isBusy = true;
  const refuse = (response: ServerResponse): unknown => response.writeHead(503).end('{}');
  const { url } = await serve((request, response) => {
    if (request.url === '/multi-search') (isBusy ? (one: ServerResponse) => hanging.push(one) : refuse)(response);
    else if (request.url === '/version') response.end('{"pkgVersion":"1.50.0"}');
    else if (request.url === '/health') response.end('{"status":"available"}');
    else if (request.url?.endsWith('/documents/catalogue')) response.end(JSON.stringify(CATALOGUE));
    else if (request.method === 'GET') response.writeHead(404).end('{"code":"index_not_found"}');
  });
  const engine = await openMeilisearchEngine({ url, settings: { synonyms: [] } });
  const searches = Array.from({ length: 100 }, () => failure(engine.search(query())));
  await expect.poll(() => hanging.length, { timeout: 4_000 }).toBe(64); // a busy machine has not sent them all in a second
  expect(await engine.health()).toMatchObject({ ok: true });
  isBusy = false;
  hanging.forEach(refuse);
  await engine.close();
  expect(new Set((await Promise.all(searches)).map((error) => error.code))).toEqual(new Set(['engine_unavailable']));
});

test('a key that is refused once the service runs is the engine’s fault, not the reader’s', async () => {
  const { url } = await serve((request, response) => {
    if (request.url === '/version') response.end('{"pkgVersion":"1.50.0"}');
    else response.writeHead(403).end('{"code":"invalid_api_key","message":"The provided API key is invalid."}');
  });
  const engine = await openMeilisearchEngine({ url, settings: { synonyms: [] } });
  closing.push(() => engine.close());
  const scope = { now: 0 };
  const asks = [
    () => engine.get('a', scope),
    () => engine.state(0),
    () => engine.generations(),
    () => engine.startRebuild(),
  ];
  for (const ask of asks) expect((await failure(ask())).code).toBe('engine_unavailable');
});
