import { expect, test } from 'vitest';
import { readMetadata } from './metadata.ts';
import { pageContent } from './page-content.ts';
import { pageFeatures } from './page-features.ts';
import { parsePage } from './parse-page.ts';

function featuresOf(html: string) {
  const page = parsePage(html);
  const metadata = readMetadata(page);
  return pageFeatures(page.root, pageContent(html, page, metadata.statedText), metadata, undefined, 0);
}

const item = (at: number, lines: string): string => `<li class="card card-${at}">${lines}</li>`;
const items = (lines: string, count = 5): string =>
  `<ul>${Array.from({ length: count }, (_, at) => item(at, lines)).join('')}</ul>`;

test.each([
  ['side by side, of one look but for their number', items('<h3><a href="/a">Chair</a></h3><p>29 pounds</p>'), 5],
  [
    'the longest of several lists',
    items('<p><a href="/a">A</a></p><p>B</p>', 3) + items('<p><a>A</a></p><p>B</p>', 4),
    4,
  ],
  ['a menu has one line an item', items('<a href="/a">Chair</a>'), 1],
  ['points of a text hold no link', items('<p>One.</p><p>Two.</p>'), 0],
  ['nothing', '', 0],
])('items: %s', (_name, body, count) => {
  expect(featuresOf(`<html><body>${body}</body></html>`).items).toBe(count);
});

test('items with a heading, of one list', () => {
  const headed = items('<h3><a href="/a">Chair</a></h3><p>29 pounds</p>', 4);
  const plain = items('<p><a href="/a">Chair</a></p><p>29 pounds</p>', 6);
  expect(featuresOf(`<html><body>${headed}${plain}</body></html>`)).toMatchObject({ items: 6, headedItems: 4 });
});

test('lines that lead on to another page', () => {
  const lines = ['Read more', 'More about chairs', 'Weiterlesen', 'Evermore', `More than ${'very '.repeat(9)}much`];
  expect(featuresOf(`<html><body>${lines.map((line) => `<p>${line}</p>`).join('')}</body></html>`).onwards).toBe(3);
});

test.each([
  ['<h1>Chairs and Stools</h1>', 3, 1, 0],
  ['<h1>Der Rat in Köln wählt am 4. Mai</h1>', 8, 5, 1],
  ['', 0, 0, 0],
])('words of the headline, the short ones, and marks or figures: %s', (body, words, short, marks) => {
  const { headlineWords, headlineShortWords, headlineMarks } = featuresOf(`<html><body>${body}</body></html>`);
  expect([headlineWords, headlineShortWords, headlineMarks]).toEqual([words, short, marks]);
});
