/**
 * Calendar days without clock or zone. A date is `YYYY-MM-DD`; a day number counts days since 1970-01-01 and is
 * negative before. `Date` is used in UTC only, so a server in Baghdad and one in Lima agree.
 */
export const DATE_PRECISIONS = ['day', 'month', 'year'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** Inclusive range of day numbers. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

const MS_PER_DAY = 86_400_000;
const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** The day number of a date; months from 1. Day 0 is the last of the month before, as `Date` has it. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would read the years 0–99 as 1900–1999
  return dayOf(date.getTime());
}

/** The day, in UTC, of an instant in milliseconds since 1970. */
export function dayOf(ms: number): number {
  return Math.floor(ms / MS_PER_DAY);
}

/**
 * The days that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` covers, with the precision it is written in; null when the text is
 * not a date of the calendar (2023-02-29, 2024-13).
 */
export function parseCalendarDate(text: string): (DayRange & { precision: DatePrecision }) | null {
  const match = SHAPE.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  if (year === 0) return null;
  if (match[2] === undefined) return { first: dayNumber(year, 1, 1), last: dayNumber(year, 12, 31), precision: 'year' };
  const month = Number(match[2]);
  if (month < 1 || month > 12) return null;
  const lastOfMonth = dayNumber(year, month + 1, 0);
  if (match[3] === undefined) return { first: dayNumber(year, month, 1), last: lastOfMonth, precision: 'month' };
  const day = dayNumber(year, month, Number(match[3]));
  if (Number(match[3]) < 1 || day > lastOfMonth) return null;
  return { first: day, last: day, precision: 'day' };
}

/** `YYYY-MM-DD` of a day number. */
export function formatDay(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The days that a document's date may mean: one day, its month or its year; null when it has no date. */
export function daysOf(date: string | null, precision: DatePrecision | null): DayRange | null {
  if (date === null) return null;
  const length = precision === 'year' ? 4 : precision === 'month' ? 7 : 10;
  return parseCalendarDate(date.slice(0, length));
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}
