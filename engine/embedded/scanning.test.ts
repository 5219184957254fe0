import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { article, publish, query, text } from '../conformance/build.ts';
import { openEmbeddedEngine, verifyIndex } from './engine.ts';
import type { Engine } from '../port.ts';

async function open(searchThreads = 0): Promise<{ engine: Engine; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-scan-'));
  const engine = await openEmbeddedEngine({ folder, settings: { synonyms: [] }, searchThreads });
  onTestFinished(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { engine, folder };
}

const numbered = (number: number, title = 'Talks'): ReturnType<typeof article> =>
  article({ id: `d${String(number).padStart(3, '0')}`, title, body: `Talks number ${number}.` });

async function scanAll(engine: Engine, between: (page: number) => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let number = 0; ; number++) {
    const page = await engine.scan(query({}), cursor, 10);
    ids.push(...page.documents.map(({ id, title }) => `${id} ${title}`));
    cursor = page.nextCursor;
    if (cursor === undefined) return ids;
    await between(number);
  }
}

test('a scan sees the state in which it began, whatever is changed and merged meanwhile', async () => {
  const { engine } = await open();
  await publish(
    engine,
    Array.from({ length: 60 }, (_, number) => numbered(number)),
  );
  const seen = await scanAll(engine, async (page) => {
    for (let number = 0; number < 4; number++) {
      await engine.update({ upsert: [numbered(page * 4 + number, 'Changed')], remove: [`d0${50 + page}`] });
    }
  });
  expect(seen).toEqual(Array.from({ length: 60 }, (_, number) => `d${String(number).padStart(3, '0')} Talks`));
});

test('merges go on beside updates and lose none of them', async () => {
  const { engine, folder } = await open();
  await publish(engine, [numbered(0)]);
  const expected = new Map([['d000', 'Talks']]);
  for (let round = 0; round < 60; round++) {
    const [added, removed] = [numbered(round % 37, `Round ${round}`), `d${String((round * 7) % 41).padStart(3, '0')}`];
    expected.delete(removed);
    expected.set(added.id, added.title);
    await engine.update({ upsert: [added], remove: [removed] });
  }
  const seen = await scanAll(engine, () => Promise.resolve());
  expect(seen.toSorted()).toEqual(Array.from(expected, ([id, title]) => `${id} ${title}`).toSorted());
  const { totalHits } = await engine.search(query({ text: text('talks'), typos: false }));
  expect(totalHits).toBe(expected.size);
  await engine.close();
  expect(verifyIndex(folder)).toMatchObject({ ok: true, documents: expected.size, findings: [] });
  expect(verifyIndex(folder).segments).toBeLessThan(20);
});

test('a rebuild gets its turns beside edits without a pause', async () => {
  const { engine } = await open();
  await publish(engine, [numbered(0)]);
  const editing = { over: false };
  const edits = (async () => {
    for (let number = 0; !editing.over; number++) await engine.update({ upsert: [numbered(number % 5)], remove: [] });
  })();
  const rebuild = await engine.startRebuild();
  for (let number = 0; number < 20; number++) await rebuild.add([numbered(100 + number)]);
  await rebuild.commit();
  editing.over = true;
  await edits;
  expect((await engine.get('d119', { now: Date.now() }))?.title).toBe('Talks');
});
