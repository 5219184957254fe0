import { dayOf, daysOf, formatDay } from '../core/calendar-date.ts';
import type { ArticleDocument } from '../core/document.ts';
import type { Message } from '../core/message.ts';

/** It is tomorrow somewhere on earth already. */
const DAYS_OF_ZONES = 1;

/**
 * Says of an article that it bears a date which is yet to come: mostly a slip, and it stands before all others for years.
 * It is published all the same: what is to wait has an embargo. `now` in milliseconds since 1970.
 */
export function sayIfAhead(document: ArticleDocument, now: number, say: (message: Message) => void): void {
  const { date, datePrecision, evidence, sources } = document;
  const latest = dayOf(now) + DAYS_OF_ZONES;
  if ((daysOf(date, datePrecision)?.first ?? latest) <= latest) return;
  const { file, record, line: begins } = sources[0]!;
  const line = evidence.date.find(({ chosen }) => chosen)?.line ?? begins;
  say({
    severity: 'warning',
    rule: 'date-ahead',
    reason: 'the date is yet to come; what is to wait for its day needs an embargo',
    file,
    ...(line !== undefined && { line }),
    ...(record !== undefined && { record }),
    actual: date!,
    expected: `at most ${formatDay(latest)}`,
  });
}
