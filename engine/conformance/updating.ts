import assert from 'node:assert/strict';
import { ALL, NOW, article, exactly, publish, query } from './build.ts';
import { count } from './brute-force.ts';
import type { WriteCase } from './case.ts';
import { assertFinds, assertRejects, idsOf } from './case.ts';

const TWO = [
  article({ id: 'a', title: 'Alpha story', countries: ['FR'], date: '2020-01-01' }),
  article({ id: 'b', title: 'Bravo story', countries: ['DE'] }),
];

export const updating: readonly WriteCase[] = [
  {
    title: 'an article added is found at once',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, TWO);
      await engine.update({ upsert: [article({ id: 'c', title: 'Charlie', countries: ['FR'] })], remove: [] });
      assertFinds(await engine.search(exactly('charlie')), ['c']);
      const { facets } = await engine.search(query({ facets: ['country'] }));
      assert.deepEqual(facets.country![0], { value: 'FR', count: 2 });
    },
  },
  {
    title: 'an article changed is found by its new words only, with its new facets only',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, TWO);
      const changed = article({ id: 'a', title: 'Omega story', countries: ['IT'] });
      await engine.update({ upsert: [changed], remove: [] });
      assertFinds(await engine.search(exactly('alpha')), []);
      assertFinds(await engine.search(exactly('omega')), ['a']);
      const result = await engine.search(query({ facets: ['country'], histogram: 'year' }));
      assert.deepEqual(result.facets, count([changed, TWO[1]!], query({ facets: ['country'] })).facets);
      assert.deepEqual(result.histogram!.buckets, []);
      assert.deepEqual(await engine.get('a', ALL), changed);
    },
  },
  {
    title: 'an article removed is gone from everywhere',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, TWO);
      await engine.update({ upsert: [], remove: ['a', 'nosuchid'] });
      assertFinds(await engine.search(exactly('story')), ['b']);
      assertFinds(await engine.search(query()), ['b']);
      assert.equal(await engine.get('a', ALL), null);
      assert.deepEqual(await engine.suggest('alph', 5, ALL), []);
      assert.deepEqual((await engine.search(query({ facets: ['country'] }))).facets.country, [
        { value: 'DE', count: 1 },
      ]);
      assert.equal((await engine.generations())[0]!.documents, 1);
    },
  },
  {
    title: 'the state told is that of the answers, before and after an update, a lapsed embargo and a rebuild',
    run: async ({ open }) => {
      const { engine } = await open();
      const until = new Date(NOW + 1_000).toISOString();
      const told = async (now: number): Promise<string> => {
        const { generation, revision } = await engine.state(now);
        const answer = await engine.search(query({ now }));
        assert.deepEqual({ generation, revision }, { generation: answer.generation, revision: answer.revision });
        return `${generation}/${revision}`;
      };
      await assertRejects(engine.state(NOW), 'index_missing');
      await publish(engine, [...TWO, article({ id: 'later', title: 'Later story', embargoUntil: until })]);
      const states = [await told(NOW), await told(NOW + 1_001)];
      await engine.update({ upsert: [], remove: ['b'] });
      states.push(await told(NOW + 1_001));
      await publish(engine, TWO);
      states.push(await told(NOW + 1_001));
      assert.equal(new Set(states).size, states.length);
    },
  },
  {
    title: 'an id in both lists is removed, then added',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, TWO);
      const fresh = article({ id: 'a', title: 'Fresh' });
      await engine.update({ upsert: [fresh], remove: ['a'] });
      assert.deepEqual(await engine.get('a', ALL), fresh);
    },
  },
  {
    title: 'the revision rises with every update, the generation stays',
    run: async ({ open }) => {
      const { engine } = await open();
      const generation = await publish(engine, TWO);
      const before = (await engine.search(query())).revision;
      const first = await engine.update({ upsert: [TWO[0]!], remove: [] });
      const second = await engine.update({ upsert: [], remove: ['b'] });
      const after = await engine.search(query());
      assert.ok(before < first.revision && first.revision < second.revision);
      assert.equal(after.revision, second.revision);
      assert.equal(after.generation, generation);
    },
  },
  {
    title: 'many updates at once are all there',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, TWO);
      const ids = Array.from({ length: 12 }, (_, n) => `n${n}`);
      await Promise.all(
        ids.map((id) => engine.update({ upsert: [article({ id, title: `Number ${id}` })], remove: [] })),
      );
      assert.deepEqual(idsOf(await engine.search(query())).sort(), ['a', 'b', ...ids].sort());
    },
  },
  {
    title: 'an update survives a restart',
    run: async ({ open }) => {
      const { engine, reopen } = await open();
      await publish(engine, TWO);
      const { revision } = await engine.update({ upsert: [article({ id: 'c', title: 'Charlie' })], remove: ['b'] });
      await engine.close();
      const again = await reopen();
      const result = await again.search(query());
      assertFinds(result, ['a', 'c']);
      assert.equal(result.revision, revision);
    },
  },
  {
    title: 'an update while a rebuild is open changes the live generation alone',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, TWO);
      const rebuild = await engine.startRebuild();
      await rebuild.add(TWO);
      await engine.update({ upsert: [article({ id: 'live', title: 'Live' })], remove: ['a'] });
      assertFinds(await engine.search(query()), ['b', 'live']);
      await rebuild.commit();
      assertFinds(await engine.search(query()), ['a', 'b']);
    },
  },
  {
    title: 'a scan under which the index changes fails, and mixes nothing',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, [...TWO, article({ id: 'c' }), article({ id: 'd' })]);
      const first = await engine.scan(query(), undefined, 2);
      assert.equal(first.documents.length, 2);
      await engine.update({ upsert: [], remove: ['a'] });
      const second = engine.scan(query(), first.nextCursor, 2);
      await second.then(
        (page) => {
          const seen = [...first.documents, ...page.documents].map(({ id }) => id).sort();
          assert.deepEqual(seen, ['a', 'b', 'c', 'd'], 'neither the old state nor a conflict');
        },
        () => assertRejects(second, 'conflict'),
      );
    },
  },
];
