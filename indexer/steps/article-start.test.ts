import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { timesAsLong } from '../../test/support/times-as-long.ts';
import { loadBoilerplate } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
const split = (text: string) => splitPage(toPageLines(text), 'page.txt', boilerplate);

describe('a title that stands once begins an article', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const later = prose.replace('old', 'new');
  const title = 'Old pier closes for good after the storm';
  test.each([
    ['behind a gap wider than all others', `${prose}\n\n${later}\n\n\n\n${title}\n\n${prose}`],
    [
      'behind the only gap of the page',
      `${prose}\n${later}\n\n${title.replace(/ [a-z]{3,}/g, (word) => ` ${word[1]!.toUpperCase()}${word.slice(2)}`)}\n${prose}`,
    ],
    ['behind the only gap of a page, in small letters', `${prose}\n${later}\n\n${title}\n${prose}`],
    ['below a line of stars', `${prose}\n${later}\n* * *\n${title}\n${prose}`],
    ['below the tags of the article above', `${prose}\n${later}\nTags: plan, hall\n${title}\n${prose}`],
    ['above how long ago it was', `${prose}\n${later}\n${title}\n3 hours ago\n${prose}`],
    [
      'above a standfirst and its date',
      `${prose}\n${later}\n${title}\nNobody is hurt, the harbour master says.\nPublished: 3 May 2021\n${prose}`,
    ],
    [
      'below a list of others',
      `${prose}\n${later}\nRelated news\nWhy the pier leans to the left\n${title}\nBy Jane Doe\n${prose}`,
    ],
    ['below the first link of the next page', `${prose}\n\n${later}\nSkip to content\n${title}\n${prose}`],
    [
      'above a picture with its caption printed twice',
      `${prose}\n\n${later}\n\n${title}\nBoats at noon. (EPA)\nBoats at noon. (EPA)\n\n${prose}`,
    ],
    [
      'above what stands below its picture, printed twice without a credit',
      `${prose}\n\n${later}\n\n${title}\nBoats at the pier\nBoats at the pier\n\n${prose} It may.`,
    ],
    [
      'below a list of others and the link to its rest',
      `${prose}\n\n${later}\nElsewhere\nWhy the pier leans to the left\nView all\n${title}\nBoats at noon. (EPA)\n${prose}`,
    ],
    ['below an address', `${prose}\n${later}\nRead our rules at https://example.org\n${title}\nBy Jane Doe\n${prose}`],
  ])('%s', (_, text) => {
    const titles = split(`Council votes on the plan\n${text}`).map((article) => article.title.toLowerCase());
    expect(titles).toEqual(['council votes on the plan', title.toLowerCase()]);
  });

  test.each([
    ['the longer of two sub-heads behind gaps', `\n\nA short one\n${later}\n\n${title}\n`],
    ['a short line below stars', '\n* * *\nWhat comes next\n'],
    ['a post of a reader', '\n\n\nClosed for good, says the harbour master @harbour\n'],
    ['an item of a list', '\n\n\n• Closed for good, says the harbour master\n'],
    ['a gap like those before paragraphs', `\n\n\n${later}\n\n\n\nClosed for good, says the harbour master\n`],
  ])('but not %s', (_, between) => {
    expect(split(`Council votes on the plan\n\n${prose}\n\n${later}\n${between}\n${prose} It may.`)).toHaveLength(1);
  });
});

describe('of the short lines at the top of a page the title is', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const title = 'Council votes on the harbour plan';
  test.each([
    [
      'the one behind the widest gap',
      `Menu\nWhat we know about the storm\nThe ten best piers of the coast\n\n\n${title}\n\nBy Jane Doe`,
    ],
    ['above its standfirst', `Menu\n\n\n${title}\n\n\nA plan that nobody had asked for, as many say\n\n3 May 2021`],
    ['the one at the end of its own path', `Start Region Harbour ${title}\n${title}\nBy Jane Doe`],
    [
      'below the name of its section, which is in the menu',
      `Harbour News\nSports\nTides\nHARBOUR NEWS\n${title}\nBy Jane Doe`,
    ],
    ['below the menu', `Region | Harbours | Boats | Weather\n${title}`],
    ['below the name of an office', `Ministry of Foreign Affairs\nPress and media\n${title}\n3 May 2021`],
    ['below a sentence about the page', `This copy is for your own use only.\n${title}\nBy Jane Doe\n3 May 2021`],
  ])('%s', (_, header) => {
    const [article, ...others] = split(`${header}\n\n${prose}\n\n${prose.replace('old', 'new')}`);
    expect(others).toEqual([]);
    expect(article!.title).toBe(title);
    expect(article!.body.map(({ text }) => text)).not.toContain('This copy is for your own use only.');
  });
});

test('where the first title of a page stands twice at once, other lines that do are titles, too', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const second = 'a boat for the children of the islands';
  const page = (first: string) =>
    split(`${first}\n\n${prose}\n\n${second}\n\n${second}\n\n${prose.replace('old', 'new')}`).map(({ title }) => title);
  const first = 'Council votes on the plan';
  expect(page(`${first}\n\n${first}`)).toEqual([first, second]);
  expect(page(first)).toEqual([first]);
});

test('where titles stand twice at once, the title is not the last headline of the list above', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const [first, second] = ['Council votes on the plan', 'A boat for the children of the islands'];
  const story = (title: string) => `${title}\n\n${title}\n\nA boat at noon (EPA)\n\n${prose} ${title}, it said.\n\n`;
  const text = `${story(first)}Read more\nWhy the pier leans to the left\n${story(second)}`;
  expect(split(text).map(({ title }) => title)).toEqual([first, second]);
});

test('a shouted title stands below a shouted place', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const [article] = split(`SANDVIK\nCOUNCIL VOTES ON THE PLAN\n3 May 2021\n${prose}`);
  expect(article!.title).toBe('COUNCIL VOTES ON THE PLAN');
});

test('a title in capitals that has some words begins an article, and has the day that stands before its other printing', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const story = (day: string, title: string) =>
    `[${day} 09:12] ${title}\nCategory: Harbours | Views: 12 | Print\n\n${title}\n\n${prose} ${title}, it said.\n\n${prose.replace('hall', 'pier')}\n\nTags: plan, pier\n\n`;
  const text = `${story('2021-05-03', 'COUNCIL VOTES ON THE HARBOUR PLAN')}${story('2021-05-02', 'BOATS WAIT FOR A BERTH ON THE PIER')}`;
  expect(split(text).map(({ title, dateCandidates }) => [title, dateCandidates.map(({ value }) => value)])).toEqual([
    ['COUNCIL VOTES ON THE HARBOUR PLAN', ['2021-05-03']],
    ['BOATS WAIT FOR A BERTH ON THE PIER', ['2021-05-02']],
  ]);
});

test('items of a digest begin with a place in capitals and a headline', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const item = (place: string, title: string) =>
    `${place}\n${title}\n${prose} ${title}, it said.\n${prose.replace('old', place)}`;
  const titles = [
    'Council votes on the harbour plan',
    'Boats wait for a berth on the pier',
    'Gulls leave the coast for the hills',
  ];
  const text = titles.map((title, index) => item(['SANDVIK', 'OLD TOWN', 'NORTH BAY'][index]!, title)).join('\n\n');
  expect(split(text).map(({ title }) => title)).toEqual(titles);
});

test('what sections of one name begin with is no title', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const story = (section: string, title: string) =>
    `The Harbour Review - ${section}\n\n${title}\n\nPublished on 3 May 2021\n\n${prose} ${title}, it said.\n\n`;
  const [first, second] = ['“A pier is no road”', 'Boats wait for a berth on the pier'];
  expect(
    split(`${story('Interviews', first)}* * *\n\n${story('Briefly noted', second)}`).map(({ title }) => title),
  ).toEqual([first, second]);
});

test('above the drawn line that parts the articles of a page stands the name of the page', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const titles = ['Council votes on the harbour plan', 'Boats wait for a berth on the pier'];
  const stories = titles.map(
    (title) => `${title}\n\n${prose} ${title}, it said.\n\n${prose.replace('old', title)}\n\n`,
  );
  const page = (rule: string) => split(`Archive of the wire of the coast\n${rule}\n\n${stories.join(`${rule}\n\n`)}`);
  expect(page('------').map(({ title }) => title)).toEqual(titles);
  const [underlined] = split(
    `${titles[0]}\n------\nA plan that nobody had asked for\n\n${prose}\n\n${prose.replace('old', 'new')}`,
  );
  expect(underlined!.title).toBe(titles[0]);
  const [broken] = split(
    `${titles[0]}\n* * *\nA plan that nobody had asked for\nBy Jane Doe\n${prose}\n* * *\n${prose.replace('old', 'new')}`,
  );
  expect(broken!.title).toBe(titles[0]);
});

test('a title and the same with the name of the site are no caption below the menu', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const title = 'Council votes on the harbour plan of the town';
  const text = `Towns Harbours Boats and Weather\n${title}\n${title} - The Post of the Coast\n3 May 2021\n${prose}\n${prose.replace('old', 'new')}`;
  expect(split(text).map((article) => article.title)).toEqual([title]);
});

test('behind a text that stands twice another article begins', () => {
  const text = [
    'The council met in the old hall and voted on the plan, as it had promised.',
    'The mayor said that the pier would be closed until the end of the winter.',
    'Nobody knows who will pay for the boats that were lost in the storm of May.',
  ].join('\n\n');
  const story = (title: string, body: string) => `${title}\n\n${title}\n\n${body}\n\n`;
  const titles = ['Council votes on the harbour plan', 'Gulls leave the coast for the hills'];
  const page = story(titles[0]!, `${text}\n\n${text}`) + story(titles[1]!, text.replaceAll('the', 'some'));
  expect(split(page).map(({ title }) => title)).toEqual(titles);
});

test('a date between two articles is of the one above where the page prints dates below titles', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const dates = (header: string) =>
    split(
      `${header}\n\n${prose}\n\n${prose.replace('old', 'new')}\n\nPosted 4 May 2021\nBoats wait at the pier\nA boat at noon (EPA)\nA boat at noon (EPA)\n\n${prose} It did.`,
    ).map(({ dateCandidates }) => dateCandidates.map(({ value }) => value));
  expect(dates('Council votes on the plan\nPosted 4 May 2021')).toEqual([['2021-05-04', '2021-05-04'], []]);
  expect(dates('Posted 3 May 2021\nCouncil votes on the plan')).toEqual([['2021-05-03'], ['2021-05-04']]);
});

test('paragraphs above the first article that shows its beginning are an article of their own', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const text = `${prose}\n${prose.replace('old', 'new')}\n${prose.replace('old', 'town')}\n\n\n\nPier closes after the storm\nBy Jane Doe\n${prose.replace('hall', 'pier')}`;
  expect(split(text).map(({ title, body }) => [title, body.length])).toEqual([
    ['', 3],
    ['Pier closes after the storm', 1],
  ]);
});

test('short sentences below a list of others stay where the text goes on', () => {
  const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
  const short = ['Nobody left early, the mayor said.', 'The lights of the hall stayed on.'];
  const text = [
    'Council votes on the plan',
    prose,
    'Related news',
    'Why the hall leans to the left',
    ...short,
    `${prose} ${prose}`,
  ];
  expect(split(text.join('\n'))[0]!.body.map((paragraph) => paragraph.text)).toEqual([
    prose,
    ...short,
    `${prose} ${prose}`,
  ]);
});

test.each([
  [
    'one header without end',
    'Related news\nPier Closes Again\nIt was closed.\nIt was opened.\nIt was closed for good.\n',
  ],
  [
    'thousands of articles',
    'Pier closes after the storm\nBy Ana Ruiz\nThe pier was closed on Monday, as it had been in May.\n\n\n',
  ],
])('a page takes time in proportion to its length: %s', (_, part) => {
  const page = (times: number) => () => split(part.repeat(times));
  expect(timesAsLong(page(2_000), page(500))).toBeLessThan(8);
});

test('drawn lines without end above a page of others take time in proportion to its length', () => {
  const story = 'Pier closes after the storm\nThe pier was closed on Monday, as it had been in May.\n';
  const page = (times: number) => () => split(`${'-----\n'.repeat(times)}${story}${`=====\n${story}`.repeat(times)}`);
  expect(timesAsLong(page(2_000), page(500))).toBeLessThan(8);
});
