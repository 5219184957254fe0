import { createHash } from 'node:crypto';
import fc from 'fast-check';
import request from 'supertest';
import { expect, test } from 'vitest';
import type { SearchAnswer } from '../../server/schemas/answers.ts';
import { createKeyRing } from '../../server/key-ring.ts';
import { ADMIN_KEY, asAdmin, IRAQ_KEY, openTestApp, SEARCH_KEY } from '../support/open-test-app.ts';

interface OpenapiDocument {
  paths: Record<string, Record<string, { 'x-access': string; operationId: string }>>;
}

test('every admin route refuses callers without the scope, as the OpenAPI document lists them', async () => {
  const { app } = await openTestApp();
  const document = (await request(app).get('/openapi.json').expect(200)).body as OpenapiDocument;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const admin = operations.filter(({ operation }) => operation['x-access'] === 'admin');
  expect(admin.length).toBeGreaterThanOrEqual(12);
  for (const { path } of operations.filter(({ path }) => path.startsWith('/admin'))) {
    expect(admin.some((one) => one.path === path)).toBe(true);
  }
  for (const { path, method } of admin) {
    const send = () => request(app)[method as 'get'](path.replace(/\{\w+\}/g, 'x'));
    await send().expect(401);
    await send().set('authorization', 'Bearer no-such-key').expect(401);
    await send().set('authorization', `Bearer ${SEARCH_KEY}`).expect(403);
    await send().set('authorization', `Basic ${ADMIN_KEY}`).expect(401);
    await send().set('authorization', ADMIN_KEY).expect(401);
    await send().query({ key: ADMIN_KEY }).expect(401);
  }
});

test('a key may be of several words; one that no header carries is refused at the start, unquoted', async () => {
  const ofWords = createKeyRing({ entriesText: JSON.stringify([{ name: 'site', key: 'several words make a key' }]) });
  const { app } = await openTestApp({ keyRing: ofWords });
  await request(app).get('/api/search').set('authorization', 'Bearer several words make a key').expect(200);
  await request(app).get('/api/search').set('authorization', 'Bearer several words make').expect(401);
  for (const key of ['schlüssel-für-das-archiv', ' begins with a blank', 'ends in a line break\n'])
    expect(() => createKeyRing({ entriesText: JSON.stringify([{ name: 'site', key }]) })).toThrow(
      expect.objectContaining({ code: 'invalid_config', message: expect.not.stringContaining(key) as string }),
    );
});

const VALUE = fc.constantFrom(
  'IQ',
  '-IQ',
  'BE',
  '-BE',
  'none',
  '-none',
  'TR',
  '" OR 1=1',
  "') OR ('1'='1",
  'Gazette',
  'NATO',
);
const PARAMS = fc.record(
  {
    q: fc.constantFrom('', 'nato', 'talks', '"', '-iraq', 'title:nato OR body:iraq'),
    country: fc.array(VALUE, { minLength: 1, maxLength: 3 }),
    region: fc.array(fc.constantFrom('middle-east', '-middle-east', 'none', 'western-europe'), {
      minLength: 1,
      maxLength: 2,
    }),
    organisation: fc.array(VALUE, { minLength: 1, maxLength: 2 }),
    publisher: fc.array(VALUE, { minLength: 1, maxLength: 2 }),
    undated: fc.constantFrom('only', 'exclude'),
    from: fc.constantFrom('1900', '2020'),
  },
  { requiredKeys: [] },
);

test('no parameter widens a key that is restricted, in no route', async () => {
  const { app } = await openTestApp();
  const get = (path: string) => request(app).get(path).set('authorization', `Bearer ${IRAQ_KEY}`);
  const everything = (await request(app).get('/api/search?hitsPerPage=100').expect(200)).body as SearchAnswer;
  const hidden = everything.hits.filter((hit) => !hit.countries.includes('IQ'));
  expect(hidden.length).toBeGreaterThan(0);
  for (const { id } of hidden) await get(`/api/articles/${id}`).expect(404);
  for (const { id } of everything.hits) {
    const related = await get(`/api/articles/${id}/related?limit=20`);
    if (related.status === 200) {
      for (const hit of (related.body as { hits: { countries: string[] }[] }).hits)
        expect(hit.countries).toContain('IQ');
    }
  }
  await fc.assert(
    fc.asyncProperty(PARAMS, async (params) => {
      const answer = (
        await get('/api/search')
          .query({ ...params, hitsPerPage: 100, facets: 'country' })
          .expect(200)
      ).body as SearchAnswer;
      for (const hit of answer.hits) expect(hit.countries).toContain('IQ');
      for (const { value } of answer.facets.country ?? []) {
        expect(
          everything.hits.some((hit) => hit.countries.includes('IQ') && hit.countries.includes(value)) ||
            value === 'none' ||
            params.country?.some((one) => one.replace('-', '') === value),
        ).toBe(true);
      }
      const lines = (
        await get('/api/export')
          .query({ ...params, format: 'jsonl', head: 'false' })
          .buffer(true)
          .expect(200)
      ).text;
      for (const line of lines.split('\n').filter(Boolean))
        expect(JSON.parse(line)).toMatchObject({ countries: expect.arrayContaining(['IQ']) as string[] });
      const feed = await get('/feed.atom').query(params).expect(200);
      for (const { id } of hidden) expect(feed.text).not.toContain(`urn:dateline:article:${id}<`);
    }),
    { numRuns: 40 },
  );
  const values = (await get('/api/facets/country').expect(200)).body as { values: { value: string; count: number }[] };
  for (const { value, count } of values.values.filter(({ value }) => value !== 'none')) {
    expect(count).toBe(
      everything.hits.filter((hit) => hit.countries.includes('IQ') && hit.countries.includes(value)).length,
    );
  }
  const suggestions = await get('/api/suggest?q=belg').expect(200);
  expect(JSON.stringify(suggestions.body)).not.toContain('"count":99');
});

test('with a keys file and no entry for callers without a key, a key is needed', async () => {
  const keyRing = createKeyRing({
    adminKey: ADMIN_KEY,
    entriesText: JSON.stringify([{ name: 'site', key: SEARCH_KEY }]),
  });
  const { app } = await openTestApp({ keyRing });
  await request(app).get('/api/search').expect(401).expect('WWW-Authenticate', 'Bearer');
  await request(app).get('/api/search').set('authorization', `Bearer ${SEARCH_KEY}`).expect(200);
  await request(app).get('/api/search').set(asAdmin).expect(200);
  await request(app).get('/healthz').expect(200);
});

test.each([
  ['not json', 'JSON'],
  ['{}', 'expected array'],
  ['[]', 'at least 1 value'],
  ['[{"name":"a"}]', 'give one of'],
  ['[{"name":"a","key":"short"}]', 'entry 1: key: at least 16 characters'],
  ['[{"name":"a b","key":"0123456789abcdef"}]', 'entry 1: name: up to 64 letters, digits'],
  ['[{"name":"a","key":"0123456789abcdef","filter":{"colour":["red"]}}]', 'colour'],
  ['\uFEFF[{"name":"a","keySha256":"ABC"}]', 'entry 1: keySha256: 64 hexadecimal digits, in small letters'],
  ['[{"name":"a","anonymous":true,"scopes":["admin"]}]', 'cannot be admin'],
  ['[{"name":"a","anonymous":true},{"name":"b","anonymous":true}]', 'only one'],
  [
    '[{"name":"a","key":"0123456789abcdef"},{"name":"b","anonymous":true},{"name":"a","key":"fedcba9876543210"}]',
    'entry 3: name: "a" is the name of an entry before',
  ],
  ['[{"name":"admin","key":"0123456789abcdef"}]', 'entry 1: name: "admin" is the name of the admin key'],
  ['[{"name":"a","anonymous":true,"filter":{"from":"2024","to":"2023"}}]', 'entry 1: filter: from lies after'],
])('the keys file %s is refused', (text, reason) => {
  const message = expect.stringContaining(reason) as string;
  const refusal = expect.objectContaining({ code: 'invalid_config', message }) as Error;
  expect(() => createKeyRing({ entriesText: text })).toThrow(refusal);
});

test('a key is known by its digest too, and its text is never repeated', () => {
  const keySha256 = createHash('sha256').update(SEARCH_KEY).digest('hex');
  const ring = createKeyRing({ adminKey: ADMIN_KEY, entriesText: JSON.stringify([{ name: 'site', keySha256 }]) });
  expect(ring.identify(`Bearer ${SEARCH_KEY}`)).toMatchObject({ name: 'site', scopes: ['search'] });
  expect(() => ring.identify('Bearer something-else')).toThrow('the key is not known');
  expect(ring.redact(`x ${ADMIN_KEY} y`)).toBe('x [key] y');
});

test('what is no bearer key is never a key, not even where an empty one is known', () => {
  const emptyKey = createHash('sha256').update('').digest('hex');
  const ring = createKeyRing({
    adminKey: ADMIN_KEY,
    entriesText: JSON.stringify([{ name: 'torn', keySha256: emptyKey, scopes: ['search', 'admin'] }]),
  });
  for (const header of ['', 'Bearer', 'Bearer ', 'x', `Basic ${ADMIN_KEY}`]) {
    expect(() => ring.identify(header)).toThrow(expect.objectContaining({ code: 'unauthorized' }) as Error);
  }
});

test('a wrong key is told from none as Meilisearch tells them apart', async () => {
  const { app } = await openTestApp({
    keyRing: createKeyRing({ entriesText: JSON.stringify([{ name: 'site', key: SEARCH_KEY }]) }),
  });
  const post = (authorization: string) =>
    request(app).post('/multi-search').set('authorization', authorization).send({ queries: [] });
  for (const wrong of ['Bearer no-such-key-at-all', 'Bearer']) {
    const refused = await post(wrong).expect(403);
    expect(refused.body).toMatchObject({ code: 'invalid_api_key', type: 'auth' });
    expect(refused.headers).not.toHaveProperty('www-authenticate');
  }
  const missing = { code: 'missing_authorization_header', type: 'auth' };
  expect((await post('Basic eDp5').expect(401)).body).toMatchObject(missing);
  expect((await request(app).post('/multi-search').send({ queries: [] }).expect(401)).body).toMatchObject(missing);
  await request(app).get('/api/search').set('authorization', 'Bearer no-such-key-at-all').expect(401);
});
