import { expect, test } from 'vitest';
import { isDayFirst, writtenDates } from './written-dates.ts';

test.each([
  ['Published 3 December 2024', true, ['2024-12-03']],
  ['03/04/2020', true, ['2020-04-03']],
  ['03/04/2020', false, ['2020-03-04']],
  ['25/04/2020', false, ['2020-04-25']],
  ['8.5.12', true, ['2012-05-08']],
  ['8.5.98', true, ['1998-05-08']],
  ['am 12.03.2020 um 10:15', false, ['2020-03-12']],
  ['macbacchi28.09.1912:44', true, ['2019-09-28']],
  ['28/09/199:05', true, ['2019-09-28']],
  ['28.09.2019:12:44:07', true, ['2019-09-28']],
  ['26 | 01 | 2022', true, ['2022-01-26']],
  ['1 | 2 | 3 | 44', true, []],
  ['version 1.2.3, call 030/12/34', true, []],
  ['31/02/2020', true, []],
])('%s, day first: %s', (text, dayFirst, days) => {
  expect(writtenDates(text, dayFirst).map(({ value }) => value)).toEqual(days);
});

test.each([
  ['de', undefined, true],
  ['en-US', undefined, false],
  ['en', undefined, false],
  ['en-GB', undefined, true],
  ['en', 'https://news.example.co.uk/a', true],
  ['en', 'https://example.com/en-gb/a', true],
  [undefined, 'https://example.com/en-gb/a', true],
  [undefined, undefined, false],
])('order of day and month for %s at %s', (language, url, dayFirst) => {
  expect(isDayFirst(language, url)).toBe(dayFirst);
});
