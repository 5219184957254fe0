import { parseCalendarDate } from '../../core/calendar-date.ts';
import { findDates } from '../dates/find-dates.ts';
import type { KindedLine } from './line-kind.ts';

/** The days that a line tells, those in digits as the rest of the page settles them. */
export function daysOf({ days, text }: KindedLine): readonly string[] {
  return days ?? findDates(text).map(({ value }) => value);
}

/** A date as the number of its first day since 1970; not a number for none. */
export function dayNumber(value: string | null): number {
  return parseCalendarDate(value ?? '')?.first ?? NaN;
}
