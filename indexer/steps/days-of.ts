import { findDates } from '../dates/find-dates.ts';
import type { KindedLine } from './line-kind.ts';

/** The days that a line tells, those in digits as the rest of the page settles them. */
export function daysOf({ days, text }: KindedLine): readonly string[] {
  return days ?? findDates(text).map(({ value }) => value);
}
