import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBoilerplate } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
const later = prose.replace('old', 'new');
const split = (lines: readonly string[]) => splitPage(toPageLines(lines.join('\n')), 'page.txt', boilerplate)[0]!;
const bodyOf = (...lines: readonly string[]) =>
  split(['Council votes on the plan', ...lines]).body.map(({ text }) => text);

test('of the short lines around what a rule knows, between two paragraphs, only the last may be a sub-head', () => {
  const form = ['Letters from the hall', 'Enter your email address', 'Your first name'];
  expect(bodyOf(prose, ...form, 'What comes next', later)).toEqual([prose, 'What comes next', later]);
  expect(bodyOf(prose, 'What was said', 'Advertisement', later)).toEqual([prose, 'What was said', later]);
  expect(bodyOf(prose, 'Advertisement', 'The hall in a film', 'Share', later)).toEqual([prose, later]);
  expect(bodyOf(prose, 'What was said', 'and what was not', later)).toHaveLength(4);
  expect(bodyOf(prose, 'The plan has parts:', '• a pier', 'Advertisement', '• a boat', later)).toHaveLength(5);
});

test.each([
  ['who reports from where', 'Jo Tuck in Port Sudan', 'names'],
  ['a place without a name', 'Reporting from Port Sudan in Sudan', 'byline'],
  ['a byline with an office', 'By Rana Khoury, our correspondent in Beirut', 'byline'],
])('in the header, %s is no text', (_, line, rule) => {
  const article = split(['Council votes on the plan', line, prose]);
  expect(article.dropped).toMatchObject([{ text: line, rule }]);
  expect(article.body.map(({ text }) => text)).toEqual([prose]);
});

test('what a writer is, below a byline, is no text', () => {
  const role = 'Harbour reporter, The Star of the Old Coast';
  expect(bodyOf('By Rana Khoury', role, prose)).toEqual([prose]);
  expect(bodyOf(role, prose)).toEqual([role, prose]);
});

test('in the header a standfirst without a stop is text', () => {
  expect(bodyOf('A plan that nobody had asked for, as many say', prose)).toHaveLength(2);
  const titleCase = split(['Council Votes on the Harbour Plan', 'Members Stay Until the Early Morning', prose]);
  expect(titleCase.body).toHaveLength(2);
});

test('a long line below the name of a picture agency or the label of a film is a caption', () => {
  const caption = 'The old hall in May, when nobody thought of a plan';
  const article = split([
    'Council votes on the plan',
    prose,
    'Getty Images',
    caption,
    later,
    'Video 02:47',
    'The plan in brief',
    prose.replace('old', 'town'),
  ]);
  expect(article.captions.map(({ text }) => text)).toEqual([caption, 'The plan in brief']);
  expect(bodyOf(prose, 'Getty Images', 'What comes next', later)).toContain('What comes next');
});

test('a sentence between the title and a date with its hour is a standfirst, below a picture’s credit its caption', () => {
  const standfirst = 'A plan that nobody had asked for, as many of the members say.';
  const below = ['Jo Ruiz', '30.05.2022, 06:00', prose];
  const article = split(['Council votes on the harbour plan', standfirst, ...below]);
  expect(article.body.map(({ text }) => text)).toEqual([standfirst, prose]);
  expect(article.dateCandidates.map(({ value, source }) => [value, source])).toEqual([['2022-05-30', 'stated-line']]);
  const pictured = split(['Council votes on the harbour plan', '© UNICEF/Ana Ruiz', standfirst, ...below]);
  expect(pictured.captions.map(({ text }) => text)).toEqual([standfirst]);
});

test('what stands below the links at the foot of a page is the page’s', () => {
  const footer = 'Newsletters | Contact us | Imprint | Privacy policy';
  expect(bodyOf(prose, later, footer, 'The tides of the coast are those of the day before.')).toEqual([prose, later]);
  expect(bodyOf(footer, prose, later)).toEqual([prose, later]);
});
