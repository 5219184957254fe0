import assert from 'node:assert/strict';
import { article, publish, query } from './build.ts';
import type { WriteCase } from './case.ts';
import { assertFinds, assertRejects } from './case.ts';

const FIRST = [article({ id: 'a', title: 'First one', countries: ['FR'] }), article({ id: 'b', title: 'First two' })];
const SECOND = [
  article({ id: 'b', title: 'Second one' }),
  article({ id: 'c', title: 'Second two', countries: ['DE'] }),
];

/** From one generation to the next and back, over restarts and under load. */
export const switching: readonly WriteCase[] = [
  {
    title: 'generations are listed newest first, one of them live, older ones dropped',
    run: async ({ open }) => {
      const { engine } = await open({ keepGenerations: 2 });
      const made: string[] = [];
      for (const round of [1, 2, 3, 4]) {
        made.push(
          await publish(
            engine,
            Array.from({ length: round }, (_, n) => article({ id: `d${n}` })),
          ),
        );
      }
      const kept = await engine.generations();
      assert.deepEqual(
        kept.map(({ id, documents, live }) => ({ id, documents, live })),
        [
          { id: made[3], documents: 4, live: true },
          { id: made[2], documents: 3, live: false },
          { id: made[1], documents: 2, live: false },
        ],
      );
      for (const { createdAt } of kept) assert.ok(Math.abs(Date.now() - Date.parse(createdAt)) < 600_000, createdAt);
    },
  },
  {
    title: 'rollback makes a kept generation live again, and forward once more',
    run: async ({ open }) => {
      const { engine } = await open();
      const first = await publish(engine, FIRST);
      const second = await publish(engine, SECOND);
      await engine.rollback(first);
      const back = await engine.search(query());
      assertFinds(back, ['a', 'b']);
      assert.equal(back.generation, first);
      assert.equal((await engine.generations()).find(({ live }) => live)?.id, first);
      await engine.rollback(second);
      assertFinds(await engine.search(query()), ['b', 'c']);
      await assertRejects(engine.rollback('nosuchgeneration'), 'not_found');
      assertFinds(await engine.search(query()), ['b', 'c']);
    },
  },
  {
    title: 'the generation that was live before the next is kept, however old the one is that was gone back to',
    run: async ({ open }) => {
      const { engine } = await open({ keepGenerations: 2 });
      const [first] = [await publish(engine, FIRST), await publish(engine, SECOND)];
      const third = await publish(engine, SECOND);
      await engine.rollback(first);
      const fourth = await publish(engine, SECOND);
      assert.deepEqual(new Set((await engine.generations()).map(({ id }) => id)), new Set([fourth, third, first]));
      await engine.rollback(first);
      assertFinds(await engine.search(query()), ['a', 'b']);
    },
  },
  {
    title: 'a reopened engine has what was committed and nothing of what was not',
    run: async ({ open }) => {
      const { engine, reopen } = await open();
      const generation = await publish(engine, FIRST);
      const rebuild = await engine.startRebuild();
      await rebuild.add(SECOND);
      await rebuild.discard();
      await engine.close();
      const again = await reopen();
      const result = await again.search(query());
      assertFinds(result, ['a', 'b']);
      assert.equal(result.generation, generation);
      await publish(again, SECOND);
      assertFinds(await again.search(query()), ['b', 'c']);
    },
  },
  {
    title: 'searches during a rebuild see one generation, whole',
    run: async ({ open }) => {
      const { engine } = await open();
      const generationOf = new Map<string, number>();
      const documents = (round: number) =>
        Array.from({ length: 20 + round }, (_, n) =>
          article({ id: `r${n}`, title: `Round ${round}`, section: `s${round}`, countries: [`C${round}`] }),
        );
      generationOf.set(await publish(engine, documents(0)), 0);
      let stop = false;
      const reader = async (): Promise<number> => {
        let answers = 0;
        while (!stop) {
          const filters = { facets: { language: { include: ['en'], exclude: [] } } };
          const result = await engine.search(query({ facets: ['country', 'language'], filters }));
          const sections = new Set(result.hits.map((hit) => hit.document.section));
          assert.equal(sections.size, 1, 'hits of two generations');
          const round = Number([...sections][0]!.slice(1));
          assert.equal(result.totalHits, 20 + round);
          assert.deepEqual(result.facets.country, [{ value: `C${round}`, count: 20 + round }]);
          assert.deepEqual(result.facets.language, [{ value: 'en', count: 20 + round }]);
          assert.equal(generationOf.get(result.generation) ?? round, round);
          answers++;
          await new Promise((resolve) => setImmediate(resolve));
        }
        return answers;
      };
      const readers = Promise.all([reader(), reader()]);
      readers.catch(() => (stop = true));
      for (const round of [1, 2, 3]) generationOf.set(await publish(engine, documents(round)), round);
      stop = true;
      for (const answers of await readers) assert.ok(answers > 0);
    },
  },
];
