import assert from 'node:assert/strict';
import type { Filters } from '../../core/query.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import type { SearchReader } from '../port.ts';
import { article, exactly, NOW, publish, query } from './build.ts';
import { count } from './brute-force.ts';
import type { ReadCase, WriteCase } from './case.ts';
import { assertFinds, idsOf } from './case.ts';
import { scanAll } from './looking-up.ts';

const SCOPE: Filters = { facets: { publisher: { include: ['Gazette', 'none'], exclude: [] } } };

/** A key that is restricted to some articles sees nothing of the others, through no method. */
export const scoping: readonly ReadCase[] = [
  {
    title: 'scope: narrows hits, totals, facets and histogram',
    run: async ({ reader, documents }) => {
      const search = query({ scope: SCOPE, facets: FACET_NAMES, histogram: 'year' });
      const result = await reader.search(search);
      const expected = count(documents, search);
      assertFinds(
        result,
        expected.found.map(({ id }) => id),
      );
      assert.deepEqual(result.facets, expected.facets);
      assert.deepEqual(result.histogram, expected.histogram);
    },
  },
  {
    title: 'scope: is not widened by a filter on the same facet',
    run: async ({ reader }) => {
      const filters = { facets: { publisher: { include: ['Port B'], exclude: [] } } };
      const result = await reader.search(query({ scope: SCOPE, filters, facets: ['publisher'] }));
      assertFinds(result, []);
      assert.ok(result.facets.publisher!.every(({ value, count: counted }) => value !== 'Port B' || counted === 0));
    },
  },
  {
    title: 'scope: holds for dates too',
    run: async ({ reader }) => {
      const result = await reader.search(query({ scope: { facets: {}, undated: 'only' }, histogram: 'year' }));
      assertFinds(result, ['undated']);
      assert.deepEqual(result.histogram!.buckets, []);
    },
  },
  {
    title: 'scope: hides an article from get, related and scan',
    run: async ({ reader, documents }) => {
      assert.equal(await reader.get('report-01', { scope: SCOPE, now: NOW }), null);
      assert.notEqual(await reader.get('sahel', { scope: SCOPE, now: NOW }), null);
      assert.deepEqual(await reader.related('report-01', 5, { scope: SCOPE, now: NOW }), []);
      const seen = await scanAll(reader, query({ scope: SCOPE }), 100);
      assert.equal(seen.length, count(documents, query({ scope: SCOPE })).found.length);
      for (const hit of await reader.related('sahel', 50, { scope: SCOPE, now: NOW })) {
        assert.ok(['Gazette', undefined].includes(hit.document.publisher), hit.document.id);
      }
    },
  },
  {
    title: 'scope: hides words and titles from suggestions, values from facet search',
    run: async ({ reader }) => {
      assert.deepEqual(
        await reader.suggest('harbo', 5, {
          scope: { facets: { language: { include: ['fr'], exclude: [] } } },
          now: NOW,
        }),
        [],
      );
      const values = await reader.facetValues({
        facet: 'organisation',
        query: query({ scope: SCOPE }),
        contains: 'line',
        values: ['Line 01'],
        limit: 10,
      });
      assert.deepEqual(values, []);
    },
  },
];

const LATER = NOW + 3_600_000;
const EMBARGOED = [
  article({ id: 'open', title: 'An open story', body: 'Everyone reads about the embargo.', countries: ['FR'] }),
  article({
    id: 'secret',
    title: 'A secretive story',
    body: 'Nobody reads about the embargo yet.',
    countries: ['FR', 'DE'],
    organisations: ['Hidden Office'],
    date: '2026-01-01',
    embargoUntil: new Date(LATER).toISOString(),
  }),
];

async function sees(reader: SearchReader, now: number): Promise<boolean> {
  const answers = [
    idsOf(await reader.search({ ...exactly('embargo'), now })).includes('secret'),
    idsOf(await reader.search(query({ now }))).includes('secret'),
    (await reader.search(query({ now, facets: ['country'] }))).facets.country!.some(({ value }) => value === 'DE'),
    (await reader.search(query({ now, histogram: 'year' }))).histogram!.buckets.length > 0,
    (await reader.get('secret', { now })) !== null,
    (await reader.suggest('secreti', 5, { now })).length > 0,
    (
      await reader.facetValues({
        facet: 'organisation',
        query: query({ now }),
        contains: 'hidden',
        values: [],
        limit: 5,
      })
    ).length > 0,
    (await scanAll(reader, query({ now }), 10)).length === 2,
    (await reader.related('secret', 5, { now })).length > 0,
    (await reader.related('open', 5, { now })).length > 0,
  ];
  assert.equal(new Set(answers).size, 1, `some see it and some do not: ${answers.join(' ')}`);
  return answers[0]!;
}

export const embargoes: readonly WriteCase[] = [
  {
    title: 'embargo: hides an article from every method until its time has come',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, EMBARGOED);
      assert.equal(await sees(engine, LATER - 1), false);
      assert.equal(await sees(engine, LATER), true);
    },
  },
  {
    title: 'embargo: the revision rises when it lapses, and not before',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, EMBARGOED);
      const revision = async (now: number): Promise<number> => (await engine.search(query({ now }))).revision;
      assert.equal(await revision(NOW), await revision(LATER - 1));
      assert.ok((await revision(LATER)) > (await revision(LATER - 1)));
    },
  },
  {
    title: 'embargo: the revision never falls, whatever is removed',
    run: async ({ open }) => {
      const { engine } = await open();
      await publish(engine, EMBARGOED);
      const before = (await engine.search(query({ now: LATER }))).revision;
      await engine.update({ upsert: [], remove: ['secret'] });
      assert.ok((await engine.search(query({ now: LATER }))).revision > before);
    },
  },
  {
    title: 'embargo: an update may set and lift it',
    run: async ({ open }) => {
      const { engine } = await open();
      const [first, second] = EMBARGOED as [(typeof EMBARGOED)[0], (typeof EMBARGOED)[0]];
      const { embargoUntil, ...lifted } = second;
      await publish(engine, [first, lifted]);
      assert.equal(await sees(engine, NOW), true);
      await engine.update({ upsert: [{ ...lifted, embargoUntil: embargoUntil! }], remove: [] });
      assert.equal(await sees(engine, NOW), false);
      await engine.update({ upsert: [lifted], remove: [] });
      assert.equal(await sees(engine, NOW), true);
    },
  },
];
