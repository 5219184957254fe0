import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { timesAsLong } from '../../test/support/times-as-long.ts';
import { loadBoilerplate } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
const gist = (text: string) =>
  splitPage(toPageLines(text), 'page.txt', boilerplate).map(({ title, dateCandidates }) => [
    title,
    ...dateCandidates.map(({ value }) => value),
  ]);

const TITLES = [
  'Council votes on the harbour plan',
  'Boats wait for a berth on the pier',
  'Gulls leave the coast for the hills',
] as const;
const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
const page = (titles: readonly string[]) =>
  titles.map((title, at) => `${title}\n\n${prose} ${TITLES[at]!}, it said.\n\n${prose.replace('old', TITLES[at]!)}`).join('\n\n'); // prettier-ignore

describe('the day in the line of a title is no part of it', () => {
  test.each([
    ['behind a stroke', (title: string, day: number) => `${title} | ${day} May 2021`],
    ['behind a dash', (title: string, day: number) => `${title} – May ${day}, 2021`],
    ['in brackets', (title: string, day: number) => `${title} (${day} May 2021)`],
    ['in brackets before it', (title: string, day: number) => `[${day} May 2021] ${title}`],
    ['before a colon', (title: string, day: number) => `${day} May 2021: ${title}`],
    ['with its weekday', (title: string, day: number) => `${['Sat', 'Sun', 'Mon'][day - 1]!}, May ${day}, 2021 - ${title}`], // prettier-ignore
    ['in digits', (title: string, day: number) => `${day + 14}/05/2021 - ${title}`],
  ])('%s', (_, marked) => {
    const titles = gist(page(TITLES.map((title, at) => marked(title, at + 1))));
    const days = marked('', 1).includes('15') ? ['15', '16', '17'] : ['01', '02', '03'];
    expect(titles).toEqual(TITLES.map((title, at) => [title, `2021-05-${days[at]!}`]));
  });

  test('of one title behind a dash it may be, and tells the day all the same', () => {
    expect(gist(page([`${TITLES[0]} - 3 May 2021`]))).toEqual([[`${TITLES[0]} - 3 May 2021`, '2021-05-03']]);
    expect(gist(page([`${TITLES[0]} | 3 May 2021`]))).toEqual([[TITLES[0], '2021-05-03']]);
  });

  test.each([
    ['the days of a chronology', `What happened to the old pier of Sandvik\n\n${page(TITLES.map((title) => `3 May 2021: ${title}`))}`], // prettier-ignore
    ['those below a text', `${TITLES[0]}\n\n${prose}\n\n${page(TITLES.map((title) => `3 May 2021 - ${title}`))}`],
  ])('but not %s', (_, text) => {
    expect(gist(text)).toHaveLength(1);
  });

  test('who publishes stands below a title', () => {
    const text = `${TITLES[0]}\nThe Star of the Coast | 3 May 2021\n\n${prose}\n\n${prose.replace('old', 'new')}`;
    expect(gist(text)).toEqual([[TITLES[0], '2021-05-03']]);
  });
});

describe('a digest counts its articles', () => {
  const counted = page(TITLES.map((title, at) => `${at + 1}. ${title}`));
  test.each(['', 'Coast Post\n\n', 'The morning briefing of the Coast Post\n\n'])('below %j', (head) => {
    expect(gist(head + counted)).toEqual(TITLES.map((title) => [title]));
  });

  test('below its table of contents, with who wrote', () => {
    const contents = TITLES.map((title, at) => `${at + 1}. ${title}\n`).join('');
    const items = TITLES.map((title, at) => `${at + 1}. ${title}\nComment | 3 May 2021 | 6 minute read\nJane Doe and Jo Tuck, Coast Desk\n\n${prose} ${title}, it said.\n\n`); // prettier-ignore
    expect(gist(`In this issue\n${contents}4. Event: the harbour by night\n\n${items.join('')}`)).toEqual(
      TITLES.map((title) => [title, '2021-05-03']),
    );
  });

  test.each([
    ['the items of an article', `Three things to see on the coast\n\n${counted}`],
    ['what is counted below a text', `${TITLES[0]}\n\n${prose}\n\n${counted}`],
    ['a list without texts', `${TITLES.map((title, at) => `${at + 1}. ${title}`).join('\n')}\n\n${prose}`],
  ])('but not %s', (_, text) => {
    expect(gist(text)).toHaveLength(1);
  });
});

test('a page of marked titles takes time in proportion to its length', () => {
  const part = `${'- 3 May 2021 '.repeat(15)}\n3 May 2021: ${TITLES[0]}\n${prose}\n`;
  const page = (times: number) => () => gist(part.repeat(times));
  expect(timesAsLong(page(1_200), page(300))).toBeLessThan(8);
});
