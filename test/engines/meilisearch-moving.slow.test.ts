import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../archive/migrate.ts';
import { ALL, publish, query } from '../../engine/conformance/build.ts';
import { idsOf } from '../../engine/conformance/case.ts';
import { NEWSROOM, NEWSROOM_SETTINGS as settings } from '../../engine/conformance/newsroom.ts';
import { openEmbeddedEngine } from '../../engine/embedded/engine.ts';
import { openMeilisearchEngine } from '../../engine/meilisearch/engine.ts';
import type { MeilisearchServer } from './meilisearch-server.ts';
import { startMeilisearch, whyNoMeilisearch } from './meilisearch-server.ts';

describe.skipIf(whyNoMeilisearch() !== undefined)('moving between engines', () => {
  let server: MeilisearchServer;
  let folder: string;
  beforeAll(async () => {
    server = await startMeilisearch({ own: true });
    folder = await mkdtemp(join(tmpdir(), 'dateline-moving-'));
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const openMeilisearch = () =>
    openMeilisearchEngine({ url: server.url, masterKey: server.masterKey, settings, indexPrefix: 'moving' });

  test('embedded → Meilisearch → embedded gives back every document as it was', async () => {
    const source = await openEmbeddedEngine({ folder: join(folder, 'source'), settings });
    const middle = await openMeilisearch();
    const target = await openEmbeddedEngine({ folder: join(folder, 'target'), settings });
    await publish(source, NEWSROOM);
    expect((await migrate(source, middle)).documents).toBe(NEWSROOM.length);
    expect((await migrate(middle, target)).documents).toBe(NEWSROOM.length);
    for (const document of NEWSROOM) expect(await target.get(document.id, ALL)).toEqual(document);
    await Promise.all([source.close(), middle.close(), target.close()]);
  });

  test('Meilisearch: a data folder copied while the server is stopped is a backup', async () => {
    const before = await openMeilisearch();
    const generation = await publish(before, NEWSROOM);
    await server.kill();
    await server.copyData(join(folder, 'backup'));
    await server.start();
    await before.update({ upsert: [], remove: NEWSROOM.map(({ id }) => id) });
    expect(idsOf(await before.search(query()))).toEqual([]);
    await server.kill();
    await server.replaceData(join(folder, 'backup'));
    await server.start();
    const restored = await openMeilisearch();
    const result = await restored.search(query());
    expect([result.totalHits, result.generation]).toEqual([NEWSROOM.length, generation]);
    await Promise.all([before.close(), restored.close()]);
  });

  test('Meilisearch: a dump brings the archive to a new server, whatever its version', async () => {
    const before = await openMeilisearch();
    const generation = await publish(before, NEWSROOM);
    await server.restartFromDump();
    const after = await openMeilisearch();
    const result = await after.search(query({ facets: ['country'] }));
    expect([result.totalHits, result.generation]).toEqual([NEWSROOM.length, generation]);
    expect(await after.get(NEWSROOM[0]!.id, ALL)).toEqual(NEWSROOM[0]);
    expect((await publish(after, NEWSROOM)) > generation).toBe(true);
    await Promise.all([before.close(), after.close()]);
  });

  test('embedded: a copy of the folder is a backup', async () => {
    const place = join(folder, 'embedded');
    const engine = await openEmbeddedEngine({ folder: place, settings });
    await publish(engine, NEWSROOM);
    await engine.close();
    await cp(place, `${place}-backup`, { recursive: true });
    await rm(place, { recursive: true });
    await cp(`${place}-backup`, place, { recursive: true });
    const restored = await openEmbeddedEngine({ folder: place, settings });
    expect((await restored.search(query())).totalHits).toBe(NEWSROOM.length);
    await restored.close();
  });
});
