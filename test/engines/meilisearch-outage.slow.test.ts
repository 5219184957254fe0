import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { article, publish } from '../../engine/conformance/build.ts';
import { openMeilisearchEngine } from '../../engine/meilisearch/engine.ts';
import type { Engine } from '../../engine/port.ts';
import { NO_SETTINGS as settings } from '../../engine/settings.ts';
import { serveEngine } from '../support/serve-engine.ts';
import type { MeilisearchServer } from './meilisearch-server.ts';
import { startMeilisearch, whyNoMeilisearch } from './meilisearch-server.ts';

const SEARCHES = [
  '/api/search?q=harbour&facets=country',
  '/api/articles/a',
  '/api/articles/a/related',
  '/api/suggest?q=har',
  '/api/export?format=csv',
  '/feed.atom',
];

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly tookMs: number;
}

async function ask(url: string): Promise<Answer> {
  const startedAt = performance.now();
  const response = await fetch(url);
  await response.text();
  const tookMs = performance.now() - startedAt;
  return { status: response.status, retryAfter: response.headers.get('retry-after'), tookMs };
}

describe.skipIf(whyNoMeilisearch() !== undefined)('what readers see when Meilisearch is out', () => {
  let server: MeilisearchServer;
  let engine: Engine;
  let served: Awaited<ReturnType<typeof serveEngine>>;
  beforeAll(async () => {
    server = await startMeilisearch({ own: true });
    const { url, masterKey } = server;
    engine = await openMeilisearchEngine({ url, masterKey, settings, indexPrefix: 'outage' });
    await publish(engine, [article({ id: 'a', title: 'Harbour report' })]);
    served = await serveEngine(engine);
  });
  afterAll(async () => {
    await served.close();
    await engine.close();
    await server.stop();
  });

  async function expectOutage(): Promise<void> {
    for (const path of SEARCHES) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => ask(served.url + path)));
      for (const { status, retryAfter, tookMs } of answers) {
        expect([path, status, /^\d+$/.test(retryAfter ?? '')]).toEqual([path, 503, true]);
        expect(tookMs, path).toBeLessThan(1_000);
      }
    }
    expect((await ask(`${served.url}/readyz`)).status).toBe(503);
    expect((await ask(`${served.url}/healthz`)).status).toBe(200);
  }
  async function expectReturn(): Promise<void> {
    for (const path of [...SEARCHES, '/readyz'])
      await expect.poll(async () => (await ask(served.url + path)).status, { timeout: 5_000 }).toBe(200);
  }

  test('down: 503 with Retry-After within a second, not ready, and back by itself', async () => {
    await expectReturn();
    await server.kill();
    await expectOutage();
    await server.start();
    await expectReturn();
  });

  test('hanging: 503 with Retry-After within a second, not ready, and back by itself', async () => {
    server.freeze();
    await expectOutage();
    server.thaw();
    await expectReturn();
  });

  test('well but slow: waited for', async () => {
    const slow = createServer((incoming, outgoing) => {
      const { method = 'GET', url = '/', headers } = incoming;
      const forward = (): void => {
        const passed = request(server.url + url, { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        });
        incoming.pipe(passed);
      };
      if (url === '/multi-search') setTimeout(forward, 2_000);
      else forward();
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const through = await openMeilisearchEngine({ url, masterKey: server.masterKey, settings, indexPrefix: 'outage' });
    const app = await serveEngine(through);
    const { status, tookMs } = await ask(`${app.url}/api/search?q=harbour`);
    expect(status).toBe(200);
    expect(tookMs).toBeGreaterThan(2_000);
    await app.close();
    await through.close();
    slow.closeAllConnections();
    slow.close();
  });
});
