import assert from 'node:assert/strict';
import { ALL, article, exactly, NOW, publish, query, text } from './build.ts';
import type { WriteCase } from './case.ts';
import { assertFinds, assertRejects } from './case.ts';

export const failing: readonly WriteCase[] = [
  {
    title: 'a caller who has given up gets `aborted`, and the engine goes on',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, [article({ id: 'a', title: 'Alpha' })]);
      const signal = AbortSignal.abort();
      await assertRejects(engine.search(query(), { signal }), 'aborted');
      await assertRejects(engine.get('a', ALL, { signal }), 'aborted');
      await assertRejects(engine.suggest('alph', 3, ALL, { signal }), 'aborted');
      await assertRejects(engine.related('a', 3, ALL, { signal }), 'aborted');
      const values = { facet: 'country', query: query(), contains: '', values: [], limit: 3 } as const;
      await assertRejects(engine.facetValues(values, { signal }), 'aborted');
      await assertRejects(engine.state(NOW, { signal }), 'aborted');
      await assertRejects(engine.scan(query(), undefined, 3, { signal }), 'aborted');
      assertFinds(await engine.search(exactly('alpha')), ['a']);
    },
  },
  {
    title: 'an unused signal does no harm',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, [article({ id: 'a', title: 'Alpha' })]);
      const controller = new AbortController();
      assertFinds(await engine.search(query(), { signal: controller.signal }), ['a']);
      controller.abort();
      assertFinds(await engine.search(query()), ['a']);
    },
  },
  {
    title: 'health tells how it is, with or without an index',
    run: async ({ open }) => {
      const { engine } = await open();
      assert.equal((await engine.health()).ok, true);
      await publish(engine, [article({ id: 'a' })]);
      const health = await engine.health();
      assert.equal(health.ok, true);
      assert.ok(!/https?:|127\.0\.0\.1|localhost/.test(health.detail), 'tells a host');
    },
  },
  {
    title: 'closing waits for a search under way, also for one that is relaxed and asks more than once',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, [article({ id: 'a', title: 'Alpha beta gamma', body: 'Delta.' })]);
      const searching = engine.search(query({ text: text('alpha beta delta nosuchword') }));
      const closing = engine.close();
      assertFinds(await searching, ['a']);
      await closing;
    },
  },
  {
    title: 'closing twice is fine',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, [article({ id: 'a' })]);
      await engine.close();
      await engine.close();
    },
  },
  {
    title: 'documents at the edge of what is allowed are kept whole',
    run: async ({ open }) => {
      const { engine } = await open();
      const edge = [
        article({ id: 'A-_0', title: '', body: '' }),
        article({ id: 'x'.repeat(64), title: '\u0000\u2028"\\', body: '\ud83c\udf89 \u0301 \r\n\t' }),
        article({
          id: '0',
          title: 'x'.repeat(1_000),
          body: 'needle '.repeat(3_000),
          countries: Array.from({ length: 200 }, (_, n) => `c${n}`),
        }),
        article({
          id: 'odd',
          date: '0001-01-01',
          organisations: ['a'.repeat(200), ' padded ', 'Nato', 'NATO', 'é', 'e\u0301'],
        }),
        article({ id: 'far', date: '9999-12-31', datePrecision: 'year' }),
      ];
      await publish(engine, edge);
      for (const document of edge) assert.deepEqual(await engine.get(document.id, ALL), document);
      assertFinds(await engine.search(exactly('needle')), ['0']);
      const { facets } = await engine.search(query({ facets: ['organisation', 'country'], facetLimit: 500 }));
      assert.equal(facets.country!.length, 201);
      assert.deepEqual(
        facets.organisation!.map(({ value }) => value).sort(),
        ['none', ...edge[3]!.organisations].sort(),
      );
      for (const value of edge[3]!.organisations) {
        const filters = { facets: { organisation: { include: [value], exclude: [] } } };
        assertFinds(await engine.search(query({ filters })), ['odd']);
      }
    },
  },
];
