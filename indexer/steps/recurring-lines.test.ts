import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBoilerplate } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
const paragraphs = Array.from(
  { length: 4 },
  (_, at) => `Boat ${'ABCD'[at]} left the old harbour in the evening, and nobody on the pier knew why it did so.`,
);
const lineAbove = (labels: readonly string[]) => {
  const text = paragraphs.map((paragraph, at) => `${labels[at]}\n${paragraph}`).join('\n');
  const [article] = splitPage(
    toPageLines(`The boats of the bay\n${paragraphs[0]!.replace('A', 'E')}\n${text}`),
    'page.txt',
    boilerplate,
  );
  return article!.dropped.filter(({ rule }) => rule === 'boilerplate:recurring-line').map((line) => line.text);
};

test.each([
  ['the same words', ['Article content', 'Article content', 'Article content', 'Article content']],
  ['but for a number', ['Offer 1 goes on', 'Offer 2 goes on', 'Offer 3 goes on', 'Offer 4 goes on']],
  ['a sentence', Array<string>(4).fill('Our boats are rented by the hour, also in the evening.')],
])('a line that comes again and again is the page’s: %s', (_, labels) => {
  expect(lineAbove(labels)).toEqual(labels);
});

test.each([
  ['a line that comes twice', ['Looking back', 'Looking back', 'Looking ahead', 'Looking down']],
  ['who speaks', ['Anna Berg', 'Jo Ruiz', 'Anna Berg', 'Anna Berg']],
  ['the hours of a day', ['9:15 p.m.', '9:45 p.m.', '10:05 p.m.', '11:30 p.m.']],
  ['who speaks, with a colon', ['Visitor:', 'Visitor:', 'Visitor:', 'Visitor:']],
])('but not %s', (_, labels) => {
  expect(lineAbove(labels)).toEqual([]);
});

test('an article printed three times keeps its sub-heads', () => {
  const long = Array.from({ length: 10 }, (_, at) => paragraphs[0]!.replace('A', `number ${at}`));
  const copy = ['The boats of the bay', ...long, 'Looking back at night', paragraphs[1], '', '', ''].join('\n');
  const articles = splitPage(toPageLines(copy.repeat(3)), 'page.txt', boilerplate);
  expect(articles[0]!.body.map(({ text }) => text)).toContain('Looking back at night');
});

test.each([
  ['parts the articles', '\n', ['Old', 'Ferry', 'Council']],
  ['signs the text above where it stands as far from both', '\n\n', ['Old']],
])('a line above each title, set apart from the text before, %s', (_, gap, expected) => {
  const titles = [
    'Old harbour is closed for a whole winter',
    'Ferry loses its way in the fog of the bay',
    'Council counts the boats of the town twice',
  ];
  const stories = titles.map((title, at) => {
    const paragraph = paragraphs[at]!;
    return `Print  A  B${gap}${title}\nAgencies\n\n${paragraph}\n\n${paragraph.replaceAll('harbour', 'dock')}`;
  });
  const articles = splitPage(toPageLines(stories.join('\n\n')), 'page.txt', boilerplate);
  expect(articles.map(({ title }) => title.split(' ')[0])).toEqual(expected);
});
