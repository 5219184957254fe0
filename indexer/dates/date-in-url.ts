import { parseCalendarDate } from '../../core/calendar-date.ts';

const FOLDERS = /\/(?<year>(?:19|20)\d\d)\/(?<month>\d{1,2})\/(?<day>\d{1,2})(?=\/|$)/;
const DIGITS = /(?<!\d)(?<year>(?:19|20)\d\d)[/_-]?(?<month>0[1-9]|1[0-2])[/_-]?(?<day>0[1-9]|[12]\d|3[01])(?!\d)/;
const DAY_FIRST = /(?<!\d)(?<day>\d{1,2})[-.](?<month>\d{1,2})[-.](?<year>20\d\d)(?!\d)/;
const MONTH = /\/((?:19|20)\d\d)\/(0?[1-9]|1[0-2])\//;

/**
 * The day (or month, as `YYYY-MM`) that the path of an article's address tells; null when it tells none. With `dayFirst`
 * also a day like `04-03-2021`, which others write the other way round: for who has more to judge it by.
 */
export function dateInUrl(url: string, { dayFirst = false } = {}): string | null {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  for (const form of [FOLDERS, ...(dayFirst ? [DAY_FIRST] : []), DIGITS]) {
    const value = dayOf(form.exec(path)?.groups);
    if (value !== null) return value;
  }
  const month = MONTH.exec(path);
  return month ? `${month[1]!}-${month[2]!.padStart(2, '0')}` : null;
}

function dayOf(parts: Readonly<Record<string, string>> | undefined): string | null {
  if (!parts) return null;
  const value = `${parts['year']!}-${parts['month']!.padStart(2, '0')}-${parts['day']!.padStart(2, '0')}`;
  return parseCalendarDate(value) ? value : null;
}
