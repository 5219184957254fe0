import { parseCalendarDate } from '../../core/calendar-date.ts';
import { DatelineError } from '../../core/errors.ts';
import type { FacetName } from '../../core/facets.ts';
import { chooseInterval, drawHistogram, spanOf } from '../../core/histogram.ts';
import type { SearchQuery } from '../../core/query.ts';
import type { FacetCount, Histogram } from '../../core/result.ts';
import type { CountsText, ValueCount } from './facet-counts.ts';
import { readCounts, valueOf } from './facet-counts.ts';
import { fromFacetKey, toFacetKey } from './facet-key.ts';
import { facetAttribute } from './to-filter.ts';
import type { Part, Plan } from './to-query.ts';
import { dateAttribute, hasOwnDates } from './to-query.ts';

/** What is read of one sub-query's answer; the records of hits are our own, written by `to-record.ts`. */
export interface PartAnswer {
  readonly hits: readonly Readonly<Record<string, unknown>>[];
  readonly totalHits?: number;
  readonly facetDistribution?: CountsText;
}

export type Answers = ReadonlyMap<Part, PartAnswer>;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * The answer of one sub-query. Its counts are not looked into: there may be thousands, and each search waits for this,
 * three to ten times. @throws engine_rejected when it does not look like one
 */
export function readPart(answer: unknown): PartAnswer {
  const part: Partial<Record<keyof PartAnswer, unknown>> = isObject(answer) ? answer : {};
  const { hits, totalHits, facetDistribution } = part;
  const understood =
    Array.isArray(hits) &&
    hits.every(isObject) &&
    (totalHits === undefined || (Number.isInteger(totalHits) && (totalHits as number) >= 0)) &&
    (facetDistribution === undefined || typeof facetDistribution === 'string');
  if (understood) return part as PartAnswer;
  throw new DatelineError('engine_rejected', 'Meilisearch’s answer is not understood.');
}

/** The answers of a plan's sub-queries, which come in its order. */
export function readAnswers(plan: Plan, results: readonly unknown[]): Answers {
  return new Map([...plan.keys()].map((part, index) => [part, readPart(results[index])]));
}

/** The exact total of a sub-query. */
export function totalOf(answer: PartAnswer | undefined): number {
  if (answer?.totalHits === undefined) throw new DatelineError('engine_rejected', 'Meilisearch gave no exact total.');
  return answer.totalHits;
}

/** The counts of all facets asked for: most frequent first, ties by value, selected values always among them. */
export function facetsOf(query: SearchQuery, answers: Answers): Partial<Record<FacetName, FacetCount[]>> {
  return Object.fromEntries(
    query.facets.map((facet) => {
      const answer = answers.get(`facet:${facet}`) ?? answers.get('page');
      const selected = query.filters.facets[facet]?.include ?? [];
      return [facet, rankCounts(mostFrequent(answer, facet, selected, query.facetLimit), selected, query.facetLimit)];
    }),
  );
}

/** The counts of one facet in an answer, in no order. */
export function countsOf(answer: PartAnswer | undefined, facet: FacetName): FacetCount[] {
  const { facetDistribution = '' } = answer ?? {};
  return readCounts(facetDistribution, facetAttribute(facet)).map((one) => ({
    value: fromFacetKey(valueOf(facetDistribution, one)),
    count: one.count,
  }));
}

/** Counts that may be among the first `limit`, and those selected: thousands come where twenty are shown. */
function mostFrequent(
  answer: PartAnswer | undefined,
  facet: FacetName,
  selected: readonly string[],
  limit: number,
): FacetCount[] {
  const { facetDistribution = '' } = answer ?? {};
  const all = readCounts(facetDistribution, facetAttribute(facet));
  const least = leastOfMost(all, limit);
  const chosen = selected.map(toFacetKey);
  const most: FacetCount[] = [];
  for (const one of all) {
    if (one.count < least && chosen.length === 0) continue; // as a rule: no string is made of it
    const key = valueOf(facetDistribution, one);
    if (one.count >= least || chosen.includes(key)) most.push({ value: fromFacetKey(key), count: one.count });
  }
  return most;
}

/** The smallest of the `limit` largest counts. Few of thousands ever get among them, so nothing is sorted as a whole. */
function leastOfMost(counts: readonly ValueCount[], limit: number): number {
  const most: number[] = []; // largest first
  for (const { count } of counts) {
    if (most.length === limit) {
      if (count <= most[limit - 1]!) continue;
      most.pop();
    }
    let at = most.length;
    while (at > 0 && most[at - 1]! < count) at--;
    most.splice(at, 0, count);
  }
  return most.at(-1) ?? 0;
}

/** Most frequent first, ties by value, cut at `limit`; `selected` stay, with no count if need be. */
export function rankCounts(counts: readonly FacetCount[], selected: readonly string[], limit: number): FacetCount[] {
  const known = new Set(counts.map(({ value }) => value));
  const absent = [...new Set(selected)].filter((value) => !known.has(value)).map((value) => ({ value, count: 0 }));
  return [...counts, ...absent]
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .filter(({ value }, rank) => rank < limit || selected.includes(value));
}

export interface DateCounts {
  /** Articles by first day of the month or day that was asked for. */
  readonly counts: ReadonlyMap<number, number>;
  readonly by: 'day' | 'month';
  readonly undated: number;
}

/** What the answers tell about dates, or null when no histogram was asked for. */
export function dateCountsOf(query: SearchQuery, answers: Answers): DateCounts | null {
  if (query.histogram === 'none') return null;
  const own = hasOwnDates(query);
  const answer = own ? answers.get('dates') : answers.get('page');
  const by = dateAttribute(query);
  const counts = readDates(answer, by);
  const dated = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const total = own ? 0 : totalOf(answers.get('total') ?? answers.get('page'));
  return { counts, by, undated: own ? totalOf(answers.get('undated')) : total - dated };
}

/** True when a histogram that chooses for itself may want days, but only months are known yet. */
export function needsDays(query: SearchQuery, { counts, by }: DateCounts): boolean {
  if (query.histogram !== 'auto' || by === 'day' || counts.size === 0) return false;
  const { first, last } = spanOf(counts);
  // Between the last day of the first month and the first day of the last: the least they can be apart.
  return chooseInterval(Math.min(first + 30, last), last, 'auto').interval === 'day';
}

/** The histogram of date counts; `coarser` when larger buckets than asked for were taken. */
export function toHistogram(
  query: SearchQuery,
  { counts, by, undated }: DateCounts,
): { histogram: Histogram | null; coarser: boolean } {
  if (query.histogram === 'none') return { histogram: null, coarser: false };
  return drawHistogram(counts, query.histogram, undated, by);
}

/** Counts by first day of the days or months in an answer. */
export function readDates(answer: PartAnswer | undefined, by: 'day' | 'month'): Map<number, number> {
  const { facetDistribution = '' } = answer ?? {};
  const counts = readCounts(facetDistribution, by);
  return new Map(counts.map((one) => [parseCalendarDate(valueOf(facetDistribution, one))!.first, one.count]));
}
