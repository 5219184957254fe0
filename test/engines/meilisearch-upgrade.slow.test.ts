import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ALL, article, publish, query } from '../../engine/conformance/build.ts';
import { openMeilisearchEngine } from '../../engine/meilisearch/engine.ts';
import type { SearchResult } from '../../core/result.ts';
import type { Engine } from '../../engine/port.ts';
import { NO_SETTINGS as settings } from '../../engine/settings.ts';
import type { MeilisearchServer } from './meilisearch-server.ts';
import { startMeilisearch, whyNoMeilisearch } from './meilisearch-server.ts';

/** An older version, when there is one; otherwise the steps are shown on two servers of the same. */
const OLD_BINARY = process.env['MEILI_OLD_BINARY'] ?? 'meilisearch';
const ARTICLES = 2_000;
const ARCHIVE = Array.from({ length: ARTICLES }, (_, n) =>
  article({
    id: `a${n}`,
    title: `Harbour report ${n}`,
    body: `Ships and cargo ${n}. `.repeat(30),
    date: n % 50 === 0 ? null : `20${10 + (n % 15)}-05-01`,
    countries: [['IQ', 'BE', 'FR'][n % 3]!],
  }),
);

describe.skipIf(whyNoMeilisearch() !== undefined)('moving to another Meilisearch server, as an upgrade does', () => {
  let before: MeilisearchServer;
  let next: MeilisearchServer;
  let engine: Engine;
  let published: SearchResult;
  beforeAll(async () => {
    before = await startMeilisearch({ own: true, binary: OLD_BINARY });
    next = await startMeilisearch({ own: true, masterKey: before.masterKey });
    console.log(`Meilisearch ${before.version} → ${next.version}`);
    engine = await open(before.url);
    await publish(engine, ARCHIVE);
    published = await engine.search(query());
    expect(published.totalHits).toBe(ARTICLES);
  });
  afterAll(async () => {
    await engine.close();
    await Promise.all([before.stop(), next.stop()]);
  });

  const open = (url: string): Promise<Engine> =>
    openMeilisearchEngine({ url, masterKey: before.masterKey, settings, indexPrefix: 'articles' });

  /** Runs the command as an operator would; `onLine` sees what it says. */
  function migrate(url: string, onLine?: (text: string) => void): Promise<{ code: number | null; said: string }> {
    const child = spawn(process.execPath, ['cli/dateline.mjs', 'migrate', '--to', 'meilisearch', '--url', url], {
      env: {
        ...process.env,
        DATELINE_ENGINE: 'meilisearch',
        MEILI_URL: before.url,
        MEILI_MASTER_KEY: before.masterKey,
        MEILI_INDEX_PREFIX: 'articles',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      onLine?.(said);
    });
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
  }
  async function expectUntouched(): Promise<void> {
    expect(await engine.search(query())).toEqual(published);
    expect(await engine.generations()).toHaveLength(1);
  }

  test('a new server that is not there, or is no Meilisearch, leaves everything as it is', async () => {
    const stranger = createServer((_, response) => response.end('<p>hello</p>'));
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    for (const url of ['http://127.0.0.1:9', `http://127.0.0.1:${port}`]) expect((await migrate(url)).code).toBe(1);
    expect((await migrate(before.url)).code).toBe(2);
    stranger.close();
    await expectUntouched();
  });

  test('a new server that dies in the middle leaves everything as it is', async () => {
    let killed: Promise<void> | undefined;
    const { code } = await migrate(next.url, (said) => {
      if (said.includes('articles')) killed ??= next.kill();
    });
    expect(killed).toBeDefined();
    expect(code).toBe(1);
    await expectUntouched();
    await next.start();
    const there = await open(next.url);
    await expect(there.search(query())).rejects.toMatchObject({ code: 'index_missing' });
    await there.close();
  });

  test('the new server answers like the old one, which stays the way back', async () => {
    const { code, said } = await migrate(next.url);
    expect([code, said]).toEqual([0, expect.stringContaining(`${ARTICLES} articles copied`)]);
    await expectUntouched();
    const there = await open(next.url);
    const asked = query({ facets: ['country'], histogram: 'year', hitsPerPage: 1 });
    const { totalHits, facets, histogram } = await engine.search(asked);
    expect(await there.search(asked)).toMatchObject({ totalHits, facets, histogram });
    for (const { id } of ARCHIVE.slice(0, 20)) expect(await there.get(id, ALL)).toEqual(await engine.get(id, ALL));
    await there.close();
  });
});
