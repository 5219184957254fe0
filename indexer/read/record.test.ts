import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBoilerplate } from '../boilerplate.ts';
import { readRecord } from './record.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
const FRAGMENT =
  '<p>The strike at the port of <b>Basra</b> ended on Monday, the union said.</p><ul><li>One demand was met</li></ul>' +
  '<h2>What next</h2><p>Talks go on.</p><script>track()</script>';

const bodyOf = (html: string): string[] =>
  readRecord({ title: 'A strike ends', html }, { file: 'a.jsonl' }, boilerplate).articles.flatMap(({ body }) =>
    body.map(({ text }) => text),
  );

test('all of a fragment is article: a record says what belongs to it', () => {
  expect(bodyOf(FRAGMENT)).toEqual([
    'The strike at the port of Basra ended on Monday, the union said.',
    'One demand was met',
    'What next',
    'Talks go on.',
  ]);
  expect(bodyOf('<p>Rain fell.</p>')).toEqual(['Rain fell.']);
});

test.each([
  ['a page', (inside: string) => `<!doctype html><html><body>${inside}</body></html>`],
  ['what was kept of the body of one', (inside: string) => `<div id="page">${inside}</div>`],
])('of %s the article is taken, without what stands around it', (_, around) => {
  const menu = '<nav><a href="/a">Home</a> <a href="/b">Sport</a></nav>';
  const page = around(`${menu}<article>${FRAGMENT}</article>`);
  expect(bodyOf(page).join()).toContain('Basra');
  expect(bodyOf(page).join()).not.toContain('Sport');
});

test.each([[7], [undefined]])(
  'lines within the text of a record are none of the file: all of it is on line %s',
  (line) => {
    const text = 'BASRA – The strike ended on Monday.\n\nShare this article\n\nPublished 3 May 2021\n\nTalks go on.';
    const place = { file: 'a.jsonl', ...(line !== undefined && { line }) };
    const { articles } = readRecord({ title: 'A strike ends', text }, place, boilerplate);
    const { body, dropped, dateCandidates, ...article } = articles[0]!;
    expect(dropped.length * dateCandidates.length).toBeGreaterThan(0);
    for (const part of [article, ...body, ...dropped, ...dateCandidates]) expect(part.line).toBe(line);
  },
);
