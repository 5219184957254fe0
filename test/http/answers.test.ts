import { expect, test } from 'vitest';
import { z } from 'zod';
import { listen } from '../support/listen.ts';
import { ADMIN_KEY, openTestApp } from '../support/open-test-app.ts';
import { schemaOf } from '../support/schema-of.ts';
import { ended } from '../support/wait-for-job.ts';

type Json = Record<string, unknown>;
const JSON_BODY = { 'content-type': 'application/json' };
interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}

/** One request after the other, by the name of its operation; together they are every answer in JSON that the document promises. */
const REQUESTS: readonly (readonly [operation: string, request: string, body?: unknown])[] = [
  [
    'search',
    'GET /api/search?q=iraq+-brazil&country=IQ&country=-BR&facets=country,region,organisation,language,publisher',
  ],
  ['search', 'GET /api/search?q=natto&highlight=segments&interval=day'],
  ['search', 'GET /api/search?q=zzzz+"open&highlight=none&interval=none&facets=country'],
  ['suggest', 'GET /api/suggest?q=ira'],
  ['facetValues', 'GET /api/facets/organisation?q=nato&query=iraq'],
  ['article', 'GET /api/articles/iraq-mission'],
  ['related', 'GET /api/articles/iraq-mission/related'],
  ['meilisearchMultiSearch', 'POST /multi-search', { queries: [{ indexUid: 'articles', q: 'iraq', facets: ['*'] }] }],
  ['meilisearchSearch', 'POST /indexes/articles/search', { q: 'iraq', page: 1 }],
  ['meilisearchFacetSearch', 'POST /indexes/articles/facet-search', { facetName: 'countries', facetQuery: 'i' }],
  ['startReindex', 'POST /admin/reindex'],
  ['reindexJobs', 'GET /admin/reindex'],
  ['reindexJob', 'GET /admin/reindex/{job}'],
  ['cancelReindex', 'DELETE /admin/reindex/{job}'],
  ['generations', 'GET /admin/generations'],
  ['putArticle', 'PUT /admin/articles/new', { title: 'New', text: 'New text.', countries: ['Atlantis'] }],
  ['takeDownArticle', 'DELETE /admin/articles/new?reason=test'],
  ['takedowns', 'GET /admin/takedowns'],
  ['insight', 'GET /admin/insight'],
  ['rollback', 'POST /admin/rollback', { generation: '{generation}' }],
  ['health', 'GET /healthz'],
  ['readiness', 'GET /readyz'],
  ['openapi', 'GET /openapi.json'],
];

/** Problems, of the service and in Meilisearch's form. */
const REFUSALS: readonly (readonly [operation: string, request: string, body?: unknown])[] = [
  ['search', 'GET /api/search?page=0'],
  ['article', 'GET /api/articles/absent'],
  ['putArticle', 'PUT /admin/articles/new', { title: 'New' }],
  ['meilisearchSearch', 'POST /indexes/others/search', {}],
];

test('what the service answers is what its OpenAPI document says, and nothing beside it', async () => {
  const { app, engine, archive, corpus } = await openTestApp();
  const url = await listen(app);
  const [generation] = await engine.generations();
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  corpus.beforeBatch = () => held;
  let job = '';

  const document = (await (await fetch(`${url}/openapi.json`)).json()) as Json & {
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const ask = async (operation: string, request: string, body: unknown): Promise<{ ok: boolean; answer: Json }> => {
    const [method = '', path = ''] = request.replace('{job}', job).split(' ');
    const headers = { authorization: `Bearer ${ADMIN_KEY}`, ...(body !== undefined && JSON_BODY) };
    const text = body === undefined ? null : JSON.stringify(body).replace('{generation}', generation!.id);
    const response = await fetch(url + path, { method, headers, body: text });
    const answer = (await response.json()) as Json;
    const type = response.headers.get('content-type')!.split(';')[0]!;
    const { responses } = operations.find(({ operationId }) => operationId === operation)!;
    const schema = responses[response.status]?.content?.[type]?.schema;
    expect(schema, `${request}: ${response.status} ${type}`).toBeDefined();
    const { error } = schemaOf(document, schema).safeParse(answer);
    expect(error && z.prettifyError(error), request).toBeUndefined();
    return { ok: response.ok, answer };
  };

  for (const [operation, request, body] of REQUESTS) {
    const { ok, answer } = await ask(operation, request, body);
    expect(ok, `${request}: ${JSON.stringify(answer)}`).toBe(true);
    if (operation === 'startReindex') job = answer['id'] as string;
    if (operation !== 'cancelReindex') continue;
    release();
    await ended(archive, job);
  }
  for (const [operation, request, body] of REFUSALS)
    expect((await ask(operation, request, body)).ok, request).toBe(false);

  const promised = operations.filter(({ responses }) =>
    Object.entries(responses).some(([status, { content }]) => status < '300' && content?.['application/json']),
  );
  const asked = new Set(REQUESTS.map(([operation]) => operation));
  expect([...asked].sort()).toEqual(promised.map(({ operationId }) => operationId).sort());
});
