import * as plugin from '@meilisearch/instant-meilisearch';
import { Meilisearch } from 'meilisearch';
import request from 'supertest';
import { expect, onTestFinished, test } from 'vitest';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { article, publish } from '../../engine/conformance/build.ts';
import { NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import { listen } from '../support/listen.ts';
import { asAdmin, IRAQ_KEY, openTestApp, SEARCH_KEY } from '../support/open-test-app.ts';

/** The plugin's own types do not resolve under this project's settings. */
const { instantMeiliSearch } = plugin as unknown as {
  instantMeiliSearch: (
    host: string,
    key: string,
    options?: { primaryKey?: string },
  ) => { searchClient: Record<'search' | 'searchForFacetValues', (requests: object[]) => Promise<unknown>> };
};

interface InstantSearchAnswer {
  results: {
    nbHits: number;
    hits: { objectID: string; title: string; _highlightResult: { title: { value: string } } }[];
    facets: Record<string, Record<string, number>>;
  }[];
}

test('the plugin of InstantSearch, with the old client it carries, finds, marks and counts', async () => {
  const { app } = await openTestApp();
  const { searchClient } = instantMeiliSearch(await listen(app), SEARCH_KEY, { primaryKey: 'id' });
  const params = {
    query: 'iraq',
    facets: ['countries', 'organisations'],
    facetFilters: [['countries:IQ']],
    hitsPerPage: 3,
    page: 0,
  };
  const widening = { ...params, facetFilters: [], hitsPerPage: 0, page: 0 };
  const answer = (await searchClient.search([
    { indexName: 'articles', params },
    { indexName: 'articles:date:desc', params: widening },
  ])) as InstantSearchAnswer;
  const [main, counts] = answer.results;
  expect(main!.hits.length).toBeGreaterThan(0);
  expect(main!.hits[0]!.objectID).toBe((main!.hits[0] as unknown as { id: string }).id);
  expect(main!.hits.map((hit) => hit._highlightResult.title.value).join()).toContain('__ais-highlight__');
  expect(main!.facets['countries']!['IQ']).toBe(main!.nbHits);
  expect(counts!.nbHits).toBeGreaterThanOrEqual(main!.nbHits);
});

test('facet values are searched through the plugin', async () => {
  const { app } = await openTestApp();
  const { searchClient } = instantMeiliSearch(await listen(app), SEARCH_KEY);
  const [answer] = (await searchClient.searchForFacetValues([
    { indexName: 'articles', params: { facetName: 'organisations', facetQuery: 'nato', query: '' } },
  ])) as { facetHits: { value: string; count: number }[] }[];
  expect(answer!.facetHits[0]).toMatchObject({ value: 'NATO' });
});

test('the newest client searches, once and many times', async () => {
  const { app } = await openTestApp();
  const client = new Meilisearch({ host: await listen(app), apiKey: SEARCH_KEY });
  const index = client.index('articles');
  const numbered = await index.search('iraq', { hitsPerPage: 2, page: 2, sort: ['date:desc'] });
  expect(numbered).toMatchObject({ hitsPerPage: 2, page: 2 });
  const window = await index.search('', { limit: 2, offset: 1, filter: 'countries = IQ', facets: ['*'] });
  expect(window.hits).toHaveLength(2);
  expect(window.facetDistribution?.['countries']?.['IQ']).toBe(window.estimatedTotalHits);
  const all = await index.search('', { limit: 10, filter: ['countries = iq'] });
  expect((await index.search('', { filter: 'countries IN []' })).hits).toEqual([]);
  expect(window.hits.map((hit) => String(hit['id']))).toEqual(all.hits.slice(1, 3).map((hit) => String(hit['id'])));
  const many = await client.multiSearch({
    queries: [
      { indexUid: 'articles', q: 'nato' },
      { indexUid: 'articles', q: 'zzzz', matchingStrategy: 'all' },
    ],
  });
  expect(many.results.map((result) => result.hits.length > 0)).toEqual([true, false]);
});

test('as many searches in one request as there may be cost no warning', async () => {
  const { app } = await openTestApp();
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  const queries = Array.from({ length: 20 }, () => ({ indexUid: 'articles', q: 'iraq' }));
  await request(app).post('/multi-search').send({ queries }).expect(200);
  expect(warnings).toEqual([]);
});

test('of several searches the one at fault is named', async () => {
  const { app } = await openTestApp();
  const queries = [{ indexUid: 'articles' }, { indexUid: 'articles', q: 'a'.repeat(513) }];
  const refused = await request(app).post('/multi-search').send({ queries }).expect(400);
  expect(refused.body).toMatchObject({ message: 'queries.1.q: at most 512 characters' });
});

test('a search that only counts, beside that of a reader, is not counted among what readers searched', async () => {
  const { app } = await openTestApp();
  const filter = ['countries = IQ'];
  const queries = [{ filter }, { limit: 0 }, { hitsPerPage: 0 }].map((one) => ({
    indexUid: 'articles',
    q: 'iraq',
    ...one,
  }));
  await request(app).post('/multi-search').send({ queries }).expect(200);
  const insight = await request(app).get('/admin/insight').set(asAdmin).expect(200);
  expect(insight.body).toMatchObject({ searches: 1 });
});

test('a facet that is asked for again is counted once', async () => {
  const engine = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  const asked: number[] = [];
  const counting: typeof engine = {
    ...engine,
    search: (query, options) => {
      asked.push(query.facets.length);
      return engine.search(query, options);
    },
  };
  const { app } = await openTestApp({ engine: counting });
  const facets = ['*', 'countries', '*'];
  await request(app).post('/indexes/articles/search').send({ facets }).expect(200);
  expect(asked).toEqual([5]);
});

test('a window that no page holds is put together from two', async () => {
  const { app } = await openTestApp();
  const get = async (offset: number, limit: number) =>
    (
      (await request(app).post('/indexes/articles/search').send({ offset, limit }).expect(200)).body as {
        hits: { id: string }[];
      }
    ).hits.map((hit) => hit.id);
  const all = await get(0, 100);
  for (const [offset, limit] of [
    [1, 7],
    [5, 95],
    [3, 99],
    [0, 0],
    [999, 5],
  ] as const) {
    expect(await get(offset, limit)).toEqual(all.slice(offset, offset + limit));
  }
});

test('a window that takes two pages is of one generation, whatever is published in between', async () => {
  const named = (prefix: string) =>
    Array.from({ length: 200 }, (_, index) => article({ id: `${prefix}${index}`, title: 'Flood', body: 'x' }));
  const engine = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  const changes = ['b', 'c'];
  const changing: typeof engine = {
    ...engine,
    search: async (query, options) => {
      const result = await engine.search(query, options);
      const next = changes.shift();
      if (next !== undefined) await publish(engine, named(next));
      return result;
    },
  };
  const { app } = await openTestApp({ engine: changing, articles: named('a') });
  const response = await request(app).post('/indexes/articles/search').send({ offset: 5, limit: 96 }).expect(200);
  const ids = (response.body as { hits: { id: string }[] }).hits.map((hit) => hit.id);
  expect(new Set(ids).size).toBe(96);
  expect(new Set(ids.map((id) => id[0]))).toEqual(new Set(['c']));
});

test('an index that changes with every page is said to be busy', async () => {
  const engine = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  const articles = Array.from({ length: 200 }, (_, index) => article({ id: `a${index}`, title: 'Flood', body: 'x' }));
  let revision = 0;
  const changing: typeof engine = {
    ...engine,
    search: async (query, options) => ({ ...(await engine.search(query, options)), revision: revision++ }),
  };
  const { app } = await openTestApp({ engine: changing, articles });
  await request(app).post('/indexes/articles/search').send({ offset: 5, limit: 95 }).expect(200);
  const refused = await request(app).post('/indexes/articles/search').send({ offset: 5, limit: 96 }).expect(503);
  expect(refused.body).toMatchObject({ code: 'too_many_search_requests' });
  expect(revision).toBe(1 + 2 * 4);
});

test('a window at the edge of what page numbers reach is whole up to it', async () => {
  const articles = Array.from({ length: 1_010 }, (_, index) => article({ id: `a${index}`, title: 'Flood', body: 'x' }));
  const { app } = await openTestApp({ articles });
  const get = async (offset: number, limit: number) => {
    const response = await request(app).post('/indexes/articles/search').send({ offset, limit }).expect(200);
    return (response.body as { hits: { id: string }[] }).hits.map((hit) => hit.id);
  };
  const last = await get(900, 100);
  expect(last).toHaveLength(100);
  expect(await get(994, 6)).toEqual(last.slice(94));
  expect(await get(901, 99)).toEqual(last.slice(1));
  expect(await get(990, 20)).toEqual(last.slice(90));
  expect(await get(1_000, 5)).toEqual([]);
});

test('what is not understood is refused in words that Meilisearch’s clients read', async () => {
  const { app } = await openTestApp();
  const post = (body: object) => request(app).post('/indexes/articles/search').send(body);
  for (const body of [
    { hybrid: {} },
    { vector: [1] },
    { distinct: 'id' },
    { filter: 'colour = red' },
    { sort: ['title:asc'] },
    { sort: ['date:desc', 'title:asc'] },
    { limit: 500 },
    { showRankingScore: true },
    { highlightPreTag: '<script>', highlightPostTag: '</script>', attributesToHighlight: ['*'] },
  ]) {
    const response = await post(body).expect(400);
    const message = expect.any(String) as string;
    expect(response.body).toMatchObject({ code: 'bad_request', type: 'invalid_request', message });
  }
  await request(app).post('/indexes/other/search').send({}).expect(404);
  await request(app)
    .post('/multi-search')
    .send({ queries: [{ indexUid: 'articles' }], federation: {} })
    .expect(400);
  for (const [method, path, status] of [
    ['post', '/indexes/articles/documents', 404],
    ['get', '/multi-search', 405],
    ['post', '/indexes/%ff/search', 400],
  ] as const) {
    const response = await request(app)[method](path).expect(status);
    expect(response.body).toMatchObject({ type: 'invalid_request', link: expect.any(String) as string });
  }
});

test('a restricted key sees its part only, in hits and in counts', async () => {
  const { app } = await openTestApp();
  const search = async (filter?: string) =>
    (
      await request(app)
        .post('/indexes/articles/search')
        .set('authorization', `Bearer ${IRAQ_KEY}`)
        .send({ limit: 100, facets: ['countries', 'publisher'], ...(filter !== undefined && { filter }) })
        .expect(200)
    ).body as { hits: { countries: string[] }[]; facetDistribution: { countries: Record<string, number> } };
  for (const filter of [undefined, 'countries = BE', 'countries != IQ', 'NOT countries = IQ', 'publisher = Gazette']) {
    const { hits, facetDistribution } = await search(filter);
    for (const hit of hits) expect(hit.countries).toContain('IQ');
    for (const count of Object.values(facetDistribution.countries)) {
      expect(count).toBeLessThanOrEqual(facetDistribution.countries['IQ'] ?? 0);
    }
  }
});
