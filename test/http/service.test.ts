import request from 'supertest';
import { expect, test, vi } from 'vitest';
import { DEFAULT_SERVER_OPTIONS } from '../../server/options.ts';
import { createLifecycle } from '../../server/lifecycle.ts';
import { createMetrics } from '../../server/metrics.ts';
import { isReady } from '../../server/readiness.ts';
import type { Services } from '../../server/services.ts';
import { reindex } from '../support/wait-for-job.ts';
import { openTestApp } from '../support/open-test-app.ts';

test('health, readiness and metrics tell the truth', async () => {
  const lifecycle = createLifecycle();
  const { app, archive } = await openTestApp({ lifecycle });
  await reindex(archive);
  await request(app).get('/healthz').expect(200, { status: 'ok' });
  const ready = await request(app).get('/readyz').expect(200);
  expect(ready.body).toMatchObject({ ready: true, detail: 'ok' });
  await request(app).get('/api/search?q=iraq').expect(200);
  const metrics = await request(app).get('/metrics').expect(200);
  expect(metrics.text).toContain(
    'dateline_http_request_seconds_count{method="GET",route="/api/search",status="200"} 1',
  );
  expect(metrics.text).toMatch(/dateline_documents [1-9]/);
  expect(metrics.text).toContain('dateline_reindex_jobs{status="succeeded"} 1');
  expect(metrics.text).toContain('dateline_guard_verdicts{verdict="accepted"} 1');
  lifecycle.drain();
  await request(app).get('/readyz').expect(503);
  await request(app).get('/healthz').expect(200);
});

test('however many ask at once whether it is ready, the engine is asked once', async () => {
  const { engine } = await openTestApp();
  const services = { engine, lifecycle: createLifecycle(), metrics: createMetrics({ process: false }) } as Services;
  const asked = [vi.spyOn(engine, 'health'), vi.spyOn(engine, 'generations')];
  const answers = await Promise.all(Array.from({ length: 20 }, () => isReady(services)));
  expect(answers.every(({ ready }) => ready)).toBe(true);
  expect(asked.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  await isReady(services);
  expect(asked.map(({ mock }) => mock.calls.length)).toEqual([2, 2]);
});

test('without a published index the service lives and is not ready', async () => {
  const { app } = await openTestApp({ articles: [] });
  await request(app).get('/healthz').expect(200);
  await request(app).get('/readyz').expect(503);
  const response = await request(app).get('/api/search').expect(503).expect('Retry-After', /\d+/);
  expect(response.body).toMatchObject({ code: 'index_missing' });
});

test('answers carry a strict policy, a request id and a trace', async () => {
  const { app } = await openTestApp();
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const response = await request(app)
    .get('/healthz')
    .set('X-Request-Id', 'req-12345678')
    .set('traceparent', `00-${trace}-00f067aa0ba902b7-01`);
  expect(response.headers['x-request-id']).toBe('req-12345678');
  expect(response.headers['traceparent']).toContain(trace);
  expect(response.headers['content-security-policy']).toContain("default-src 'none'");
  expect(response.headers['content-security-policy']).not.toContain('unsafe');
  const strange = await request(app).get('/healthz').set('X-Request-Id', 'a b"c');
  expect(strange.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([['https://news.example'], ['*']])(
  'a request of another site is answered as strictly as our own (%s)',
  async (site) => {
    const options = { ...DEFAULT_SERVER_OPTIONS, cors: { origins: [site], credentials: false } };
    const { app } = await openTestApp({ options });
    const itsOwn = ['x-request-id', 'traceparent', 'date', 'access-control-allow-origin']; // of each answer alone
    const headersOf = async (asked: request.Test): Promise<Record<string, unknown>> => {
      const { headers } = (await asked) as { headers: Record<string, unknown> };
      return Object.fromEntries(Object.entries(headers).filter(([name]) => !itsOwn.includes(name)));
    };
    const own = await headersOf(request(app).get('/healthz'));
    expect(await headersOf(request(app).get('/healthz').set('Origin', 'https://news.example'))).toEqual(own);
    expect(own).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
    expect(own['access-control-expose-headers']).toContain('Dateline-Generation');
  },
);

test('an unknown address is a problem document', async () => {
  const { app } = await openTestApp();
  const response = await request(app)
    .get('/nothing/here')
    .expect(404)
    .expect('Content-Type', /problem\+json/);
  expect(response.body).toMatchObject({ code: 'not_found', status: 404, type: 'urn:dateline:problem:not_found' });
});

test('pages of listed origins may ask, others may not, and * never goes with credentials', async () => {
  const withCors = (origins: string[], credentials = false) => ({
    ...DEFAULT_SERVER_OPTIONS,
    cors: { origins, credentials },
  });
  const { app } = await openTestApp({ options: withCors(['https://news.example']) });
  const allowedFor = async (target: typeof app, origin: string) =>
    (await request(target).get('/api/search').set('Origin', origin)).headers['access-control-allow-origin'];
  expect(await allowedFor(app, 'https://news.example')).toBe('https://news.example');
  expect(await allowedFor(app, 'https://evil.example')).toBeUndefined();
  const open = await openTestApp({ options: withCors(['*']) });
  expect(await allowedFor(open.app, 'https://evil.example')).toBe('*');
  await expect(openTestApp({ options: withCors(['*'], true) })).rejects.toMatchObject({ code: 'invalid_config' });
});
