import { parseCalendarDate } from '../../core/calendar-date.ts';

const DAY = /(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)/;
const MONTH = /\/((?:19|20)\d\d)\/(0?[1-9]|1[0-2])\//;

/** The day (or month, as `YYYY-MM`) that the path of an article's address tells; null when it tells none. */
export function dateInUrl(url: string): string | null {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  const day = DAY.exec(path);
  if (day) {
    const value = `${day[1]!}-${day[2]!}-${day[3]!}`;
    return parseCalendarDate(value) ? value : null;
  }
  const month = MONTH.exec(path);
  return month ? `${month[1]!}-${month[2]!.padStart(2, '0')}` : null;
}
