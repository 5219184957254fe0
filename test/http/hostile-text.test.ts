import request from 'supertest';
import { expect, test } from 'vitest';
import { article } from '../../engine/conformance/build.ts';
import type { SearchAnswer } from '../../server/schemas/answers.ts';
import { openTestApp } from '../support/open-test-app.ts';

const TAGS = ['script', 'img', 'svg', 'iframe', 'math', 'details', 'video', 'body', 'a', 'style', 'template', 'mark'];
const HANDLERS = ['onload', 'onerror', 'onclick', 'ontoggle', 'onfocus', 'onmouseover', 'onanimationstart'];
const PREFIXES = ['', '"', "'", '">', "'>", '-->', ']]>', '</title>', '</mark>', '<mark>', '\u0000', '\u2028'];

/** Over a thousand ways of breaking out of a text, each with the word "canary" to be found and marked. */
const VECTORS: readonly string[] = [
  ...TAGS.flatMap((tag) =>
    HANDLERS.flatMap((handler) => PREFIXES.map((prefix) => `${prefix}<${tag} ${handler}=alert(1) src=x canary>`)),
  ),
  ...PREFIXES.map((prefix) => `${prefix}<script>alert(1)</script> canary`),
  ...PREFIXES.map((prefix) => `${prefix}javascript:alert(1)//canary`),
  '&lt;script&gt;alert(1)&lt;/script&gt; canary',
  '<<script>canary</script>',
  '＜script＞canary＜/script＞',
];

const ARTICLES = VECTORS.map((vector, index) =>
  article({
    id: `v${index}`,
    title: vector,
    body: `${vector} and more canary words`,
    publisher: vector.slice(0, 190),
    organisations: [vector.slice(0, 190)],
  }),
);

/** What is left of our own HTML when our own marks are taken out. */
const withoutMarks = (html: string): string => html.replaceAll('<mark>', '').replaceAll('</mark>', '');

test('over a thousand hostile texts stay text in JSON, snippets, facets, feed and CSV', async () => {
  expect(VECTORS.length).toBeGreaterThan(1_000);
  const { app } = await openTestApp({ articles: ARTICLES });
  let seen = 0;
  let cursor: string | undefined;
  do {
    const query = {
      q: 'canary',
      hitsPerPage: 100,
      facets: 'publisher,organisation',
      facetLimit: 500,
      ...(cursor !== undefined && { cursor }),
    };
    const response = await request(app).get('/api/search').query(query).expect(200);
    expect(response.headers['content-type']).toContain('application/json');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    const answer = response.body as SearchAnswer;
    for (const { highlight } of answer.hits) {
      for (const html of [highlight!.title, ...highlight!.snippets] as string[]) {
        expect(html).toContain('<mark>');
        expect(withoutMarks(html)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }
      seen++;
    }
    cursor = answer.nextCursor;
  } while (cursor !== undefined);
  expect(seen).toBe(VECTORS.length);

  const feed = await request(app).get('/feed.atom?q=canary&limit=100').expect(200);
  const ours =
    /<\/?(?:feed|id|title|updated|link|generator|entry|published|author|name|category|summary)\b[^<>]*>|<\?xml[^<>]*>/g;
  expect(feed.text.replaceAll(ours, '')).not.toContain('<');
  for (const highlightPreTag of ['<em>', '__ais-highlight__']) {
    const highlightPostTag = highlightPreTag === '<em>' ? '</em>' : '__/ais-highlight__';
    const body = { q: 'canary', limit: 100, attributesToHighlight: ['*'], highlightPreTag, highlightPostTag };
    const response = await request(app).post('/indexes/articles/search').send(body).expect(200);
    if (highlightPreTag !== '<em>') continue; // plain markers: the text is escaped by who set them
    for (const hit of (response.body as { hits: { _formatted: { title: string; body: string; publisher: string } }[] })
      .hits) {
      const { title, body: passage, publisher } = hit._formatted;
      expect([title, passage, publisher].join(' ').replaceAll(/<\/?em>/g, '')).not.toMatch(/[<>]/);
    }
  }
});
