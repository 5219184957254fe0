import { parseAtomFeed } from 'feedsmith';
import type { Response } from 'supertest';
import request from 'supertest';
import { expect, test, vi } from 'vitest';
import { article } from '../../engine/conformance/build.ts';
import type { SearchAnswer } from '../../server/schemas/answers.ts';
import type { TestApp } from '../support/open-test-app.ts';
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

/** An export as text, and the header fields that tell what it is of. */
async function exportOf(app: TestApp['app'], query: string): Promise<{ text: string; headers: Response['headers'] }> {
  const response = await request(app).get(`/api/export?${query}`).buffer(true).parse(asText).expect(200);
  return { text: response.body as string, headers: response.headers };
}

const linesOf = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('JSON Lines hold every hit once, on request nothing else; the total is told beside them', async () => {
  const { app } = await openTestApp({ articles: MANY });
  const { text, headers } = await exportOf(app, 'format=jsonl&q=flood&head=false');
  const lines = linesOf(text);
  expect(lines).toHaveLength(700);
  expect(new Set(lines.map((line) => line['id'])).size).toBe(700);
  expect(lines[0]).not.toHaveProperty('body');
  expect(headers['dateline-total']).toBe('700');
});

test('an export names query, generation and total at its head', async () => {
  const { app } = await openTestApp({ articles: MANY });
  const { text, headers } = await exportOf(app, 'format=jsonl&q=flood');
  const [head, ...lines] = linesOf(text);
  expect(head).toMatchObject({ query: 'flood', totalHits: 700 });
  expect(head?.['generation']).toBe(headers['dateline-generation']!.split('/')[0]);
  expect(lines).toHaveLength(700);
  const csv = await exportOf(app, 'format=csv&q=flood');
  expect(csv.text.split('\r\n').slice(0, 2)).toEqual([
    expect.stringMatching(/^\uFEFF"# \{/),
    expect.stringMatching(/^id,title,/),
  ]);
});

test('export, feed and facet values count what the search counts, the beginning of a word included', async () => {
  const { app } = await openTestApp();
  const search = await request(app).get('/api/search?q=harb&facets=language').expect(200);
  const { totalHits, facets } = search.body as SearchAnswer;
  expect(totalHits).toBeGreaterThan(0);
  expect(linesOf((await exportOf(app, 'format=jsonl&q=harb&head=false')).text)).toHaveLength(totalHits);
  const feed = await request(app).get('/feed.atom?q=harb&limit=100').expect(200);
  expect(parseAtomFeed(feed.text).entries).toHaveLength(totalHits);
  const values = await request(app).get('/api/facets/language?query=harb').expect(200);
  expect((values.body as { values: unknown }).values).toEqual(facets.language);
});

test('a long export leaves no listener behind for each page that the reader waited for', async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error) => warnings.push(message);
  process.on('warning', note);
  const long = 'The river rose again. '.repeat(40);
  const articles = Array.from({ length: 4_000 }, (_, index) =>
    article({ id: `b${index}`, title: 'Flood', body: long }),
  );
  const { app } = await openTestApp({ articles });
  for (const encoding of ['gzip', 'identity']) {
    const get = request(app).get('/api/export?format=jsonl&body=true').set('Accept-Encoding', encoding);
    const { body } = (await get.buffer(true).parse(asText).expect(200)) as { body: string };
    expect(body.split('\n')).toHaveLength(articles.length + 2);
  }
  process.off('warning', note);
  expect(warnings).toEqual([]);
}, 120_000);

test('HEAD tells of an export and reads none of it', async () => {
  const { app, engine } = await openTestApp({ articles: MANY });
  const scans = vi.spyOn(engine, 'scan');
  const { headers } = await request(app).head('/api/export?format=jsonl').expect(200);
  expect(headers['dateline-total']).toBe('700');
  expect(scans.mock.calls.length).toBeLessThanOrEqual(1);
});

test('CSV holds no formula, whatever an article is called', async () => {
  const articles = ['=1+1', '@SUM(A1)', '-2', '+3', '"quoted", and more'].map((title, index) =>
    article({ id: `x${index}`, title, body: '=cmd' }),
  );
  const { app } = await openTestApp({ articles });
  const { text, headers } = await exportOf(app, 'format=csv&body=true&head=false');
  expect(headers['content-disposition']).toContain('articles.csv');
  const lines = text.split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFid,title,date,.*,body$/);
  expect(lines.slice(1).join('\n')).not.toMatch(/(?:^|,)"?[=+\-@]/m);
});

test('an export asks for a known format and known parameters', async () => {
  const { app } = await openTestApp();
  const without = await request(app).get('/api/export').expect(400);
  expect(without.body).toMatchObject({ parameter: 'format', detail: 'format: is needed' });
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

test('a request that names no host, or what is none, is answered with addresses that lead somewhere', async () => {
  const { app } = await openTestApp();
  for (const host of ['', 'evil.example"><script>']) {
    const { text } = await request(app).get('/opensearch.xml').set('host', host).expect(200);
    expect(text).toContain('template="http://localhost/?q={searchTerms}"');
  }
});
