import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDay, parseCalendarDate } from '../../core/calendar-date.ts';
import { dateInUrl } from './date-in-url.ts';
import { findDates, readDate } from './find-dates.ts';
import { findWeekdays } from './weekdays.ts';

test.each([
  ['in the town on December 2, 2024. (Reuters)', ['2024-12-02']],
  ['on Sunday, the ninth of October, 2005, and the Thirty-first of May 1999', ['2005-10-09', '1999-05-31']],
  [
    'the third of April, two thousand and twenty-four, or the eleventh of May, two thousand nineteen',
    ['2024-04-03', '2019-05-11'],
  ],
  ['On Tuesday, May the fourteenth, 2024, or June twenty-first, two thousand nineteen', ['2024-05-14', '2019-06-21']],
  ['the 14th day of May, 2024', ['2024-05-14']],
  ['May the fourth be with you, 2024', []],
  ['the third of April, two thousand and twenty-fourth', []],
  ['Tuesday 24 Shaaban 1445 AH - 5 March 2024 AD', ['2024-03-05']],
  ['adopted on 18 December 2015', ['2015-12-18']],
  ['Dec. 3rd, 2024', ['2024-12-03']],
  ['September, 04, 2018 - 11:37', ['2018-09-04']],
  ['27 February، 2019', ['2019-02-27']],
  ['Selasa, 7 Agustus 2018 19:20 WIB', ['2018-08-07']],
  ['le 1er mars 2021', ['2021-03-01']],
  ['am 3. Oktober 2018', ['2018-10-03']],
  ['el 3 de diciembre de 2024', ['2024-12-03']],
  ['9 июня 2021 года', ['2021-06-09']],
  ['3 كانون الأول 2024 أو 3 ديسمبر ٢٠٢٤', ['2024-12-03', '2024-12-03']],
  ['في 3 كانون الأول/ديسمبر 2024 وفي 4 ديسمبر (كانون الأول) 2024', ['2024-12-03', '2024-12-04']],
  ['3 ديسمبر عام 2024 أو 4 ديسمبر من عام 2024', ['2024-12-03', '2024-12-04']],
  ['el 3 de diciembre del 2024', ['2024-12-03']],
  ['3-го декабря 2024 года', ['2024-12-03']],
  ['2024年12月3日', ['2024-12-03']],
  ['25.12.2024 and 2024-12-26', ['2024-12-25', '2024-12-26']],
  ['12/25/2024, 25/12/2024', ['2024-12-25', '2024-12-25']],
  ['March 4, 20218:15 AM GMT', ['2021-03-04']],
  ['Published On 18 Feb 202118 Feb 2021', ['2021-02-18']],
  ['Sunday 18, October 2020 22:07, but No. 12, March 2020', ['2020-10-18']],
  ['03.12.1912:44 is of a year in two digits, 03.12.2024 12:44 is not', ['2024-12-03']],
  ['03/04/2021 may be March or April', []],
  ['03/04/2021 - 21:30, but 03/04/2021 9:30', ['2021-04-03']],
  ['30 February 2021', []],
  ['March plane, sun rose, at 5, May 2020, 12 more 2024', []],
  ['from 2014-17 to 2018-19', []],
  ['order 20241203123', []],
])('findDates(%j)', (text, expected) => {
  expect(findDates(text).map((date) => date.value)).toEqual(expected);
});

test('marks of direction between the numbers of a date do not hide it, and count in its place', () => {
  const numbers = new Intl.DateTimeFormat('ar-EG-u-ca-gregory', { timeZone: 'UTC' }).format(Date.UTC(2021, 4, 13));
  expect(numbers).toMatch(/\u200f/);
  const text = `نُشر في ${numbers} في القاهرة`;
  const [date, ...more] = findDates(text);
  expect(more).toEqual([]);
  expect(date).toMatchObject({ value: '2021-05-13', start: text.search(/\p{Nd}/u) });
  expect(text.slice(date!.start, date!.end)).toBe(numbers.replace(/^\u200f/, ''));
});

test.each([
  ['2024', '2024-01-01', 'year'],
  ['2024-05', '2024-05-01', 'month'],
  ['December 2024', '2024-12-01', 'month'],
  ['2024-12-03T23:30:00-05:00', '2024-12-03', 'day'],
  ['Tue, 03 Dec 2024 23:10:00 -0800', '2024-12-03', 'day'],
  ['20241203', '2024-12-03', 'day'],
])('readDate(%j)', (text, value, precision) => {
  expect(readDate(text)).toEqual({ value, precision });
});

test.each(['', 'yesterday', '0001-01-01', '9999-12-31', '3 May 2020 to 4 May 2020', '03/04/2021'])(
  '%j is no date',
  (text) => {
    expect(readDate(text)).toBeNull();
  },
);

test('every day is read back in the forms that papers write', () => {
  const forms = ['en', 'en-GB', 'fr', 'de', 'es', 'it', 'pt', 'ru', 'ar-EG', 'ar-IQ', 'tr', 'nl', 'pl'].map(
    (locale) => new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { dateStyle: 'long', timeZone: 'UTC' }),
  );
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.constantFrom(...forms), (day, form) => {
      expect(readDate(form.format(day * 86_400_000))?.value).toBe(formatDay(day));
    }),
  );
});

test('whatever is found is a day of the calendar inside the text', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9 .\-/,a-zJ-M]{0,60}$/), (text) => {
      for (const { value, start, end } of findDates(text)) {
        expect(parseCalendarDate(value)).not.toBeNull();
        expect(start).toBeLessThan(end);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});

test.each([
  ['https://x.org/2021/03/04/story', '2021-03-04'],
  ['https://x.org/news/20210304-story.html', '2021-03-04'],
  ['https://x.org/2021/3/story', '2021-03'],
  ['https://x.org/2021/3/4/story', '2021-03-04'],
  ['https://x.org/2021/3/4?from=2020/1/1', '2021-03-04'],
  ['https://x.org/2021/3/45/story', '2021-03'],
  ['https://x.org/story-04-03-2021', null],
  ['https://2021-03-04.org/story?d=2021-03-04', null],
  ['https://x.org/2021/13/45/story', null],
  ['https://x.org/id/202103041234567', null],
])('dateInUrl(%j)', (url, expected) => {
  expect(dateInUrl(url)).toBe(expected);
});

test.each([
  ['https://x.org/story-4-3-2021.html', '2021-03-04'],
  ['https://x.org/2021/03/04-03-2021', '2021-03-04'],
  ['https://x.org/2021/03/04/31-12-2020', '2021-03-04'],
  ['https://x.org/2021/03/45-03-2021', '2021-03'],
])('dateInUrl(%j) where the day may stand first', (url, expected) => {
  expect(dateInUrl(url, { dayFirst: true })).toBe(expected);
});

test.each([
  ['pushed close on Tuesday', [2]],
  ['circule depuis mardi', [2]],
  ['am Dienstag', [2]],
  ['сообщили в среду', [3]],
  ['يوم الثلاثاء', [2]],
  ['the day after', []],
])('findWeekdays(%j)', (text, expected) => {
  expect(findWeekdays(text).map((found) => found.weekday)).toEqual(expected);
});
