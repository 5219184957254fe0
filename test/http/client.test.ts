import type { z } from 'zod';
import request from 'supertest';
import { expect, expectTypeOf, test } from 'vitest';
import type {
  ArchiveMessage,
  Generation,
  InsightReport,
  RawArticle,
  ReindexJob,
  ReindexOptions,
  Takedown,
} from '../../client/dateline-admin-client.ts';
import { createDatelineAdminClient } from '../../client/dateline-admin-client.ts';
import type * as client from '../../client/dateline-client.ts';
import { createDatelineClient, DatelineProblem } from '../../client/dateline-client.ts';
import type { ArticleDocument } from '../../core/document.ts';
import type * as admin from '../../server/schemas/admin.ts';
import type { SearchAnswer, SuggestionItem, FacetValue } from '../../server/schemas/answers.ts';
import type { Problem } from '../../server/schemas/problem.ts';
import type { SearchParams } from '../../server/schemas/search-params.ts';
import { listen } from '../support/listen.ts';
import { ADMIN_KEY, openTestApp, SEARCH_KEY } from '../support/open-test-app.ts';

/** Collects what a client asks for, as `GET /api/search?a&b`. */
function recorder(asked: Set<string>): typeof fetch {
  return (input, init) => {
    const url = new URL(input);
    asked.add(
      `${init?.method ?? 'GET'} ${url.pathname} ${[...new Set(url.searchParams.keys())].sort().join(',')}`.trim(),
    );
    return fetch(input, init);
  };
}

test('every method of the clients asks for what the OpenAPI document describes, and gets it', async () => {
  const { app } = await openTestApp();
  const baseUrl = `${await listen(app)}/`;
  const asked = new Set<string>();
  const reader = createDatelineClient({ baseUrl, key: SEARCH_KEY, fetch: recorder(asked) });
  const archivist = createDatelineAdminClient({ baseUrl, key: ADMIN_KEY, fetch: recorder(asked) });

  const answer = await reader.search({
    q: 'iraq',
    country: ['IQ', '-BR'],
    region: ['middle-east'],
    organisation: ['-none'],
    language: ['en'],
    publisher: ['Gazette'],
    from: '2000',
    to: '2030',
    undated: 'exclude',
    typos: true,
    relax: false,
    sort: 'newest',
    page: 1,
    hitsPerPage: 5,
    facets: ['country', 'region'],
    facetLimit: 5,
    interval: 'year',
    histogramFrom: '2000',
    histogramTo: '2030',
    snippets: 1,
    locale: 'en',
    highlight: 'segments',
  });
  expect(answer.hits[0]?.highlight.title.map((segment) => segment.text).join('')).toBe(answer.hits[0]?.title);
  expect(answer.facets.country).toContainEqual(expect.objectContaining({ value: 'IQ', selected: true }));
  expect((await reader.search({ q: 'nato' })).hits[0]?.highlight.title).toContain('<mark>');
  expect((await reader.suggest('ira', { limit: 5 })).length).toBeGreaterThan(0);
  expect((await reader.facetValues('organisation', { q: 'atlantic', query: '', limit: 5 }))[0]?.value).toBe('NATO');
  expect((await reader.article('iraq-mission')).body).toContain('Baghdad');
  expect((await reader.related('iraq-mission', { limit: 2 })).length).toBeGreaterThan(0);
  await request(reader.exportUrl('csv', { q: 'iraq', country: ['IQ'] }))
    .get('')
    .expect(200);
  await request(reader.feedUrl({ q: 'iraq' }))
    .get('')
    .expect(200);

  const { id } = await archivist.startReindex({ dryRun: true });
  const states: ReindexJob[] = [];
  for await (const job of archivist.watch(id)) states.push(job);
  expect(states.at(-1)).toMatchObject({ id, status: 'succeeded' });
  expect((await archivist.jobs()).map((job) => job.id)).toEqual([id]);
  expect((await archivist.job(id)).id).toBe(id);
  await expect(archivist.cancel(id)).rejects.toMatchObject({ problem: { code: 'conflict', status: 409 } });
  const [generation] = await archivist.generations();
  expect(await archivist.rollback(generation!.id)).toHaveLength(1);
  expect((await archivist.putArticle('new', { title: 'New', text: 'New text.' })).document.id).toBe('new');
  expect(await archivist.takeDown('new', 'test')).toMatchObject({ id: 'new' });
  expect(await archivist.takedowns()).toHaveLength(1);
  await archivist.liftTakedown('new');
  expect((await archivist.insight({ limit: 5 })).enabled).toBe(true);

  const document = (await request(app).get('/openapi.json')).body as {
    paths: Record<string, Record<string, { parameters: { name: string; in: string }[] }>>;
  };
  for (const entry of asked) {
    const [method, path, names = ''] = entry.split(' ');
    const pattern = Object.keys(document.paths).find((one) =>
      new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(path!),
    );
    const operation = document.paths[pattern!]?.[method!.toLowerCase()];
    expect(operation, entry).toBeDefined();
    const known = operation!.parameters
      .filter((parameter) => parameter.in === 'query')
      .map((parameter) => parameter.name);
    for (const name of names === '' ? [] : names.split(',')) expect(known, entry).toContain(name);
  }
  const search = document.paths['/api/search']!['get']!.parameters.map((parameter) => parameter.name);
  const sent = [...asked].find((entry) => entry.startsWith('GET /api/search') && entry.includes('histogramFrom'))!;
  expect(search.filter((name) => !sent.includes(name))).toEqual(['cursor']);
});

test('problems come as errors with their code, and when to try again', async () => {
  const { app } = await openTestApp({ articles: [] });
  const reader = createDatelineClient({ baseUrl: await listen(app) });
  const error: unknown = await reader.search({}).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DatelineProblem);
  expect(error).toMatchObject({ problem: { code: 'index_missing', status: 503 }, retryAfterSeconds: 10 });
  const proxy = createDatelineClient({ fetch: () => Promise.resolve(new Response('<html>', { status: 502 })) });
  await expect(proxy.search({})).rejects.toMatchObject({ problem: { status: 502 } });
});

test('a request can be given up', async () => {
  const { app } = await openTestApp();
  const reader = createDatelineClient({ baseUrl: await listen(app) });
  await expect(reader.search({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
});

/** A type without what does not travel: order of keys, `readonly`, how a field is optional. */
type Wire<T> = T extends readonly (infer Item)[]
  ? Wire<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]-?: [Wire<Exclude<T[Key], undefined>>, undefined extends T[Key] ? 'optional' : ''] }
    : T;
type Output<Schema extends z.ZodType> = Wire<z.output<Schema>>;
/** Hits apart: their highlights depend on what was asked for. */
type WithoutHits<Answer extends { readonly hits: unknown }> = Omit<Answer, 'hits'>;
/** What a client of today must take from a service of tomorrow: codes it does not know. */
type AnyCode<T extends { readonly code: string }> = Omit<T, 'code'> & { code: string };

test('the types of the client are those of the schemas that make the OpenAPI document, field by field', () => {
  expectTypeOf<Wire<Omit<WithoutHits<SearchAnswer>, 'notices'>>>().toEqualTypeOf<
    Wire<Omit<WithoutHits<client.SearchAnswer>, 'notices'>>
  >();
  expectTypeOf<Wire<AnyCode<SearchAnswer['notices'][number]>>>().toEqualTypeOf<Wire<AnyCode<client.Notice>>>();
  expectTypeOf<Wire<Omit<SearchAnswer['hits'][number], 'highlight'>>>().toEqualTypeOf<Wire<client.ArticleSummary>>();
  expectTypeOf<Wire<ArticleDocument>>().toEqualTypeOf<Wire<client.Article>>();
  expectTypeOf<Wire<FacetValue>>().toEqualTypeOf<Wire<client.FacetValue>>();
  expectTypeOf<Wire<SuggestionItem>>().toEqualTypeOf<Wire<client.Suggestion>>();
  expectTypeOf<Wire<AnyCode<Problem>>>().toEqualTypeOf<Wire<AnyCode<client.Problem>>>();
  expectTypeOf<Output<typeof admin.jobSchema>>().toEqualTypeOf<Wire<ReindexJob>>();
  expectTypeOf<Output<typeof admin.messageSchema>>().toEqualTypeOf<Wire<ArchiveMessage>>();
  expectTypeOf<Output<typeof admin.takedownSchema>>().toEqualTypeOf<Wire<Takedown>>();
  expectTypeOf<Output<typeof admin.insightSchema>>().toEqualTypeOf<Wire<InsightReport>>();
  expectTypeOf<Wire<z.output<typeof admin.generationListSchema>['generations']>>().toEqualTypeOf<Wire<Generation[]>>();
  expectTypeOf<Wire<z.input<typeof admin.rawRecordSchema>>>().toEqualTypeOf<Wire<RawArticle>>();
  expectTypeOf<Wire<z.input<typeof admin.reindexOptionsSchema>>>().toEqualTypeOf<Wire<ReindexOptions>>();
  // Parameters travel as text: what the service reads out of them is what the client takes.
  expectTypeOf<keyof SearchParams>().toEqualTypeOf<keyof client.SearchParams>();
  expectTypeOf<SearchParams['sort']>().toEqualTypeOf<client.SearchParams['sort']>();
  expectTypeOf<SearchParams['undated']>().toEqualTypeOf<client.SearchParams['undated']>();
  expectTypeOf<SearchParams['interval'] | undefined>().toEqualTypeOf<client.SearchParams['interval']>();
  expectTypeOf<SearchParams['highlight']>().toEqualTypeOf<client.HighlightForm>();
});
