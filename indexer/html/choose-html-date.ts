import { parseCalendarDate } from '../../core/calendar-date.ts';
import type { DateCandidate } from '../draft.ts';

/**
 * How much each kind of evidence weighs: about the log-odds, on annotated pages, that it tells the day of publication.
 * What a reader sees beside the headline is as good as the metadata; a date elsewhere on the page is worth little.
 */
const WEIGHTS: Readonly<Record<string, number>> = {
  'stated-near-headline': 4,
  url: 4,
  'json-ld': 3,
  itemprop: 3,
  'near-headline': 2.8,
  meta: 2.7,
  'time-published': 2.7,
  'json-ld-page': 1.8,
  'time-element': 1.8,
  'stated-line': 1.8,
  'before-article': 1.8,
  'modified-line': 1.3,
  script: 1.2,
  'link-near-headline': 1.2,
  'date-class': 1,
  modified: 0.8,
  alone: 0.7,
  'after-article': 0.7,
  shown: 0.4,
  description: 0.4,
  footer: 0.2,
  link: 0.2,
  'other-line': -0.5,
};
/** Of one kind with several days the first is meant; the more days, the less it means. */
const SHARE_OF_LATER = 0.35;
const SHARE_OF_FEW = 0.8;
const SHARE_OF_MANY = 0.3;
const FEW = 3;
/** What the month in the address adds to its days, and takes from others. */
const SAME_MONTH = 1;
const OTHER_MONTH = -0.4;
/** Evidence below this is none. */
const LEAST = 0.2;
/** Days as the reader of the page sees them; metadata is often in another time zone. */
const SEEN = ['itemprop', 'stated-near-headline', 'near-headline'];
/** In UTC, before this hour it is still the day before in America, and from this one on it is the next day in Europe. */
const WEST = 9;
const EAST = 21;
const FIRST_YEAR = 1990;

/**
 * Puts the most likely day of publication first and marks all others as rejected, with what speaks against them. All are
 * rejected when the evidence is too weak.
 */
export function chooseHtmlDate(candidates: readonly DateCandidate[]): DateCandidate[] {
  const { day, score } = likeliestDay(candidates);
  const days = candidates.filter(isDay);
  const chosen = day === null || score < LEAST ? null : localDay(day, days);
  const strongest = days
    .filter(({ value }) => value === chosen)
    .sort((a, b) => (WEIGHTS[b.source] ?? 0) - (WEIGHTS[a.source] ?? 0))[0];
  const others = candidates.filter((candidate) => candidate !== strongest);
  return [
    ...(strongest ? [strongest] : []),
    ...others.map((candidate) => ({ ...candidate, rejected: reasonAgainst(candidate, chosen) })),
  ];
}

/** The day with the most evidence, and how much it is: 0 without any, about 3 for one good source, 10 when all agree. */
export function likeliestDay(candidates: readonly DateCandidate[]): { day: string | null; score: number } {
  const bySource = new Map<string, Set<string>>();
  for (const { source, value } of candidates.filter(isDay)) {
    bySource.set(source, (bySource.get(source) ?? new Set()).add(value!));
  }
  const scores = new Map<string, number>();
  for (const [source, values] of bySource) {
    const weight = WEIGHTS[source] ?? 0;
    const [first] = values;
    // Below an article that was printed before them all stand its comments.
    const isOldest = [...values].every((value) => value >= first!);
    const share = values.size === 1 ? 1 : values.size <= FEW || isOldest ? SHARE_OF_FEW : SHARE_OF_MANY;
    [...values].forEach((value, at) => {
      const part = weight < 0 ? 1 : share * (at === 0 ? 1 : SHARE_OF_LATER);
      scores.set(value, (scores.get(value) ?? 0) + weight * part);
    });
  }
  const month = candidates.find(({ source }) => source === 'url-month')?.value;
  let best: { day: string | null; score: number } = { day: null, score: 0 };
  for (const [day, score] of scores) {
    const withMonth = score + (!month ? 0 : day.startsWith(month) ? SAME_MONTH : OTHER_MONTH);
    if (withMonth > best.score) best = { day, score: withMonth };
  }
  return { ...best, day: firstPrinting(best.day, candidates) };
}

/** An address is given once: when everything else tells of a later day, beyond what time zones explain, that is a new edition. */
function firstPrinting(day: string | null, candidates: readonly DateCandidate[]): string | null {
  const inAddress = candidates.find((candidate) => candidate.source === 'url' && isDay(candidate))?.value;
  if (day === null || inAddress === undefined || inAddress === null) return day;
  const later = parseCalendarDate(day)!.first - parseCalendarDate(inAddress)!.first;
  return later > 1 ? inAddress : day;
}

function isDay({ value }: DateCandidate): boolean {
  return value?.length === 10 && Number(value.slice(0, 4)) >= FIRST_YEAR;
}

/**
 * The day that the page shows or has in its address, when it is the neighbour of the metadata's day and the metadata's
 * time of day in UTC allows that it was another day where the page was written.
 */
function localDay(best: string, days: readonly DateCandidate[]): string {
  const inAddress = days.filter(({ source }) => source === 'url');
  const local = inAddress.length > 0 ? inAddress : days.filter(({ source }) => SEEN.includes(source));
  if (local.some(({ value }) => value === best)) return best;
  const hours = days.filter(({ value }) => value === best).flatMap(({ form }) => hourInUtc(form) ?? []);
  const neighbour = local.find(({ value }) => {
    const step = parseCalendarDate(value!)!.first - parseCalendarDate(best)!.first;
    if (Math.abs(step) !== 1) return false;
    return hours.length === 0 || hours.some((hour) => (step < 0 ? hour < WEST : hour >= EAST));
  });
  return neighbour?.value ?? best;
}

function hourInUtc(form: string): number | null {
  const time = /T(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]00:?00)?$/.exec(form.trim());
  return time ? Number(time[1]) : null;
}

function reasonAgainst({ source, value }: DateCandidate, chosen: string | null): string {
  if (value === chosen && chosen !== null) return 'same-day';
  if (source.startsWith('modified')) return 'modified';
  if (value === null || value.length < 10) return 'no-day';
  return chosen === null ? 'weak-evidence' : 'less-likely';
}
