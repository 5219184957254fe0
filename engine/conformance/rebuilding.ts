import assert from 'node:assert/strict';
import type { Engine } from '../port.ts';
import { ALL, article, exactly, publish, query } from './build.ts';
import type { WriteCase } from './case.ts';
import { assertFinds, assertRejects } from './case.ts';

const FIRST = [article({ id: 'a', title: 'First one', countries: ['FR'] }), article({ id: 'b', title: 'First two' })];
const SECOND = [
  article({ id: 'b', title: 'Second one' }),
  article({ id: 'c', title: 'Second two', countries: ['DE'] }),
];

async function titles(engine: Engine): Promise<string[]> {
  return (await engine.search(query())).hits.map((hit) => hit.document.title).sort();
}

export const rebuilding: readonly WriteCase[] = [
  {
    title: 'nothing is published before the first commit',
    run: async ({ open }) => {
      const { engine } = await open();
      await assertRejects(engine.search(query()), 'index_missing');
      await assertRejects(engine.get('a', ALL), 'index_missing');
      await assertRejects(engine.update({ upsert: FIRST, remove: [] }), 'index_missing');
      assert.deepEqual(await engine.generations(), []);
      const rebuild = await engine.startRebuild();
      await rebuild.add(FIRST);
      await assertRejects(engine.search(query()), 'index_missing');
      await rebuild.commit();
      assert.deepEqual(await titles(engine), ['First one', 'First two']);
    },
  },
  {
    title: 'a run of letters without end is no reason to refuse an article, and its other words are found',
    run: async ({ open }) => {
      const { engine } = await open();
      const endless = article({ id: 'a', title: 'Attachment', body: `before ${'Qk'.repeat(200_000)} after` });
      await publish(engine, [endless, ...SECOND]);
      assertFinds(await engine.search(exactly('before after')), ['a']);
      assert.deepEqual(await engine.get('a', ALL), endless);
    },
  },
  {
    title: 'a rebuild is invisible until it is committed, then whole',
    run: async ({ open }) => {
      const { engine } = await open();
      const generation = await publish(engine, FIRST);
      const rebuild = await engine.startRebuild();
      await rebuild.add(SECOND);
      const before = await engine.search(query({ facets: ['country'] }));
      assertFinds(before, ['a', 'b']);
      assert.equal(before.generation, generation);
      assert.ok(before.facets.country!.every(({ value }) => value !== 'DE'));
      await rebuild.commit();
      const after = await engine.search(query());
      assertFinds(after, ['b', 'c']);
      assert.equal(after.generation, rebuild.generation);
      assert.equal(await engine.get('a', ALL), null);
    },
  },
  {
    title: 'add replaces by id, remove takes back, unknown ids are no matter',
    run: async ({ open }) => {
      const { engine } = await open();
      const rebuild = await engine.startRebuild();
      await rebuild.add([...FIRST, ...SECOND]);
      await rebuild.add([article({ id: 'c', title: 'Third' })]);
      await rebuild.remove(['a', 'nosuchid']);
      await rebuild.add([]);
      await rebuild.remove([]);
      await rebuild.commit();
      assert.deepEqual(await titles(engine), ['Second one', 'Third']);
    },
  },
  {
    title: 'what is added after a removal stays',
    run: async ({ open }) => {
      const { engine } = await open();
      const rebuild = await engine.startRebuild();
      await rebuild.add(FIRST);
      await rebuild.remove(['a', 'b']);
      await rebuild.add([article({ id: 'a', title: 'Again' })]);
      await rebuild.commit();
      assert.deepEqual(await titles(engine), ['Again']);
    },
  },
  {
    title: 'a preview shows the candidate, and nobody else sees it',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, FIRST);
      const rebuild = await engine.startRebuild();
      await rebuild.add([SECOND[0]!]);
      const first = await rebuild.preview();
      const found = await first.search(query({ facets: ['country'] }));
      assertFinds(found, ['b']);
      assert.equal(found.generation, rebuild.generation);
      await rebuild.add([SECOND[1]!]);
      const second = await rebuild.preview();
      assertFinds(await second.search(exactly('second')), ['b', 'c']);
      assert.equal((await second.get('c', ALL))?.title, 'Second two');
      assertFinds(await engine.search(query()), ['a', 'b']);
      await rebuild.discard();
      assertFinds(await engine.search(query()), ['a', 'b']);
    },
  },
  {
    title: 'a discarded rebuild leaves no trace, and a new one may start',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, FIRST);
      const rebuild = await engine.startRebuild();
      await rebuild.add(SECOND);
      await rebuild.discard();
      await rebuild.discard();
      assert.equal((await engine.generations()).length, 1);
      assertFinds(await engine.search(query()), ['a', 'b']);
      const next = await engine.startRebuild();
      assertFinds(await (await addTo(next, [SECOND[1]!])).search(query()), ['c']);
      await next.discard();
    },
  },
  {
    title: 'discard after commit does nothing',
    run: async ({ open }) => {
      const { engine } = await open();
      const rebuild = await engine.startRebuild();
      await rebuild.add(FIRST);
      await rebuild.commit();
      await rebuild.discard();
      assertFinds(await engine.search(query()), ['a', 'b']);
    },
  },
  {
    title: 'only one rebuild may be open',
    run: async ({ open }) => {
      const { engine } = await open();
      const rebuild = await engine.startRebuild();
      await assertRejects(engine.startRebuild(), 'conflict');
      await rebuild.discard();
      await (await engine.startRebuild()).discard();
    },
  },
  {
    title: 'an empty rebuild is refused and the old generation stays',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, FIRST);
      const rebuild = await engine.startRebuild();
      await assertRejects(rebuild.commit(), 'publish_refused');
      assertFinds(await engine.search(query()), ['a', 'b']);
      await rebuild.add(FIRST);
      await rebuild.remove(['a', 'b']);
      await assertRejects(rebuild.commit(), 'publish_refused');
      await rebuild.discard();
      assertFinds(await engine.search(query()), ['a', 'b']);
    },
  },
  {
    title: 'an empty rebuild is published when that is meant',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, FIRST);
      const rebuild = await engine.startRebuild();
      await rebuild.commit({ allowEmpty: true });
      const result = await engine.search(query({ facets: ['country'], histogram: 'auto' }));
      assertFinds(result, []);
      assert.deepEqual(result.facets, { country: [] });
      assert.equal(result.generation, rebuild.generation);
    },
  },
];

async function addTo(rebuild: Awaited<ReturnType<Engine['startRebuild']>>, documents: typeof FIRST) {
  await rebuild.add(documents);
  return rebuild.preview();
}
