import assert from 'node:assert/strict';
import { query, text } from './build.ts';
import { count } from './brute-force.ts';
import type { ReadCase } from './case.ts';
import { assertFinds, idsOf } from './case.ts';

/** What happens when few articles hold all words. */
export const relaxing: readonly ReadCase[] = [
  {
    title: 'relaxes to the best matches when few articles hold all words, and says so',
    run: async ({ reader }) => {
      const result = await reader.search(query({ text: text('zeppelin crosses harbour nosuchword') }));
      assert.ok(result.totalHits > 0, 'nothing found');
      assert.ok(
        result.notices.some(({ code }) => code === 'relaxed'),
        'no notice',
      );
      assert.equal(idsOf(result)[0], 'old');
    },
  },
  {
    title: 'tells which words no article holds, and no others, where it knows',
    run: async ({ reader }) => {
      const relaxedOf = async (typed: string): Promise<readonly string[] | undefined> =>
        (await reader.search(query({ text: text(typed) }))).notices.find(({ code }) => code === 'relaxed')?.words;
      const nowhere = await relaxedOf('zeppelin crosses harbour nosuchword');
      assert.deepEqual(nowhere ?? ['nosuchword'], ['nosuchword']);
      assert.equal(await relaxedOf('zeppelin crosses harbour report'), undefined);
    },
  },
  {
    title: 'puts the articles with all words first when it relaxes',
    run: async ({ reader }) => {
      const result = await reader.search(query({ text: text('resolution council votes'), hitsPerPage: 5 }));
      assert.equal(idsOf(result)[0], 'numbers');
    },
  },
  {
    title: 'does not relax when it is told not to',
    run: async ({ reader }) => {
      const result = await reader.search(query({ text: text('zeppelin crosses nosuchword'), relax: false }));
      assertFinds(result, []);
      assert.deepEqual(
        result.notices.filter(({ code }) => code === 'relaxed'),
        [],
      );
    },
  },
  {
    title: 'does not relax when enough articles hold all words',
    run: async ({ reader, documents }) => {
      const search = query({ text: text('harbour report') });
      const result = await reader.search(search);
      assert.equal(result.totalHits, count(documents, search).found.length);
      assert.deepEqual(
        result.notices.filter(({ code }) => code === 'relaxed'),
        [],
      );
    },
  },
  {
    title: 'never brings back what is excluded when it relaxes',
    run: async ({ reader }) => {
      const result = await reader.search(query({ text: text('zeppelin harbour nosuchword -crosses') }));
      assert.ok(!idsOf(result).includes('old'));
    },
  },
  {
    title: 'relaxes by the text alone, so that a facet value counts what selecting it shows',
    run: async ({ reader }) => {
      const search = query({ text: text('harbour ship zeppelin nosuchword'), facets: ['country'] });
      const { facets } = await reader.search(search);
      assert.ok(facets.country!.length > 1);
      for (const { value, count: counted } of facets.country!) {
        const filters = { facets: { country: { include: [value], exclude: [] } } };
        assert.equal((await reader.search({ ...search, filters })).totalHits, counted, value);
      }
    },
  },
];
