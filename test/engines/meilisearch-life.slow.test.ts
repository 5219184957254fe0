import { hostname } from 'node:os';
import { Meilisearch } from 'meilisearch';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../core/errors.ts';
import { ALL, article, exactly, publish, query, text } from '../../engine/conformance/build.ts';
import { idsOf } from '../../engine/conformance/case.ts';
import { openMeilisearchEngine } from '../../engine/meilisearch/engine.ts';
import type { Engine } from '../../engine/port.ts';
import type { MeilisearchServer } from './meilisearch-server.ts';
import { startMeilisearch, whyNoMeilisearch } from './meilisearch-server.ts';

const OLD = [article({ id: 'a', title: 'Old one' }), article({ id: 'b', title: 'Old two' })];

const code = (promise: Promise<unknown>): Promise<ErrorCode | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => (error as { code: ErrorCode }).code,
  );

async function untilAnswered(engine: Engine): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    try {
      return idsOf(await engine.search(query())).sort();
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

describe.skipIf(whyNoMeilisearch() !== undefined)('the life of an engine on Meilisearch', () => {
  let server: MeilisearchServer;
  let engine: Engine;
  let admin: Meilisearch;
  let warnings: string[];
  let round = 0;
  const open = (more: Partial<Parameters<typeof openMeilisearchEngine>[0]> = {}): Promise<Engine> =>
    openMeilisearchEngine({
      url: server.url,
      masterKey: server.masterKey,
      settings: { synonyms: [] },
      indexPrefix: `life${round}`,
      warn: (warning) => warnings.push(warning),
      ...more,
    });

  beforeAll(async () => {
    server = await startMeilisearch({ own: true });
    admin = new Meilisearch({ host: server.url, apiKey: server.masterKey });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    round++;
    warnings = [];
    engine = await open();
  });
  afterEach(() => engine.close());

  test('a server that is down is told within a second, and searches return by themselves', async () => {
    await publish(engine, OLD);
    await server.kill();
    const started = performance.now();
    expect(await code(engine.search(query()))).toBe('engine_unavailable');
    expect(await code(engine.get('a', ALL))).toBe('engine_unavailable');
    expect(performance.now() - started).toBeLessThan(1_000);
    expect((await engine.health()).ok).toBe(false);
    expect(await code(engine.update({ upsert: [], remove: ['a'] }))).toBe('engine_unavailable');
    await server.start();
    expect(await untilAnswered(engine)).toEqual(['a', 'b']);
    expect((await engine.health()).ok).toBe(true);
  });

  test('a service that starts before its server waits for it', async () => {
    await publish(engine, OLD);
    await server.kill();
    const early = await open();
    expect(warnings.join()).toContain('not ready');
    expect(await code(early.search(query()))).toBe('engine_unavailable');
    await server.start();
    expect(await untilAnswered(early)).toEqual(['a', 'b']);
    await early.close();
  });

  test('a server that hangs is given up in time, and is asked again when it goes on', async () => {
    const hasty = await open({ answerTimeoutMs: 600 });
    await publish(engine, OLD);
    expect(idsOf(await hasty.search(query()))).toHaveLength(2);
    server.freeze();
    const started = performance.now();
    expect(await code(hasty.search(query()))).toBe('engine_timeout');
    expect(performance.now() - started).toBeLessThan(1_500);
    expect((await engine.health()).ok).toBe(false);
    server.thaw();
    expect(await untilAnswered(hasty)).toEqual(['a', 'b']);
    await hasty.close();
  });

  test('a kill in the middle of a rebuild leaves the old generation, and its debris is swept', async () => {
    const generation = await publish(engine, OLD);
    const rebuild = await engine.startRebuild();
    const many = Array.from({ length: 3_000 }, (_, n) =>
      article({ id: `n${n}`, title: `New ${n}`, body: 'word '.repeat(200) }),
    );
    await rebuild.add(many);
    const committing = code(rebuild.commit());
    await new Promise((resolve) => setTimeout(resolve, 150));
    await server.kill();
    expect(await committing).toBe('engine_unavailable');
    await server.start();
    expect(await untilAnswered(engine)).toEqual(['a', 'b']);
    expect((await engine.search(query())).generation).toBe(generation);
    await rebuild.discard().catch(() => undefined);
    const next = await publish(engine, [article({ id: 'c', title: 'Next' })]);
    expect(await untilAnswered(engine)).toEqual(['c']);
    const { results } = await admin.getRawIndexes({ limit: 100 });
    const left = results.map(({ uid }) => uid).filter((uid) => uid.startsWith(`life${round}_`));
    expect(left.sort()).toEqual([generation, next, 'catalogue'].map((name) => `life${round}_${name}`).sort());
  });

  test('a write that Meilisearch accepts and then refuses is told, and the old generation stays', async () => {
    await publish(engine, OLD);
    const rebuild = await engine.startRebuild();
    await rebuild.add([article({ id: 'not an id!', title: 'Refused' })]);
    expect(await code(rebuild.commit())).toBe('engine_rejected');
    await rebuild.discard();
    expect(await untilAnswered(engine)).toEqual(['a', 'b']);
    expect(await code(engine.update({ upsert: [article({ id: 'nor this!' })], remove: [] }))).toBe('engine_rejected');
    expect(await untilAnswered(engine)).toEqual(['a', 'b']);
    const { revision } = await engine.state(0);
    expect(await code(engine.update({ upsert: [article({ id: 'nor this!' })], remove: ['a'] }))).toBe(
      'engine_rejected',
    );
    expect(await untilAnswered(engine)).toEqual(['b']);
    expect((await engine.state(0)).revision).toBeGreaterThan(revision); // no cache says that nothing has changed
  });

  test('two archives share a server, also when the name of one begins with the other’s', async () => {
    const generation = await publish(engine, OLD);
    const other = await open({ indexPrefix: `life${round}_other` });
    const others = await publish(other, [article({ id: 'c', title: 'Other' })]);
    await (await open()).close(); // deletes debris
    const next = await publish(engine, OLD);
    expect(idsOf(await other.search(query()))).toEqual(['c']);
    expect((await engine.generations()).map(({ id }) => id)).toEqual([next, generation]);
    expect((await other.generations()).map(({ id }) => id)).toEqual([others]);
    await other.close();
  });

  test('a wrong key, no key, and a key that is not the master key are told at start', async () => {
    expect(await code(open({ masterKey: 'wrong' }))).toBe('invalid_config');
    expect(await code(open({ masterKey: undefined }))).toBe('invalid_config');
    const { results } = await admin.getKeys({ limit: 100 });
    const lesser = results.find(({ indexes }) => indexes.includes(`life${round}_*`))!;
    expect(await code(open({ masterKey: lesser.key }))).toBe('invalid_config');
  });

  test('searches use a key that can only search, and only our indexes', async () => {
    await publish(engine, OLD);
    await (await open()).close();
    const { results } = await admin.getKeys({ limit: 1_000 });
    const ours = results.filter(({ indexes }) => indexes.includes(`life${round}_*`));
    expect(ours).toHaveLength(2); // the second start found them again
    const searching = ours.find(({ actions }) => !actions.some((action) => action.startsWith('documents.*')))!;
    expect([...searching.actions].sort()).toEqual(['documents.get', 'search']);
    const client = new Meilisearch({ host: server.url, apiKey: searching.key });
    await expect(client.index(`life${round}_catalogue`).deleteAllDocuments()).rejects.toThrow();
    await expect(client.index('other').search('x')).rejects.toThrow();
  });

  test('another process may not rebuild meanwhile; one that has died does not stand in the way', async () => {
    const other = await open();
    const rebuild = await engine.startRebuild();
    expect(await code(other.startRebuild())).toBe('conflict');
    await rebuild.discard();
    const place = hostname()
      .replace(/[^A-Za-z0-9-]/g, '-')
      .slice(0, 60);
    await admin.createIndex(`life${round}_lock`, { primaryKey: `${place}_4194304_dead` }).waitTask();
    await (await other.startRebuild()).discard();
    await other.close();
  });

  test('words beyond Meilisearch’s positions are not found, and that is told', async () => {
    const long = article({ id: 'long', title: 'Long', body: `early ${'word '.repeat(65_600)} late` });
    await publish(engine, [long]);
    expect(warnings).toEqual(['long: only the first 65535 of 65602 words can be searched']);
    expect(idsOf(await engine.search(exactly('early')))).toEqual(['long']);
    expect(idsOf(await engine.search(exactly('late')))).toEqual([]);
    expect((await engine.get('long', ALL))?.body.endsWith('late')).toBe(true);
  });

  test('words within three of themselves in a phrase are found', async () => {
    await publish(engine, [
      article({ id: 'a', title: 'Day by day, face to face' }),
      article({ id: 'b', title: 'New New York' }),
    ]);
    expect(idsOf(await engine.search(exactly('"day by day"')))).toEqual(['a']);
    expect(idsOf(await engine.search(exactly('"new new york"')))).toEqual(['b']);
  });

  test('the synonym that made the match is told', async () => {
    const synonyms = [['nato', 'north atlantic treaty organization']];
    const named = await open({ settings: { synonyms } });
    await publish(named, [
      article({ id: 'a', title: 'North Atlantic Treaty Organization meets' }),
      article({ id: 'b', title: 'Ministers meet' }),
    ]);
    const { notices } = await named.search(query({ text: text('nato') }));
    expect(notices).toContainEqual({ code: 'expanded', about: 'nato', words: ['north atlantic treaty organization'] });
    expect((await named.search(query({ text: text('ministers') }))).notices).toEqual([]);
    await named.close();
  });

  test('more than a thousand hits and a hundred values are counted', async () => {
    const many = Array.from({ length: 1_205 }, (_, n) =>
      article({ id: `d${n}`, title: 'Same', organisations: [`Org ${n % 301}`] }),
    );
    await publish(engine, many);
    const result = await engine.search(exactly('same', { facets: ['organisation'], facetLimit: 500 }));
    expect(result.totalHits).toBe(1_205);
    expect(result.facets.organisation).toHaveLength(301);
    const deep = await engine.search(
      exactly('same', { hitsPerPage: 100, cursor: Buffer.from('{"offset":1150}').toString('base64url') }),
    );
    expect(deep.hits).toHaveLength(55);
  });
});
