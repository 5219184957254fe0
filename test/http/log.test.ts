import fc from 'fast-check';
import { pino } from 'pino';
import request from 'supertest';
import { expect, test } from 'vitest';
import { hideAddresses } from '../../server/access-log.ts';
import { ADMIN_KEY, asAdmin, IRAQ_KEY, openTestApp, SEARCH_KEY } from '../support/open-test-app.ts';

test('one line a request tells what was asked and how it went', async () => {
  const { app, lines } = await openTestApp();
  await request(app).get('/api/search?q=iraq&country=IQ').set('X-Request-Id', 'abcdefgh-1').expect(200);
  const access = lines.filter((line) => line['msg'] === 'request');
  expect(access).toHaveLength(1);
  expect(access[0]).toMatchObject({
    requestId: 'abcdefgh-1',
    route: '/api/search',
    status: 200,
    q: 'iraq',
    caller: 'public',
  });
  expect(access[0]?.['hits']).toEqual(expect.any(Number));
  expect(access[0]?.['engineMs']).toEqual(expect.any(Number));
  expect(access[0]?.['totalMs']).toEqual(expect.any(Number));
  expect(access[0]?.['filters']).toContain('IQ');
});

test('the filters of a search in Meilisearch’s form are told as others are', async () => {
  const { app, lines } = await openTestApp();
  await request(app).post('/indexes/articles/search').send({ q: 'iraq', filter: 'countries = IQ' }).expect(200);
  expect(lines.at(-1)?.['filters']).toBe('{"facets":{"country":{"include":["IQ"],"exclude":[]}}}');
});

test('no key and no raw address is ever logged, wherever it was put', async () => {
  const chunks: string[] = [];
  const { app } = await openTestApp({
    logger: pino({ level: 'trace' }, { write: (line: string) => void chunks.push(line) }),
  });
  const secrets = [ADMIN_KEY, SEARCH_KEY, IRAQ_KEY];
  const addresses = ['203.0.113.77', '2001:db8:aaaa:bbbb::77'];
  for (const secret of [...secrets, ...addresses]) {
    await request(app)
      .get('/api/search')
      .query({ q: secret, country: secret })
      .set('authorization', `Bearer ${ADMIN_KEY}`)
      .set('X-Forwarded-For', secret);
    await request(app)
      .get(`/${secret}`)
      .set('User-Agent', secret)
      .set('Referer', `http://x/${secret}`)
      .set('Cookie', secret);
    await request(app)
      .get('/api/search')
      .query({ [secret]: '1' });
    await request(app)
      .get(`/api/articles/${encodeURIComponent(secret)}`)
      .set('authorization', `Bearer ${secret}`);
    await request(app).put('/admin/articles/x').set(asAdmin).send({ text: secret, title: secret });
    await request(app)
      .post('/multi-search')
      .set('authorization', `Bearer ${secret}`)
      .send({ queries: [{ indexUid: secret, q: secret }] });
  }
  const log = chunks.join('');
  expect(chunks.length).toBeGreaterThan(25);
  for (const secret of [...secrets, ...addresses, '127.0.0.1', '::ffff']) expect(log).not.toContain(secret);
});

test.each([
  ['from 203.0.113.77:8080', 'from [address]:8080'],
  ['2001:db8:aaaa:bbbb::77.', '[address].'],
  ['fe80::1, ::1 and 2a00::5', '[address], [address] and [address]'],
  ['::ffff:192.0.2.1', '::ffff:[address]'],
  ['at 12:30:45', 'at 12:30:45'],
  ['std::string', 'std::string'],
])('addresses are hidden, and nothing else: %s', (text, hidden) => expect(hideAddresses(text)).toBe(hidden));

test('an entry stays one line for any input', async () => {
  const chunks: string[] = [];
  const { app } = await openTestApp({
    logger: pino({ level: 'info' }, { write: (line: string) => void chunks.push(line) }),
  });
  const nasty = fc.constantFrom(
    '\n',
    '\r\n',
    '\u2028',
    '\u2029',
    '\u0085',
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '"}',
    '\\',
    'x',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), { maxLength: 10 }), async (parts) => {
      chunks.length = 0;
      const q = parts.join('').slice(0, 400);
      await request(app)
        .get('/api/search')
        .query({ q, publisher: q === '' ? 'x' : q.slice(0, 150) });
      expect(chunks).toHaveLength(1);
      const line = chunks[0]!;
      expect(line.endsWith('\n')).toBe(true);
      // eslint-disable-next-line no-control-regex -- control characters are what this is about
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
      expect(JSON.parse(line)).toMatchObject({ msg: 'request' });
    }),
    { numRuns: 200 },
  );
});
