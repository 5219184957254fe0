import { expect, test } from 'vitest';
import { digitOrder, findDigitDates, readDigitDates } from './digit-dates.ts';

test.each([
  ['31.08.23', null, ['2023-08-31']],
  ['8/31/23', null, ['2023-08-31']],
  ['31/12/1999 or 31-12-99', null, ['1999-12-31', '1999-12-31']],
  ['03.09.23', null, []],
  ['03.09.23', 'day-first', ['2023-09-03']],
  ['03/09/2023', 'month-first', ['2023-03-09']],
  ['05.05.23', null, ['2023-05-05']],
  ['Sunday, 03.09.23', null, ['2023-09-03']],
  ['31/08/23', 'month-first', ['2023-08-31']],
  ['1.2.3, 10.11.12.13, 24/7/365, 3.9.55, 40/50/23, 3/9-23', 'day-first', []],
] as const)('readDigitDates(%j, %j)', (text, order, expected) => {
  expect(readDigitDates(text, order)).toEqual(expected);
});

test.each([
  [['03.09.23', '31.08.23'], [], 'day-first'],
  [['9/3/23', '8/31/23'], [], 'month-first'],
  [['9/3/23'], ['2023-09-03'], 'month-first'],
  [['9/3/23'], ['2023-09-03', '2023-03-09'], null],
  [['31.08.23', '8/31/23'], [], null],
  [['9/3/23'], [], null],
] as const)('digitOrder(%j) where the page tells %j', (texts, told, expected) => {
  expect(digitOrder(texts, new Set(told))).toBe(expected);
});

test('a page that is one row of digits takes no longer than its length', () => {
  const text = '03.09.23 '.repeat(20_000);
  const start = performance.now();
  expect(findDigitDates(text)).toHaveLength(20_000);
  expect(performance.now() - start).toBeLessThan(2_000);
});
