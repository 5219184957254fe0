import { parseAtomFeed } from 'feedsmith';
import type { Response } from 'supertest';
import request from 'supertest';
import { expect, test } from 'vitest';
import { article } from '../../engine/conformance/build.ts';
import { openTestApp } from '../support/open-test-app.ts';
import { reindex } from '../support/wait-for-job.ts';

/** supertest hands out text for text types only. */
const asText = (response: Response, done: (error: Error | null, body: unknown) => void): void => {
  const stream = response as unknown as NodeJS.ReadableStream;
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  stream.on('end', () => done(null, text));
};

const MANY = Array.from({ length: 700 }, (_, index) =>
  article({ id: `a${index}`, title: `Flood ${index}`, body: `The river rose to level ${index}.`, date: '2024-05-01' }),
);

test('JSON Lines hold every hit once, with query, generation and total at the head', async () => {
  const { app } = await openTestApp({ articles: MANY });
  const response = await request(app).get('/api/export?format=jsonl&q=flood').buffer(true).parse(asText).expect(200);
  const [head, ...lines] = (response.body as string)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(head).toMatchObject({ query: 'flood', totalHits: 700 });
  expect(head?.['generation']).toBe(response.headers['dateline-generation']!.split('/')[0]);
  expect(new Set(lines.map((line) => line['id'])).size).toBe(700);
  expect(lines[0]).not.toHaveProperty('body');
});

test('CSV holds no formula, whatever an article is called', async () => {
  const articles = ['=1+1', '@SUM(A1)', '-2', '+3', '"quoted", and more'].map((title, index) =>
    article({ id: `x${index}`, title, body: '=cmd' }),
  );
  const { app } = await openTestApp({ articles });
  const response = await request(app).get('/api/export?format=csv&body=true').buffer(true).parse(asText).expect(200);
  expect(response.headers['content-disposition']).toContain('articles.csv');
  const lines = (response.body as string).split('\r\n');
  expect(lines[0]).toContain('# {');
  expect(lines[1]).toMatch(/^id,title,date,.*,body$/);
  expect(lines.slice(2).join('\n')).not.toMatch(/(?:^|,)"?[=+\-@]/m);
});

test('an export asks for a known format and known parameters', async () => {
  const { app } = await openTestApp();
  await request(app).get('/api/export').expect(400);
  await request(app).get('/api/export?format=xlsx').expect(400);
  await request(app).get('/api/export?format=csv&page=2').expect(400);
});

test('a feed of any search tells when the archive first had an article, over reindexes', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const { app, archive } = await openTestApp({ now: () => now });
  await reindex(archive);
  const get = async () => {
    const response = await request(app).get('/feed.atom?q=iraq').expect(200).expect('Content-Type', /atom/);
    return parseAtomFeed(response.text);
  };
  const first = await get();
  expect(first.entries?.map((entry) => entry.id)).toContain('urn:dateline:article:iraq-mission');
  now += 86_400_000;
  await reindex(archive);
  expect((await get()).entries?.map((entry) => entry.updated)).toEqual(first.entries?.map((entry) => entry.updated));
});

test('hostile titles and hosts stay text in feed and description', async () => {
  const title = '</title><script>alert(1)</script>\u0000\u0008 & ]]>';
  const { app } = await openTestApp({ articles: [article({ id: 'x', title, body: 'x', url: 'javascript:alert(1)' })] });
  const feed = await request(app).get('/feed.atom').set('Host', 'evil"><script>').expect(200);
  expect(feed.text).not.toContain('<script');
  expect(feed.text).not.toContain('javascript:');
  expect(feed.text).not.toContain('evil');
  expect(feed.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt;');
  expect(parseAtomFeed(feed.text).entries).toHaveLength(1);
  const description = await request(app).get('/opensearch.xml').expect(200);
  expect(description.text).toContain('{searchTerms}');
});
