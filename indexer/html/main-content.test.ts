import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mainContent } from './main-content.ts';
import { findElements, textOf } from './page-tree.ts';
import { parsePage } from './parse-page.ts';
import { toParagraphs } from './to-paragraphs.ts';

const PROSE = [
  'The council of the island voted on Monday evening to rebuild the old harbour, which a winter storm had destroyed two years ago, and to ask the mainland for half of the cost.',
  'Fishermen had asked for a longer pier, but the engineers warned that the sea bed would not carry its weight, and that the current would fill the basin with sand within a decade.',
  'Work is to begin in the spring, when the last of the cruise ships has left, and the mayor hopes that the first boats can moor there before the end of the year.',
  'The opposition called the plan too expensive and wants the question put to the voters, who had turned down a smaller harbour only four years ago by a narrow margin.',
];

function extract(html: string, headline = 'Harbour to be rebuilt'): string[] {
  return toParagraphs(mainContent(parsePage(html).root, { headline, description: '', body: '' }).blocks).map(
    ({ text }) => text,
  );
}

function page(main: string): string {
  const links = ['Home', 'World', 'Sport', 'Culture'].map((name) => `<li><a href="/${name}">${name}</a></li>`).join('');
  return `<html><body><header><nav><ul>${links}</ul></nav></header>${main}
    <aside class="related"><h3>Most read</h3><ul><li><a href="/x">A ferry that never came back</a></li><li><a href="/y">Ten beaches for the winter</a></li></ul></aside>
    <footer><p>© Island News. All rights reserved.</p><p>Imprint Privacy Contact</p></footer></body></html>`;
}

const paragraphs = PROSE.map((text) => `<p>${text}</p>`);

test('keeps the text and leaves out navigation, related links and the footer', () => {
  const found = extract(page(`<main><article><h1>Harbour to be rebuilt</h1>${paragraphs.join('')}</article></main>`));
  expect(found).toEqual(expect.arrayContaining(PROSE));
  for (const other of ['Home', 'Most read', 'A ferry that never came back', '© Island News. All rights reserved.'])
    expect(found).not.toContain(other);
});

test('keeps subheads and lists in their place', () => {
  const list = '<ul><li>the pier is to be ninety metres long</li><li>the basin is to be four metres deep</li></ul>';
  const found = extract(
    page(
      `<article><h1>Harbour to be rebuilt</h1>${paragraphs.slice(0, 2).join('')}<h2>What is planned</h2>${list}${paragraphs.slice(2).join('')}</article>`,
    ),
  );
  const at = (text: string): number => found.indexOf(text);
  expect(at('What is planned')).toBeGreaterThan(at(PROSE[1]!));
  expect(at('What is planned')).toBeLessThan(at(PROSE[2]!));
});

test('a page laid out by tables and line breaks is read too', () => {
  const found = extract(
    `<body><table><tr><td><a href="/">Home</a></td><td>${PROSE.join('<br><br>')}</td></tr></table></body>`,
  );
  expect(found.join(' ')).toContain(PROSE[2]);
});

test('a paragraph that stands twice is kept once, and the second told', () => {
  const { blocks, dropped } = mainContent(
    parsePage(page(`<article>${paragraphs.join('')}${paragraphs[0]!}<p>${PROSE[1]!} So it was.</p></article>`)).root,
    {
      headline: '',
      description: '',
      body: '',
    },
  );
  expect(blocks.filter(({ text }) => text === PROSE[0])).toHaveLength(1);
  expect(dropped).toContainEqual(expect.objectContaining({ rule: 'repeated' }));
});

test('a whole text that stands once more in one piece is kept once', () => {
  const { blocks, dropped } = mainContent(
    parsePage(page(`<article>${paragraphs.join('')}<p>${PROSE.slice(0, 3).join(' ')}</p></article>`)).root,
    { headline: '', description: '', body: '' },
  );
  expect(blocks.map(({ text }) => text)).toEqual(PROSE);
  expect(dropped).toContainEqual(expect.objectContaining({ rule: 'repeated' }));
});

test('cells of a row become one line', () => {
  const rows = '<table><tr><th>Year</th><th>Boats</th></tr><tr><td>2020</td><td>41</td></tr></table>';
  const cells = findElements(parsePage(rows).root, 'th', 'td').map((element) => ({
    text: textOf(element),
    linkLength: 0,
    boldLength: 0,
    italicLength: 0,
    element,
  }));
  expect(toParagraphs(cells).map(({ text }) => text)).toEqual(['Year | Boats', '2020 | 41']);
});

test('whatever the markup, what is kept stands on the page in its order, and nothing throws', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...paragraphs,
      '<div>',
      '</div>',
      '<article>',
      '</article>',
      '<br><br>',
      '<ul><li>x',
      '<table><tr><td>',
      '</table>',
      '<a href=x>link</a>',
      '<h2>head</h2>',
      '<p hidden>',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const { survey, blocks } = mainContent(parsePage(pieces.join('')).root, {
        headline: '',
        description: '',
        body: '',
      });
      const places = blocks.map((block) => survey.blocks.indexOf(block));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places).not.toContain(-1);
    }),
    { numRuns: 60 },
  );
});
