import { weekdayOf } from '../../core/calendar-date.ts';
import { findDates, readDate } from '../dates/find-dates.ts';
import { findWeekdays } from '../dates/weekdays.ts';
import type { ArticleDraft } from '../draft.ts';
import { ARCHIVE } from './choose-date.ts';
import { openingDateline } from './dateline.ts';
import { dayNumber, daysOf } from './days-of.ts';
import type { KindedLine } from './line-kind.ts';

/** What stands on one page is mostly of some days. */
const NEAR_DAYS = 7;
const OWNED_YEAR = /(?:©|\(c\)|copyright)\D{0,60}((?:19|20)\d\d)(?!\d)/iu;

/**
 * Gives datelines without a year (`AQABA, May 3 (Petra) –`) the year that their page tells: one with which they are of the days
 * of its pictures and dates, or else one with which the day has the weekday of the lead. What states its day needs none.
 */
export function withDatelineYears(
  drafts: readonly ArticleDraft[],
  lines: readonly KindedLine[],
): readonly ArticleDraft[] {
  let told: Told | undefined;
  return drafts.map((draft) => {
    if (draft.dateCandidates.some(({ source }) => source !== 'page-clock')) return draft;
    const lead = draft.body.find(({ kind }) => kind === 'prose');
    const form = lead && openingDateline(lead.text)?.withoutYear;
    if (!lead || form === undefined) return draft;
    told ??= toldBy(lines);
    const value = dayWithYear(form, lead.text, told);
    if (value === null) return draft;
    const place = lead.line === undefined ? {} : { line: lead.line };
    return { ...draft, dateCandidates: [...draft.dateCandidates, { value, source: 'dateline', form, ...place }] };
  });
}

interface Told {
  readonly days: readonly number[];
  readonly years: ReadonlySet<string>;
}

/** The days and years that a page tells outside its texts, which speak of other years, as does its clock. */
function toldBy(lines: readonly KindedLine[]): Told {
  const days: number[] = [];
  const years = new Set<string>();
  for (const line of lines) {
    if (line.kind === 'prose' || line.kind === 'clock' || (line.kind === 'caption' && ARCHIVE.test(line.text)))
      continue;
    const owned = OWNED_YEAR.exec(line.text)?.[1];
    if (owned !== undefined) years.add(owned);
    const values = line.kind === 'date' ? daysOf(line) : findDates(line.text).map(({ value }) => value);
    for (const value of values) years.add(value.slice(0, 4));
    if (line.kind === 'date' || line.kind === 'caption') days.push(...values.map(dayNumber));
  }
  return { days, years };
}

function dayWithYear(form: string, lead: string, { days, years }: Told): string | null {
  const values = [...years].flatMap((year) => readDate(`${form} ${year}`)?.value ?? []);
  const near = values.filter((value) => days.some((day) => Math.abs(day - dayNumber(value)) <= NEAR_DAYS));
  const weekday = findWeekdays(lead)[0]?.weekday;
  const fitting = near.length > 0 ? near : values.filter((value) => weekdayOf(dayNumber(value)) === weekday);
  return fitting.length === 1 ? fitting[0]! : null;
}
