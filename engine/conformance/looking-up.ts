import assert from 'node:assert/strict';
import type { ArticleDocument } from '../../core/document.ts';
import { fold } from '../../core/text.ts';
import type { SearchQuery } from '../../core/query.ts';
import type { SearchReader } from '../port.ts';
import { ALL, exactly, query, text } from './build.ts';
import { count } from './brute-force.ts';
import type { ReadCase } from './case.ts';
import { assertRejects } from './case.ts';

/** All documents of a scan, page after page. */
export async function scanAll(reader: SearchReader, search: SearchQuery, limit: number): Promise<ArticleDocument[]> {
  const found: ArticleDocument[] = [];
  let cursor: string | undefined;
  do {
    const page = await reader.scan(search, cursor, limit);
    assert.ok(page.documents.length <= limit);
    found.push(...page.documents);
    cursor = page.nextCursor;
    assert.ok(found.length < 10_000, 'the scan does not end');
  } while (cursor !== undefined);
  return found;
}

const byId = (a: ArticleDocument, b: ArticleDocument): number => (a.id < b.id ? -1 : 1);

const getting: readonly ReadCase[] = [
  {
    title: 'get: gives the whole document',
    run: async ({ reader, documents }) => {
      for (const document of documents) assert.deepEqual(await reader.get(document.id, ALL), document);
    },
  },
  ...['nosuchid', '', '../etc', 'iraq-mission" OR id EXISTS', 'IRAQ-MISSION', 'ü', 'x'.repeat(600)].map(
    (id): ReadCase => ({
      title: `get: knows no article ${JSON.stringify(id.slice(0, 30))}`,
      run: async ({ reader }) => assert.equal(await reader.get(id, ALL), null),
    }),
  ),
];

/** Folded it has fifteen hundred letters, more than an engine may take for the beginning of a word, a part of one, or one that is mistyped. */
const LONG_WHEN_FOLDED = 'ﷺ'.repeat(100);

const suggesting: readonly ReadCase[] = [
  {
    title: 'suggest, facet values, search: what is very long when folded is looked for like anything else',
    run: async ({ reader }) => {
      await reader.suggest(LONG_WHEN_FOLDED, 8, ALL);
      await reader.search(query({ text: text(`${LONG_WHEN_FOLDED}*`) }));
      const wanted = { query: query(), contains: LONG_WHEN_FOLDED, values: [], limit: 8 };
      assert.deepEqual(await reader.facetValues({ facet: 'organisation', ...wanted }), []);
    },
  },
  {
    title: 'suggest: completes words',
    run: async ({ reader }) => {
      const words = (await reader.suggest('zepp', 8, ALL)).filter(({ kind }) => kind === 'word');
      assert.ok(
        words.some((one) => fold(one.text) === 'zeppelin'),
        JSON.stringify(words),
      );
    },
  },
  {
    title: 'suggest: completes titles, and names the article',
    run: async ({ reader }) => {
      const titles = (await reader.suggest('drought', 8, ALL)).filter(({ kind }) => kind === 'title');
      assert.deepEqual(titles, [{ kind: 'title', text: 'Drought deepens in the Sahel', id: 'sahel' }]);
    },
  },
  {
    title: 'suggest: understands diacritics left out',
    run: async ({ reader }) => {
      const found = await reader.suggest('turki', 8, ALL);
      assert.ok(found.some((one) => fold(one.text).includes('turkiye')));
    },
  },
  {
    title: 'suggest: keeps to the limit',
    run: async ({ reader }) => {
      assert.ok((await reader.suggest('s', 3, ALL)).length <= 3);
      assert.equal((await reader.suggest('harb', 1, ALL)).length, 1);
    },
  },
  ...['', '   ', '"', '-', '🎉', 'nosuchword', '\\'].map((typed): ReadCase => ({
    title: `suggest: has nothing to say to ${JSON.stringify(typed)}`,
    run: async ({ reader }) => assert.deepEqual(await reader.suggest(typed, 8, ALL), []),
  })),
];

const facetValues = (
  title: string,
  request: Partial<Parameters<SearchReader['facetValues']>[0]>,
  expected: readonly (readonly [string, number])[],
): ReadCase => ({
  title: `facet values: ${title}`,
  run: async ({ reader }) => {
    const found = await reader.facetValues({
      facet: 'organisation',
      query: query(),
      contains: '',
      values: [],
      limit: 10,
      ...request,
    });
    assert.deepEqual(
      found.map(({ value, count: counted }) => [value, counted]),
      expected,
    );
  },
});

const searchingFacets: readonly ReadCase[] = [
  facetValues('holds what is typed, folded', { contains: 'NATIONS' }, [['United Nations', 3]]),
  facetValues('holds it anywhere', { contains: 'food' }, [['World Food Programme', 1]]),
  facetValues('knows a value by its alias', { contains: 'zz', values: ['NATO', 'No Such'] }, [['NATO', 3]]),
  facetValues('counts under the search', { contains: 'nat', query: exactly('resolution') }, [['United Nations', 1]]),
  facetValues(
    'ignores its own filter',
    {
      contains: 'nations',
      query: query({ filters: { facets: { organisation: { include: ['NATO'], exclude: [] } } } }),
    },
    [['United Nations', 3]],
  ),
  facetValues(
    'respects the filters of others',
    { contains: 'nations', query: query({ filters: { facets: { country: { include: ['SY'], exclude: [] } } } }) },
    [['United Nations', 1]],
  ),
  facetValues('most frequent first, ties by value, up to the limit', { contains: 'line', limit: 3 }, [
    ['Line 01', 3],
    ['Line 02', 3],
    ['Line 04', 3],
  ]),
  facetValues('quotes and operators are text', { facet: 'publisher', contains: '" \\ co or' }, [
    [`O'Brien "News" \\ Co OR language = 'en'`, 1],
  ]),
  facetValues('nothing holds it', { contains: 'nosuchvalue' }, []),
];

const relating: readonly ReadCase[] = [
  {
    title: 'related: finds articles on the same matter, itself left out',
    run: async ({ reader }) => {
      const found = (await reader.related('iraq-mission', 5, ALL)).map((hit) => hit.document.id);
      assert.ok(found.length > 0 && found.length <= 5);
      assert.ok(!found.includes('iraq-mission'));
      assert.equal(new Set(found).size, found.length);
    },
  },
  {
    title: 'related: has no highlights',
    run: async ({ reader }) => {
      for (const hit of await reader.related('report-01', 3, ALL)) {
        assert.deepEqual([hit.titleRanges, hit.snippets], [[], []]);
      }
    },
  },
  {
    title: 'related: an unknown article has none',
    run: async ({ reader }) => assert.deepEqual(await reader.related('nosuchid', 3, ALL), []),
  },
];

const scanning: readonly ReadCase[] = [
  ...([1, 7, 1_000] as const).map((limit): ReadCase => ({
    title: `scan: gives every document once, whole, ${limit} at a time`,
    run: async ({ reader, documents }) => {
      const found = await scanAll(reader, query(), limit);
      assert.deepEqual(found.toSorted(byId), documents.toSorted(byId));
    },
  })),
  {
    title: 'scan: gives what a search finds, by text and filters',
    run: async ({ reader, documents }) => {
      const filters = { facets: { publisher: { include: ['Port B'], exclude: [] } } };
      const search = exactly('harbour -fog', { filters });
      const found = await scanAll(reader, search, 4);
      assert.deepEqual(found.toSorted(byId), count(documents, search).found.toSorted(byId));
    },
  },
  {
    title: 'scan: gives as many as a relaxed search counts',
    run: async ({ reader }) => {
      const search = query({ text: text('zeppelin harbour nosuchword') });
      const found = await scanAll(reader, search, 10);
      assert.equal(found.length, (await reader.search(search)).totalHits);
    },
  },
  {
    title: 'scan: a cursor that is not ours is refused',
    run: async ({ reader }) => assertRejects(reader.scan(query(), 'garbage', 10), 'invalid_parameter'),
  },
];

export const lookingUp: readonly ReadCase[] = [...getting, ...suggesting, ...searchingFacets, ...relating, ...scanning];
