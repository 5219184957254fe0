import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadBoilerplate, type BoilerplateRules } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { chooseDate } from './choose-date.ts';
import { monthOfIssue } from './edition.ts';
import { splitPage } from './split-page.ts';

let boilerplate: BoilerplateRules;
beforeAll(async () => {
  boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
});

const datesOf = (lines: readonly string[]) =>
  splitPage(toPageLines(lines.join('\n')), 'page.txt', boilerplate)
    .map(chooseDate)
    .map(({ title, date }) => [title, date?.value ?? null]);

const FERRY = 'Ferry to the outer islands runs aground off Sandvik';
const MILL = 'Owner of the paper mill at Galle to close two halls';
const ferry = [
  'The ferry ran onto a sandbank before dawn with forty people on board, the harbour master of the town said.',
  'Nobody was hurt, and the boat was pulled free with the evening tide.',
];
const mill = [
  'The owner of the mill will shut two of its five halls in spring, because the price of wood has doubled since autumn.',
  'The union called the plan a breach of the promise that was given two years ago.',
];

test.each([
  ['Edition of 12 March 2024', '2024-03-12'],
  ['Newsletter, 3 May 2021', '2021-05-03'],
  ['The Coast Courier | Friday, 15 March 2019', '2019-03-15'],
])('an edition of the day dates what it prints: %s', (head, day) => {
  const lines = [head, '', 'HARBOUR', FERRY, ...ferry, '', 'TRADE', MILL, ...mill];
  const expected = [
    [FERRY, day],
    [MILL, day],
  ];
  expect(datesOf(lines)).toEqual(expected);
  expect(datesOf(['The Coast Courier', ...lines])).toEqual(expected);
  expect(datesOf(['The Coast Courier — News in Brief', ...lines])).toEqual(expected);
});

test.each([
  ['Tuesday, 12 March 2024', '2024-03-12'],
  ['Monday, 05/06/24', '2024-05-06'],
])('a day alone may be that of the visit, unless a name stands above it: %s', (head, day) => {
  const lines = [head, '', 'HARBOUR', FERRY, ...ferry, '', 'TRADE', MILL, ...mill];
  const secondDay = (page: readonly string[]) => datesOf(page).at(-1);
  expect(secondDay(lines)).toEqual([MILL, null]);
  expect(secondDay(['The Coast Courier', ...lines])).toEqual([MILL, day]);
  expect(secondDay(['Home News Sport Culture', 'The Coast Courier', ...lines])).toEqual([MILL, null]);
  expect(secondDay(['Skip to main content', 'Evening edition', ...lines])).toEqual([MILL, day]);
});

test('an article of its own date keeps it', () => {
  const page = ['The Coast Courier', 'Tuesday, 12 March 2024', '', FERRY, ...ferry, ''];
  const own = ['Published 11 March 2024', 'By Jane Doe'];
  expect(datesOf([...page, MILL, ...own, ...mill])).toEqual([
    [FERRY, '2024-03-12'],
    [MILL, '2024-03-11'],
  ]);
  expect(datesOf([...page.slice(0, 4), ...own, ...page.slice(4), MILL, 'By Jo Tuck', ...mill])).toEqual([
    [FERRY, '2024-03-11'],
    [MILL, '2024-03-12'],
  ]);
});

test.each([
  ['of a visit years later', 'Published 11 March 2021', null],
  ['of a visit before', 'Published 13 March 2024', null],
])('a date at the top is no edition’s: %s', (_, own) => {
  const dates = datesOf([
    'Tuesday, 12 March 2024',
    '',
    FERRY,
    ...ferry,
    '',
    MILL,
    own,
    ...mill,
    '',
    FERRY + ' again',
    'By Jo Tuck',
    ...ferry,
  ]);
  expect(dates.at(-1)).toEqual([FERRY + ' again', null]);
});

test('nor where each article has its date above its title', () => {
  const third = ['Council of Haven votes to widen the old road', 'By Jo Tuck', ...ferry];
  const dates = datesOf([
    '12 March 2024',
    FERRY,
    ...ferry,
    '',
    '',
    '11 March 2024',
    MILL,
    'By Jane Doe',
    ...mill,
    '',
    '',
    ...third,
  ]);
  expect(dates.map(([, date]) => date)).toEqual(['2024-03-12', '2024-03-11', null]);
});

test('the date of an edition that prints old texts is of none that states its own', () => {
  const head = ['COAST MONITOR', 'Issue 112 | 12 March 2024', ''];
  const texts = (first: string[]) => [...head, FERRY, ...first, ...ferry, '', '', MILL, '1 February 2024', ...mill];
  const days = (first: string[]) => datesOf(texts(first)).map(([, date]) => date);
  expect(days(['8 March 2024'])).toEqual(['2024-03-08', '2024-02-01']);
  expect(days([])).toEqual(['2024-03-12', '2024-02-01']);
});

test('a title above its date is no masthead', () => {
  expect(datesOf([FERRY, '12 March 2024', '', 'Boat pulled free with the evening tide', ...ferry])).toEqual([
    [FERRY, '2024-03-12'],
  ]);
});

test('days in digits are read by the other dates of the page', () => {
  const page = (one: string, other: string) => [
    FERRY,
    `Published: ${one}, 11:48`,
    ...ferry,
    '',
    MILL,
    `Coast | Trade | Jane Doe | Published: ${other}`,
    ...mill,
  ];
  const days = (one: string, other: string) => datesOf(page(one, other)).map(([, date]) => date);
  expect(days('03.09.23', '31.08.23')).toEqual(['2023-09-03', '2023-08-31']);
  expect(days('9/3/23', '8/31/23')).toEqual(['2023-09-03', '2023-08-31']);
  expect(days('03/09/2023', '2 September 2023')).toEqual([null, '2023-09-02']);
  expect(days('03/09/2023', '3 September 2023')).toEqual(['2023-09-03', '2023-09-03']);
  expect(days('03.09.23', '04.09.23')).toEqual([null, null]);
});

test.each([
  ['the month of an issue', 'May 2021 issue', '2021-05-01', 'month'],
  ['behind its number', 'Volume 3, No. 5, May 2021', '2021-05-01', 'month'],
  ['a day, with the name and the first section right at it', 'Monday, 3 May 2021', '2021-05-03', 'day'],
])('a magazine is dated by %s', (_, date, value, precision) => {
  const head = ['SHIP & SHORE', 'The monthly of the northern coast', date, 'NEWS FROM THE COAST'];
  const lines = [...head, FERRY, '', ...ferry, '', 'TRADE', MILL, '', ...mill];
  const drafts = splitPage(toPageLines(lines.join('\n')), 'page.txt', boilerplate).map(chooseDate);
  expect(drafts.map((draft) => draft.title)).toEqual([FERRY, MILL]);
  expect(drafts.map((draft) => draft.date)).toMatchObject([0, 1].map(() => ({ value, precision })));
});

test.each([
  ['May 2021', null],
  ['The May 2021 issue was the last', null],
  ['Issue of May 2021', '2021-05'],
  ['May 2021 issue', '2021-05'],
  ['Issue 5, May 2021', '2021-05'],
  ['3 May 2021 issue', null],
])('the month of an issue in “%s”', (text, month) => {
  expect(monthOfIssue(text)).toBe(month);
});

test('a copy is of the day on which the original was published', () => {
  const lines = ['Posted: 4 May 2021', 'Originally published: 3 May 2021', FERRY, '', ...ferry];
  expect(datesOf(lines)).toEqual([[FERRY, '2021-05-03']]);
});
