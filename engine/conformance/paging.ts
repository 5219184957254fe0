import assert from 'node:assert/strict';
import { exactly, query } from './build.ts';
import { count } from './brute-force.ts';
import type { ReadCase } from './case.ts';
import { assertRejects, idsOf } from './case.ts';

/** Ids of all hits, cursor after cursor. */
async function walk(
  reader: Parameters<ReadCase['run']>[0]['reader'],
  search: ReturnType<typeof query>,
): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 200; pages++) {
    const result = await reader.search(cursor === undefined ? search : { ...search, cursor });
    found.push(...idsOf(result));
    if (result.nextCursor === undefined) return found;
    cursor = result.nextCursor;
  }
  return assert.fail('the cursors do not end');
}

export const paging: readonly ReadCase[] = [
  ...(['relevance', 'newest', 'oldest'] as const).map((sort): ReadCase => ({
    title: `pages sorted by ${sort} are the whole, without gap or repeat`,
    run: async ({ reader, documents }) => {
      const search = exactly('report', { sort, hitsPerPage: 7 });
      const total = count(documents, search).found.length;
      const found: string[] = [];
      for (let page = 1; page <= Math.ceil(total / 7); page++) {
        const result = await reader.search({ ...search, page });
        assert.equal(result.totalHits, total);
        found.push(...idsOf(result));
      }
      assert.equal(found.length, total);
      assert.equal(new Set(found).size, total);
      assert.deepEqual(found, idsOf(await reader.search({ ...search, hitsPerPage: 100 })));
    },
  })),
  ...(['relevance', 'newest', 'oldest'] as const).map((sort): ReadCase => ({
    title: `cursors sorted by ${sort} walk through all hits once`,
    run: async ({ reader, documents }) => {
      const found = await walk(reader, query({ sort, hitsPerPage: 9 }));
      assert.equal(new Set(found).size, found.length);
      assert.deepEqual(found.toSorted(), documents.map(({ id }) => id).toSorted());
    },
  })),
  {
    title: 'a cursor continues where the page ended',
    run: async ({ reader }) => {
      const search = exactly('report', { sort: 'newest', hitsPerPage: 5 });
      const first = await reader.search(search);
      const second = await reader.search({ ...search, cursor: first.nextCursor! });
      assert.deepEqual(idsOf(second), idsOf(await reader.search({ ...search, page: 2 })));
      assert.equal(second.totalHits, first.totalHits);
    },
  },
  {
    title: 'there is no cursor after the last hit',
    run: async ({ reader, documents }) => {
      const result = await reader.search(query({ hitsPerPage: documents.length }));
      assert.equal(result.nextCursor, undefined);
      assert.equal(result.hits.length, documents.length);
    },
  },
  {
    title: 'a page after the last is empty and tells the same total',
    run: async ({ reader, documents }) => {
      const result = await reader.search(query({ page: 10, hitsPerPage: 100 }));
      assert.deepEqual(result.hits, []);
      assert.equal(result.totalHits, documents.length);
      assert.equal(result.nextCursor, undefined);
    },
  },
  {
    title: 'the total does not depend on the page size, relaxed or not',
    run: async ({ reader }) => {
      for (const typed of ['harbour', 'zeppelin harbour nosuchword']) {
        const { text } = exactly(typed);
        const totals = await Promise.all(
          [1, 10, 100].map(async (hitsPerPage) => (await reader.search(query({ text, hitsPerPage }))).totalHits),
        );
        assert.equal(new Set(totals).size, 1, `${typed}: ${totals.join(', ')}`);
      }
    },
  },
  {
    title: 'a page too deep is refused',
    run: async ({ reader }) => assertRejects(reader.search(query({ page: 11, hitsPerPage: 100 })), 'page_too_deep'),
  },
  ...['garbage', 'eyJvZmZzZXQiOiJ4In0', '%%%', 'bnVsbA', '💥', 'W10'].map((cursor): ReadCase => ({
    title: `a cursor that is not ours is refused: ${cursor}`,
    run: async ({ reader }) => assertRejects(reader.search(query({ cursor })), 'invalid_parameter'),
  })),
];
