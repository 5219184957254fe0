import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { article, publish, query } from '../conformance/build.ts';
import { engineConformance } from '../conformance/conformance.ts';
import { openEmbeddedEngine, verifyIndex } from './engine.ts';

engineConformance({
  name: 'embedded',
  open: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-embedded-'));
    const engine = await openEmbeddedEngine({ folder, ...options });
    return {
      engine,
      reopen: () => openEmbeddedEngine({ folder, ...options }),
      cleanUp: async () => {
        await engine.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
});

test('nothing is left on the disk of what was merged, replaced or thrown away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-swept-'));
  const engine = await openEmbeddedEngine({ folder, settings: { synonyms: [] } });
  try {
    const rebuild = await engine.startRebuild();
    for (const round of [1, 2, 3]) {
      await rebuild.add([article({ id: `r${round}`, title: 'Round' })]);
      await rebuild.preview();
    }
    await rebuild.commit();
    expect(verifyIndex(folder)).toMatchObject({ ok: true, segments: 1, documents: 3, findings: [] });
    for (let number = 0; number < 20; number++) {
      await engine.update({ upsert: [article({ id: `d${number % 5}`, title: `Update ${number}` })], remove: ['r1'] });
    }
    await publish(engine, [article({ id: 'last', title: 'Last' })]);
    expect(verifyIndex(folder)).toMatchObject({ ok: true, generations: 2, documents: 8, findings: [] });
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([/manifest$/, /\.seg$/, /\.live$/])(
  'an index that lacks a file that it names (%s) is damaged, and mended by a rebuild',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-lacking-'));
    const settings = { synonyms: [] };
    const first = await openEmbeddedEngine({ folder, settings });
    await publish(first, [article({ id: 'a' }), article({ id: 'b' })]);
    await first.update({ upsert: [article({ id: 'c' })], remove: ['a'] });
    await first.close();
    const [file] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => name.test(one));
    rmSync(join(folder, file!));
    const engine = await openEmbeddedEngine({ folder, settings });
    try {
      await expect(engine.search(query())).rejects.toMatchObject({ code: 'index_damaged' });
      await expect(engine.update({ upsert: [article({ id: 'd' })], remove: ['b'] })).rejects.toMatchObject({
        code: 'index_damaged',
      });
      expect((await engine.health()).ok).toBe(false);
      expect(verifyIndex(folder).ok).toBe(false);
      await publish(engine, [article({ id: 'e' })]);
      expect(await engine.search(query())).toMatchObject({ totalHits: 1 });
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test('one that has been closed says so, as every engine does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-closed-'));
  const engine = await openEmbeddedEngine({ folder, settings: { synonyms: [] } });
  await publish(engine, [article({ id: 'a' })]);
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
  for (const asked of [engine.search(query()), engine.generations(), engine.update({ upsert: [], remove: ['a'] })])
    await expect(asked).rejects.toMatchObject({ code: 'engine_unavailable' });
});
