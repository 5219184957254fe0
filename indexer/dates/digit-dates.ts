import { parseCalendarDate, weekdayOf } from '../../core/calendar-date.ts';
import { findWeekdays } from './weekdays.ts';

/** Which of two numbers is the day. */
export type DigitOrder = 'day-first' | 'month-first';

/** A day in digits that needs its page to be read: `03.09.23`, `3/9/2023`. */
export interface DigitDate {
  /** By the order of its numbers; null where it would be no day. */
  readonly readings: Readonly<Record<DigitOrder, string | null>>;
  readonly start: number;
  readonly end: number;
}

const DIGITS = /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[./-]\d|:\d)/g;
/** Years in two digits: papers on the web begin in the nineties, and no page is from the forties to come. */
const LAST_SHORT_YEAR = 39;
const FIRST_SHORT_YEAR = 90;

/** The days in digits of a text that are a day of the calendar in one order at least. */
export function findDigitDates(text: string): DigitDate[] {
  const found: DigitDate[] = [];
  for (const { 0: form, 1: first, 3: second, 4: digits, index } of text.matchAll(DIGITS)) {
    const year = fullYear(digits!);
    if (year === null) continue;
    const readings = { 'day-first': dayOf(year, second!, first!), 'month-first': dayOf(year, first!, second!) };
    if (readings['day-first'] ?? readings['month-first'])
      found.push({ readings, start: index, end: index + form.length });
  }
  return found;
}

function fullYear(digits: string): string | null {
  if (digits.length === 4) return digits;
  if (Number(digits) <= LAST_SHORT_YEAR) return `20${digits}`;
  return Number(digits) >= FIRST_SHORT_YEAR ? `19${digits}` : null;
}

function dayOf(year: string, month: string, day: string): string | null {
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return parseCalendarDate(value) === null ? null : value;
}

/**
 * The order that all days in digits of a page agree in: one has a day above twelve or its weekday beside it, or the page tells
 * the same day in words. Null where nothing tells, or where they contradict each other.
 */
export function digitOrder(texts: readonly string[], told: ReadonlySet<string>): DigitOrder | null {
  const orders = new Set<DigitOrder>();
  for (const text of texts) {
    for (const date of findDigitDates(text)) {
      const order = ownOrder(date, text) ?? onlyOrder(date, (value) => told.has(value));
      if (order !== null) orders.add(order);
    }
  }
  return orders.size === 1 ? [...orders][0]! : null;
}

/** The days that the digits of a text tell, where they or the order of the page settle them. */
export function readDigitDates(text: string, pageOrder: DigitOrder | null): string[] {
  return findDigitDates(text).flatMap((date) => {
    const { readings } = date;
    if (readings['day-first'] === readings['month-first']) return [readings['day-first']!];
    const order = ownOrder(date, text) ?? pageOrder;
    return order === null ? [] : (readings[order] ?? []);
  });
}

/** What a day above twelve tells, or a weekday in the same line. */
function ownOrder(date: DigitDate, text: string): DigitOrder | null {
  const only = onlyOrder(date, () => true);
  if (only !== null) return only;
  const weekdays = new Set(findWeekdays(text).map(({ weekday }) => weekday));
  return onlyOrder(date, (value) => weekdays.has(weekdayOf(parseCalendarDate(value)!.first)));
}

function onlyOrder({ readings }: DigitDate, holds: (value: string) => boolean): DigitOrder | null {
  const fits = (order: DigitOrder) => readings[order] !== null && holds(readings[order]);
  if (fits('day-first') === fits('month-first')) return null;
  return fits('day-first') ? 'day-first' : 'month-first';
}
