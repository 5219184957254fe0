import { expect, test } from 'vitest';
import { openBruteForceEngine } from '../engine/conformance/brute-force-engine.ts';
import { ALL, article, publish, query } from '../engine/conformance/build.ts';
import { NEWSROOM } from '../engine/conformance/newsroom.ts';
import type { Engine } from '../engine/port.ts';
import { migrate } from './migrate.ts';

const open = (): Engine => openBruteForceEngine({ settings: { synonyms: [] } });
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error as { code: string }).code,
  );

const EMBARGOED = article({ id: 'embargoed', title: 'Later', embargoUntil: '2999-01-01T00:00:00Z' });

test('copies every document whole, what is under embargo as well', async () => {
  const [from, to] = [open(), open()];
  await publish(from, [...NEWSROOM, EMBARGOED]);
  const seen: number[] = [];
  const { documents, generation } = await migrate(from, to, { onProgress: (done) => seen.push(done) });
  expect(documents).toBe(NEWSROOM.length + 1);
  expect(seen.at(-1)).toBe(documents);
  expect((await to.search(query())).generation).toBe(generation);
  for (const document of NEWSROOM) expect(await to.get(document.id, ALL)).toEqual(document);
  expect(await to.get('embargoed', ALL)).toBeNull();
  expect(await to.get('embargoed', { now: 8e15 })).toEqual(EMBARGOED);
});

test('a copy that lost an article, a facet value or a date is not published, and the target stays as it was', async () => {
  const spoilers: ((documents: readonly (typeof NEWSROOM)[number][]) => (typeof NEWSROOM)[number][])[] = [
    (documents) => documents.slice(1),
    (documents) => documents.map((one, index) => (index === 0 ? { ...one, countries: [] } : one)),
    (documents) => documents.map((one, index) => (index === 0 ? { ...one, date: null, datePrecision: null } : one)),
  ];
  for (const spoil of spoilers) {
    const [from, to] = [open(), open()];
    await publish(from, NEWSROOM);
    const kept = await publish(to, [article({ id: 'kept' })]);
    const lossy: Engine = {
      ...to,
      startRebuild: async () => {
        const rebuild = await to.startRebuild();
        return { ...rebuild, add: (documents) => rebuild.add(spoil(documents)) };
      },
    };
    expect(await code(migrate(from, lossy))).toBe('publish_refused');
    expect((await to.search(query())).generation).toBe(kept);
    await (await to.startRebuild()).discard();
  }
});

test('a source that changes meanwhile is told', async () => {
  const [from, to] = [open(), open()];
  await publish(from, NEWSROOM);
  let pages = 0;
  const restless: Engine = {
    ...from,
    scan: async (...args) => {
      const page = await from.scan(...args);
      if (pages++ === 0) await from.update({ upsert: [article({ id: 'late' })], remove: [] });
      return page;
    },
  };
  expect(['publish_refused', 'conflict']).toContain(await code(migrate(restless, to)));
  expect(await code(to.search(query()))).toBe('index_missing');
});

test('nothing to copy is told, and a caller may give up, at the end as well', async () => {
  const [from, to] = [open(), open()];
  expect(await code(migrate(from, to))).toBe('index_missing');
  await publish(from, NEWSROOM);
  expect(await code(migrate(from, to, { signal: AbortSignal.abort() }))).toBe('aborted');
  const stop = new AbortController();
  expect(await code(migrate(from, to, { signal: stop.signal, onProgress: () => stop.abort() }))).toBe('aborted');
  expect(await code(to.search(query()))).toBe('index_missing');
  await (await to.startRebuild()).discard();
});
