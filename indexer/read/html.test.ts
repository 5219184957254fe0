import { expect, test } from 'vitest';
import { bodyText } from '../draft.ts';
import { readHtml } from './html.ts';

const PROSE = [
  'The council of the island voted on Monday to rebuild the old harbour, which a storm had destroyed two winters ago.',
  'Fishermen had asked for a longer pier, but the engineers warned that the sea bed would not carry the weight of it.',
  'Work is to begin in the spring, and the mayor hopes that the first boats can moor there before the end of the year.',
];

function page(main: string, head = ''): string {
  return `<!doctype html><html><head><title>Harbour to be rebuilt | Island News</title>${head}</head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>${main}
    <footer><p>© 2026 Island News. All rights reserved by the publisher of this page and its partners.</p></footer></body></html>`;
}

test('reads headline, body and date of a plain article', () => {
  const head = '<meta property="article:published_time" content="2024-03-05T08:00:00+01:00">';
  const html = page(
    `<article><h1>Harbour to be rebuilt</h1>${PROSE.map((text) => `<p>${text}</p>`).join('')}</article>`,
    head,
  );
  const { articles, messages } = readHtml(html, { file: 'a.html', record: '7' });
  expect(messages).toEqual([]);
  expect(articles).toHaveLength(1);
  const [draft] = articles;
  expect(draft).toMatchObject({ file: 'a.html', record: '7', title: 'Harbour to be rebuilt' });
  expect(bodyText(draft!)).toContain(PROSE.join('\n\n'));
  expect(draft!.dateCandidates[0]).toMatchObject({ value: '2024-03-05', source: 'meta' });
});

test('a page without text yields no article and says so', () => {
  const { articles, messages } = readHtml('<html><body><nav>Home</nav></body></html>', { file: 'empty.html' });
  expect(articles).toEqual([]);
  expect(messages).toMatchObject([{ rule: 'html-without-article', file: 'empty.html' }]);
});
