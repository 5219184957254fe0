import request from 'supertest';
import { expect, test } from 'vitest';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { NOW, publish } from '../../engine/conformance/build.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import type { Engine } from '../../engine/port.ts';
import { DEFAULT_SERVER_OPTIONS } from '../../server/options.ts';
import type { ArticleHit, SearchAnswer } from '../../server/schemas/answers.ts';
import { IRAQ_KEY, openTestApp } from '../support/open-test-app.ts';
import { reindex } from '../support/wait-for-job.ts';

/** Title and snippets of a hit as HTML. */
function htmlOf(hit: ArticleHit | undefined): string {
  return [hit?.highlight?.title, ...(hit?.highlight?.snippets ?? [])]
    .filter((part) => typeof part === 'string')
    .join(' ');
}

test('a search answers with hits, marks, facets, histogram and totals of one generation', async () => {
  const { app } = await openTestApp();
  const query = { q: 'stoltenberg', facets: 'country,organisation', country: 'IQ' };
  const response = await request(app).get('/api/search').query(query).expect(200).expect('Content-Type', /json/);
  const answer = response.body as SearchAnswer;
  expect(answer.hits[0]?.id).toBe('iraq-mission');
  expect(htmlOf(answer.hits[0])).toContain('<mark>Stoltenberg</mark>');
  expect(answer.hits[0]).not.toHaveProperty('body');
  expect(answer.facets.country).toContainEqual({ value: 'IQ', label: 'Iraq', count: 1, selected: true });
  expect(answer.facets).not.toHaveProperty('region');
  expect(answer.histogram?.buckets.length).toBeGreaterThan(0);
  expect(answer).toMatchObject({ query: 'stoltenberg', page: 1, hitsPerPage: 10, totalPages: 1 });
  expect(response.headers['dateline-generation']).toMatch(/^.+\/\d+$/);
});

test.each(['page=101', 'page=1001', 'page=99999&hitsPerPage=1'])(
  'beyond the hits that page numbers reach the problem names the other way: %s',
  async (query) => {
    const { app } = await openTestApp();
    const response = await request(app).get(`/api/search?${query}`).expect(400);
    expect(response.body).toMatchObject({ code: 'page_too_deep', parameter: 'page' });
  },
);

test.each([
  ['unknown=1', 'unknown'],
  ['q=a&q=b', 'q'],
  ['hitsPerPage=101', 'hitsPerPage'],
  ['hitsPerPage=0', 'hitsPerPage'],
  ['hitsPerPage=ten', 'hitsPerPage'],
  ['page=-1', 'page'],
  ['page=1.5', 'page'],
  ['page=101&hitsPerPage=10', 'page'],
  ['page=2&cursor=abc', 'page'],
  ['from=2023-02-29', 'from'],
  ['from=yesterday', 'from'],
  ['from=2024&to=2023', 'from'],
  ['histogramFrom=2024&histogramTo=2023', 'histogramFrom'],
  ['sort=best', 'sort'],
  ['facets=country,colour', 'facets'],
  ['facetLimit=501', 'facetLimit'],
  ['undated=maybe', 'undated'],
  ['highlight=xml', 'highlight'],
  ['typos=1', 'typos'],
  ['country=', 'country'],
  [`country=${'x'.repeat(300)}`, 'country'],
  [`q=${'x'.repeat(513)}`, 'q'],
  [Array.from({ length: 101 }, () => 'country=IQ').join('&'), 'country'],
  ['cursor=not-ours', 'cursor'],
  ['q=caf%E9', 'q'],
  ['country=IQ&q=100%', 'q'],
  ['q=%ED%A0%80', 'q'],
])('%s is refused by name', async (query, parameter) => {
  const { app } = await openTestApp();
  const response = await request(app)
    .get(`/api/search?${query}`)
    .expect('Content-Type', /problem\+json/);
  expect(response.status).toBe(400);
  expect(response.body).toMatchObject({ parameter, status: 400 });
});

test('values are excluded with a sign, and none means without a value', async () => {
  const { app } = await openTestApp();
  const total = async (query: string): Promise<number> => {
    const response = await request(app).get(`/api/search?${query}`).expect(200);
    return (response.body as SearchAnswer).totalHits;
  };
  const everything = await total('');
  expect((await total('country=IQ')) + (await total('country=-IQ'))).toBe(everything);
  expect((await total('country=none')) + (await total('country=-none'))).toBe(everything);
  for (const [stored, written] of [
    ['country=IQ', 'country=iq'],
    ['country=-IQ', 'country=-iq'],
    ['region=middle-east', 'region=Middle-East'],
    ['language=tr', 'language=TR'],
  ] as const) {
    expect(await total(written)).toBe(await total(stored));
    expect(await total(written)).toBeGreaterThan(0);
  }
  expect((await total('undated=only')) + (await total('undated=exclude'))).toBe(everything);
  expect(await total('from=2021-02-18&to=2021-02-18')).toBeLessThan(await total('from=2019&to=2022-12'));
});

test('segments joined are the text, html holds no markup but ours', async () => {
  const { app } = await openTestApp();
  const get = async (highlight: string) =>
    (await request(app).get('/api/search').query({ q: 'iraq', highlight }).expect(200)).body as SearchAnswer;
  for (const hit of (await get('segments')).hits) {
    const title = hit.highlight!.title as { text: string; match: boolean }[];
    expect(title.map((segment) => segment.text).join('')).toBe(hit.title);
  }
  for (const hit of (await get('html')).hits) {
    expect(htmlOf(hit).replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
  }
  expect((await get('none')).hits[0]).not.toHaveProperty('highlight');
});

test('cursors walk through everything once', async () => {
  const { app } = await openTestApp();
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { hitsPerPage: 7, sort: 'newest', ...(cursor !== undefined && { cursor }) };
    const answer = (await request(app).get('/api/search').query(query).expect(200)).body as SearchAnswer;
    ids.push(...answer.hits.map((hit) => hit.id));
    expect(answer.page).toBe(cursor === undefined ? 1 : null);
    cursor = answer.nextCursor;
  } while (cursor !== undefined);
  const { totalHits } = (await request(app).get('/api/search')).body as SearchAnswer;
  expect(new Set(ids).size).toBe(totalHits);
  expect(ids.length).toBe(totalHits);
});

test.each(['/api/search?q=iraq', '/feed.atom?q=iraq', '/api/export?format=jsonl&q=iraq'])(
  'an unchanged state of %s is a 304 that costs no search; an update, a takedown and a lapsed embargo change it',
  async (path) => {
    const plain = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
    await publish(plain, NEWSROOM);
    let searches = 0;
    const search: Engine['search'] = (query, options) => {
      searches++;
      return plain.search(query, options);
    };
    let now = NOW;
    const { app, archive } = await openTestApp({ engine: { ...plain, search }, now: () => now });
    let etag: string;
    const get = (key?: string) =>
      request(app)
        .get(path)
        .set('If-None-Match', etag)
        .set(key === undefined ? {} : { authorization: `Bearer ${key}` })
        .buffer(true)
        .parse((_response, done) => done(null, null));
    const fresh = async () => {
      etag = 'W/"none"';
      etag = (await get().expect(200)).headers['etag']!;
      searches = 0;
      const { headers } = await get().expect(304);
      expect(headers).toMatchObject({ etag, 'cache-control': 'private, no-cache' });
      expect(searches).toBe(0);
    };
    await fresh();
    await get(IRAQ_KEY).expect(200);
    const embargoUntil = new Date(NOW + 60_000).toISOString();
    await archive.put('later', { title: 'Iraq later', text: 'Told at noon.', embargoUntil });
    await get().expect(200);
    await fresh();
    now += 60_001;
    await get().expect(200);
    await fresh();
    await archive.takeDown('later', 'test');
    await get().expect(200);
    await fresh();
    await reindex(archive);
    await get().expect(200);
  },
);

test('the next day an answer is another, since `recent` weighs how old an article is', async () => {
  let now = NOW;
  const { app } = await openTestApp({ now: () => now });
  const search = (etag: string) => request(app).get('/api/search?q=iraq&sort=recent').set('If-None-Match', etag);
  const etag = (await search('W/"none"').expect(200)).headers['etag']!;
  await search(etag).expect(304);
  now += 86_400_000;
  await search(etag).expect(200);
});

test.each([
  { edition: 'other names and synonyms' },
  { siteName: 'Another' },
  { publicUrl: 'https://archive.example/' },
])('a service that was started with %o answers anew', async (changed) => {
  const parts = await openTestApp();
  const search = (app: typeof parts.app, etag: string) =>
    request(app).get('/api/search?q=iraq').set('If-None-Match', etag);
  const etag = (await search(parts.app, 'W/"none"').expect(200)).headers['etag']!;
  await search(parts.app, etag).expect(304);
  const { app } = await openTestApp({ options: { ...DEFAULT_SERVER_OPTIONS, ...changed } });
  await search(app, etag).expect(200);
});

test('an unbalanced quote is read literally and said so', async () => {
  const { app } = await openTestApp();
  const answer = (await request(app).get('/api/search').query({ q: '"training mission' }).expect(200))
    .body as SearchAnswer;
  expect(answer.notices).toContainEqual({ code: 'unbalanced-quote', about: '"training mission' });
  expect(answer.totalHits).toBeGreaterThan(0);
});

test('suggestions name what occurs, by label and by alias', async () => {
  const { app } = await openTestApp();
  const suggest = async (q: string) =>
    ((await request(app).get('/api/suggest').query({ q }).expect(200)).body as { suggestions: { text: string }[] })
      .suggestions;
  expect(await suggest('ira')).toContainEqual(expect.objectContaining({ kind: 'name', text: 'Iraq', value: 'IQ' }));
  expect(await suggest('atlantic all')).toContainEqual(
    expect.objectContaining({ text: 'NATO', facet: 'organisation' }),
  );
  const names = (await suggest('t')).map(({ text }) => text);
  expect(names.indexOf('Türkiye')).toBeLessThan(names.indexOf('NATO')); // a treaty by an alias only
  expect(await suggest('')).toEqual([]);
});

test('facet values are found by their text, label or alias, and counted under the search', async () => {
  const { app } = await openTestApp();
  const values = async (query: string) =>
    ((await request(app).get(`/api/facets/${query}`).expect(200)).body as { values: { value: string }[] }).values;
  expect((await values('country?q=turk'))[0]).toMatchObject({ value: 'TR', label: 'Türkiye' });
  expect((await values('organisation?q=atlantic')).map(({ value }) => value)).toContain('NATO');
  await request(app).get('/api/facets/colour').expect(400);
});

test('an article comes whole, with related ones; an unknown one is not found', async () => {
  const { app } = await openTestApp();
  const response = await request(app).get('/api/articles/iraq-mission').expect(200);
  expect(response.body).toMatchObject({ id: 'iraq-mission', body: expect.stringContaining('Baghdad') as string });
  await request(app).get('/api/articles/iraq-mission').set('If-None-Match', response.headers['etag']!).expect(304);
  expect(response.headers).not.toHaveProperty('dateline-generation'); // an article is the same in many
  const related = await request(app).get('/api/articles/iraq-mission/related?limit=3').expect(200);
  expect((related.body as { hits: unknown[] }).hits.length).toBeGreaterThan(0);
  await request(app)
    .get('/api/articles/nobody')
    .expect(404)
    .expect('Content-Type', /problem/);
  await request(app).get('/api/articles/nobody/related').expect(404);
  await request(app).get('/api/articles/..%2Fetc').expect(400);
  await request(app).get('/api/articles/%E0%A4%A').expect(400);
});
