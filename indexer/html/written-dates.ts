import { parseCalendarDate } from '../../core/calendar-date.ts';
import { findDates } from '../dates/find-dates.ts';

/** A day that a short text on a page tells. */
export interface WrittenDate {
  readonly value: string;
  readonly form: string;
  readonly start: number;
}

/** Whether 3/4/2020 is the third of April: everywhere but where English is written the American way. */
export function isDayFirst(language: string | undefined, url: string | undefined): boolean {
  if (language !== undefined && !/^en\b/i.test(language)) return true;
  if (/^en[-_](?!us\b)/i.test(language ?? '') || /\/en-(?!us\b)[a-z]{2}\//i.test(url ?? '')) return true;
  return /^https?:\/\/[^/]*\.(?:uk|au|nz|ie|in|za|de|at|ch|fr|es|it|eu|ng|ke|pk|my|sg)(?:[:/]|$)/i.test(url ?? '');
}

/** `28.09.19`, `28/09/2019`, `28 | 09 | 2019`; the year ends where a time is glued on: `28.09.1912:44`. */
const AMBIGUOUS =
  /(?<![\d/.-])(\d{1,2})([/.-]| \| (?=\d\d? \| \d{4}))(\d{1,2})\2(\d{2}(?=[0-2]?\d:[0-5]\d(?![\d:]))|(?:\d{4}|\d{2})(?![\d/-]))/g;
/** Two-digit years: of this century up to this one, else of the last. */
const CENTURY_TURN = 40;

/** The days in a text: written out in any of the languages of `findDates`, or in figures, in the page's order of day and month. */
export function writtenDates(text: string, dayFirst: boolean): WrittenDate[] {
  if (!/\d{2}/.test(text)) return [];
  const found: WrittenDate[] = findDates(text).map(({ value, start, end }) => ({
    value,
    start,
    form: text.slice(start, end),
  }));
  for (const match of text.matchAll(AMBIGUOUS)) {
    const [form, first, separator, second, written] = match as unknown as [string, string, string, string, string];
    if (found.some(({ start, form: other }) => match.index < start + other.length && start < match.index + form.length))
      continue;
    const year = written.length === 4 ? written : `${Number(written) < CENTURY_TURN ? '20' : '19'}${written}`;
    const orders = dayFirst || separator === '.' ? [first, second] : [second, first];
    const value = [orders, orders.toReversed()]
      .map(([day, month]) => `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`)
      .find((candidate) => parseCalendarDate(candidate) !== null);
    if (value !== undefined) found.push({ value, form, start: match.index });
  }
  return found.sort((a, b) => a.start - b.start);
}
