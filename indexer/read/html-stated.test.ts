import { expect, test } from 'vitest';
import { DOCUMENT_LIMITS } from '../../core/document.ts';
import { checkSize } from '../steps/check-size.ts';
import { checkStated } from '../steps/check-stated.ts';
import { readHtml } from './html.ts';

const PROSE = [
  'The council of the island voted on Monday to rebuild the old harbour, which a storm had destroyed two winters ago.',
  'Fishermen had asked for a longer pier, but the engineers warned that the sea bed would not carry the weight of it.',
  'Work is to begin in the spring, and the mayor hopes that the first boats can moor there before the end of the year.',
];

function pageOf(author: string, publisher: string, address: string): string {
  const stated = {
    '@type': 'NewsArticle',
    headline: 'Harbour',
    author: { name: author },
    publisher: { name: publisher },
  };
  return `<html><head><link rel="canonical" href="${address}"><script type="application/ld+json">${JSON.stringify(stated)}</script></head>
    <body><article><h1>Harbour to be rebuilt</h1>${PROSE.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;
}

test('what a page states beyond the limits of a document is said, not cut without a word', () => {
  const { articles } = readHtml(
    pageOf('a'.repeat(DOCUMENT_LIMITS.author + 1), 'p'.repeat(DOCUMENT_LIMITS.facetValue + 1), `https://a.example/${'u'.repeat(DOCUMENT_LIMITS.url)}`),
    { file: 'long.html' },
  ); // prettier-ignore
  const { messages, stated } = checkSize(checkStated(articles[0]!));
  expect(stated.url).toBeUndefined();
  expect(messages.map(({ rule, reason }) => `${rule} ${/author|publisher/.exec(reason)?.[0] ?? ''}`)).toEqual([
    'url-too-long ',
    'cut-off author',
    'cut-off publisher',
  ]);
});

test('what a page states of itself is cleaned like its text', () => {
  const { articles } = readHtml(pageOf('Jose\u0301\u00a0 Ruiz', 'Te\u0301le\u0301graphe\u0000 \ud83d', 'https://a.example/1'), { file: 'a.html' }); // prettier-ignore
  expect(articles[0]!.stated).toMatchObject({ author: 'José Ruiz', publisher: 'Télégraphe \ufffd' });
});
