import { setTimeout } from 'node:timers/promises';
import request from 'supertest';
import { expect, test } from 'vitest';
import type { ErrorCode } from '../../core/errors.ts';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import type { Engine } from '../../engine/port.ts';
import { DEFAULT_SERVER_OPTIONS } from '../../server/options.ts';
import { createPageRouter } from '../../server/page/page-router.ts';
import type { FaultyEngine } from '../support/faulty-engine.ts';
import { faultyEngine, SECRET_HOST } from '../support/faulty-engine.ts';
import { listen } from '../support/listen.ts';
import { openTestApp } from '../support/open-test-app.ts';
import { shippedAssets } from '../support/shipped-assets.ts';

const brokenEngine = (): FaultyEngine => faultyEngine(openBruteForceEngine({ settings: NEWSROOM_SETTINGS }));

function optionsWith(limits: Partial<typeof DEFAULT_SERVER_OPTIONS.limits>) {
  const unlimited = { requestsPerMinutePerAddress: 0, requestsPerMinutePerKey: 0 };
  return { ...DEFAULT_SERVER_OPTIONS, limits: { ...DEFAULT_SERVER_OPTIONS.limits, ...unlimited, ...limits } };
}

const READS = [
  '/api/search?q=iraq',
  '/api/articles/iraq-mission',
  '/api/articles/iraq-mission/related',
  '/api/suggest?q=ira',
  '/api/facets/country?q=ir',
  '/api/export?format=csv',
  '/feed.atom',
];

test.each<[ErrorCode | 'not ours', number, string]>([
  ['engine_unavailable', 503, 'engine_unavailable'],
  ['engine_timeout', 503, 'engine_timeout'],
  ['overloaded', 503, 'overloaded'],
  ['index_damaged', 503, 'index_damaged'],
  ['engine_rejected', 502, 'engine_rejected'],
  ['not ours', 500, 'internal'],
])('an engine that throws %s is answered with %i on every read, and names no host', async (throws, status, code) => {
  const engine = brokenEngine();
  const { app, lines } = await openTestApp({ engine });
  engine.fault = { throws };
  for (const path of READS) {
    const response = await request(app).get(path).expect(status);
    expect(response.body).toMatchObject({ code, status });
    expect(response.text).not.toContain(SECRET_HOST);
    expect(response.headers['retry-after'] !== undefined).toBe(status === 503);
  }
  const access = lines.filter((line) => line['msg'] === 'request');
  expect(access).toHaveLength(READS.length);
  expect(JSON.stringify(access)).not.toContain('engine-host');
  await request(app).get('/readyz').expect(503);
  engine.fault = null;
  for (const path of READS) await request(app).get(path).expect(200);
  await request(app).get('/readyz').expect(200);
});

test('an engine that hangs and is not well is answered for within a second', { retry: 2 }, async () => {
  const engine = brokenEngine();
  const { app } = await openTestApp({ engine });
  engine.fault = { waits: 'ill' };
  const startedAt = performance.now();
  const response = await request(app).get('/api/search?q=iraq').expect(503).expect('Retry-After', /^\d+$/);
  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect(response.body).toMatchObject({ code: 'engine_unavailable' });
  expect(engine.aborted).toBe(1);
});

test('an engine that is well and slow is waited for, but not for ever', async () => {
  const engine = brokenEngine();
  const { app } = await openTestApp({ engine, options: optionsWith({ patienceMs: 20, searchTimeoutMs: 200 }) });
  engine.fault = { waits: 'well' };
  const response = await request(app).get('/api/search?q=iraq').expect(503);
  expect(response.body).toMatchObject({ code: 'engine_timeout' });
  expect(engine.aborted).toBe(1);
});

test('an engine that is late with its health, and answers others meanwhile, is waited for', async () => {
  const plain = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  const busy: Engine = {
    ...plain,
    health: () => new Promise(() => undefined),
    search: async (query, options) => {
      if (query.page === 2) await setTimeout(600);
      return plain.search(query, options);
    },
  };
  const { app } = await openTestApp({ engine: busy, options: optionsWith({ patienceMs: 100 }) });
  const alone = await request(app).get('/api/search?page=2');
  expect(alone.body).toMatchObject({ code: 'engine_unavailable' });
  const url = await listen(app);
  const slow = fetch(`${url}/api/search?page=2`);
  for (let times = 0; times < 30; times++) {
    expect((await fetch(`${url}/api/search`)).status).toBe(200);
    await setTimeout(20);
  }
  expect((await slow).status).toBe(200);
});

test('when the reader goes, the search is given up', async () => {
  const engine = brokenEngine();
  const { app } = await openTestApp({ engine });
  engine.fault = { waits: 'well' };
  const url = await listen(app);
  const controller = new AbortController();
  const answer = fetch(`${url}/api/search?q=iraq`, { signal: controller.signal });
  void setTimeout(50).then(() => controller.abort());
  await expect(answer).rejects.toThrow();
  await expect.poll(() => engine.aborted).toBe(1);
});

test('more searches than are let in are refused at once, and the others are answered', { retry: 2 }, async () => {
  const engine = brokenEngine();
  const { app } = await openTestApp({ engine, options: optionsWith({ concurrentSearches: 2 }) });
  engine.fault = { waits: 'well' };
  const url = await listen(app);
  const controller = new AbortController();
  const held = [1, 2].map((page) => fetch(`${url}/api/search?page=${page}`, { signal: controller.signal }));
  await setTimeout(100);
  const tookMs: number[] = [];
  for (let attempt = 0; attempt < 20; attempt++) {
    const startedAt = performance.now();
    const response = await fetch(`${url}/api/search`);
    tookMs.push(performance.now() - startedAt);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'overloaded' });
  }
  expect(tookMs.sort((a, b) => a - b)[10]).toBeLessThan(50);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  controller.abort();
  await Promise.allSettled(held);
  engine.fault = null;
  await expect.poll(async () => (await fetch(`${url}/api/search`)).status).toBe(200);
});

test('each of several searches in one request has a place of its own, as far as there are places', async () => {
  const engine = brokenEngine();
  const { app } = await openTestApp({ engine, options: optionsWith({ concurrentSearches: 3 }) });
  const url = await listen(app);
  /** The answer to its end: until then the searches keep their places. */
  const ask = async (searches: number, signal?: AbortSignal) => {
    const response = await fetch(`${url}/multi-search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ queries: Array.from({ length: searches }, () => ({ indexUid: 'articles' })) }),
      signal: signal ?? null,
    });
    return { status: response.status, body: await response.json() };
  };
  expect(await ask(4)).toMatchObject({ status: 200 });
  engine.fault = { waits: 'well' };
  const controller = new AbortController();
  const held = ask(2, controller.signal);
  await expect.poll(() => engine.waiting).toBe(2);
  expect(await ask(2)).toMatchObject({ body: { code: 'too_many_search_requests' } });
  controller.abort();
  await Promise.allSettled([held]);
  engine.fault = null;
  await expect.poll(async () => (await ask(3)).status).toBe(200);
});

test('too many requests of one address or key are told when to come back', async () => {
  const options = optionsWith({ requestsPerMinutePerAddress: 3 });
  const { app } = await openTestApp({ options: { ...options, trustProxy: 1 } });
  const get = (address: string) => request(app).get('/api/search').set('X-Forwarded-For', address);
  for (let count = 0; count < 3; count++) await get('2001:db8:1:100::1').expect(200);
  const refused = await get('2001:db8:1:1ff::2').expect(429).expect('Retry-After', /^\d+$/);
  expect(refused.body).toMatchObject({ code: 'rate_limited' });
  expect(refused.headers['ratelimit']).toBeDefined();
  await get('2001:db8:1:200::1').expect(200);
  await get('198.51.100.7').expect(200);
  await request(app).get('/healthz').set('X-Forwarded-For', '2001:db8:1:100::1').expect(200);
});

test('a forwarded address is not believed without trust', async () => {
  const { app } = await openTestApp({ options: optionsWith({ requestsPerMinutePerAddress: 2 }) });
  for (const address of ['1.1.1.1', '2.2.2.2'])
    await request(app).get('/api/search').set('X-Forwarded-For', address).expect(200);
  await request(app).get('/api/search').set('X-Forwarded-For', '3.3.3.3').expect(429);
});

test.each<ErrorCode>(['overloaded', 'engine_unavailable', 'index_damaged'])(
  'of %s a page says to come again when the API does',
  async (throws) => {
    const engine = brokenEngine();
    const { app } = await openTestApp({ engine, page: createPageRouter(shippedAssets) });
    engine.fault = { throws };
    const [api, page] = [await request(app).get('/api/search').expect(503), await request(app).get('/').expect(503)];
    expect(page.headers['retry-after']).toBe(api.headers['retry-after']);
  },
);
