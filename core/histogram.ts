import { dayNumber, formatDay } from './calendar-date.ts';
import type { HistogramInterval } from './query.ts';
import { QUERY_LIMITS } from './query.ts';
import type { Histogram } from './result.ts';

/** An automatic histogram keeps to about this many bars: a quarter of days, ten years of months, then years. */
const AUTO_DAYS = 92;
const AUTO_MONTHS = 120;

const ISO_LENGTH: Readonly<Record<HistogramInterval, number>> = { year: 4, month: 7, day: 10 };

/** First day (day number) of the bucket that a day falls into. */
export function bucketOf(day: number, interval: HistogramInterval): number {
  if (interval === 'day') return day;
  const [year, month] = formatDay(day).split('-').map(Number) as [number, number];
  return dayNumber(year, interval === 'year' ? 1 : month, 1);
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of a bucket: how engines without a date type name it. */
export function bucketName(day: number, interval: HistogramInterval): string {
  return formatDay(day).slice(0, ISO_LENGTH[interval]);
}

/**
 * The interval that a histogram from `first` to `last` (day numbers) is drawn in. `coarser` is true when the one asked
 * for would need more than `QUERY_LIMITS.histogramBuckets` and a larger one was taken.
 */
export function chooseInterval(
  first: number,
  last: number,
  wanted: 'auto' | HistogramInterval,
): { readonly interval: HistogramInterval; readonly coarser: boolean } {
  if (wanted === 'auto') {
    if (countBuckets(first, last, 'day') <= AUTO_DAYS) return { interval: 'day', coarser: false };
    return { interval: countBuckets(first, last, 'month') <= AUTO_MONTHS ? 'month' : 'year', coarser: false };
  }
  const order: readonly HistogramInterval[] = ['day', 'month', 'year'];
  const fitting = order
    .slice(order.indexOf(wanted))
    .find((interval) => countBuckets(first, last, interval) <= QUERY_LIMITS.histogramBuckets);
  return { interval: fitting ?? 'year', coarser: fitting !== wanted };
}

/**
 * The histogram of counts by day, in the interval wanted or a coarser one (see `chooseInterval`). Counts by first day of
 * month are drawn in months at least: `finest`.
 */
export function drawHistogram(
  counts: ReadonlyMap<number, number>,
  wanted: 'auto' | HistogramInterval,
  undated: number,
  finest: 'day' | 'month' = 'day',
): { readonly histogram: Histogram; readonly coarser: boolean } {
  if (counts.size === 0) {
    return { histogram: fillHistogram(counts, wanted === 'auto' ? 'day' : wanted, undated), coarser: false };
  }
  const { first, last } = spanOf(counts);
  const { interval: fitting, coarser } = chooseInterval(first, last, wanted);
  const interval = finest === 'month' && fitting === 'day' ? 'month' : fitting;
  return { histogram: fillHistogram(sumByBucket(counts, interval), interval, undated), coarser };
}

/** The first and the last day of counts by day; not of none. */
export function spanOf(counts: ReadonlyMap<number, number>): { first: number; last: number } {
  let first = Infinity;
  let last = -Infinity;
  for (const day of counts.keys()) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return { first, last };
}

/** Counts by first day of bucket. */
function sumByBucket(counts: ReadonlyMap<number, number>, interval: HistogramInterval): ReadonlyMap<number, number> {
  if (interval === 'day') return counts;
  const sums = new Map<number, number>();
  let first = 0;
  let next = 0;
  for (const [day, count] of counts) {
    // mostly in the bucket of the day before: there are thousands of days, and dates take long to take apart
    if (day < first || day >= next) {
      first = bucketOf(day, interval);
      next = nextBucket(first, interval);
    }
    sums.set(first, (sums.get(first) ?? 0) + count);
  }
  return sums;
}

/** The histogram of counts by first day of bucket, gaps filled between the first and the last bucket that has any. */
export function fillHistogram(
  counts: ReadonlyMap<number, number>,
  interval: HistogramInterval,
  undated: number,
): Histogram {
  const { first, last } = spanOf(new Map([...counts].filter(([, count]) => count > 0)));
  const buckets: { date: string; count: number }[] = [];
  for (
    let day = first;
    day <= last && buckets.length < QUERY_LIMITS.histogramBuckets;
    day = nextBucket(day, interval)
  ) {
    buckets.push({ date: formatDay(day), count: counts.get(day) ?? 0 });
  }
  return { interval, buckets, undated };
}

function countBuckets(first: number, last: number, interval: HistogramInterval): number {
  if (interval === 'day') return last - first + 1;
  const [fromYear, fromMonth] = formatDay(first).split('-').map(Number) as [number, number];
  const [toYear, toMonth] = formatDay(last).split('-').map(Number) as [number, number];
  return interval === 'year' ? toYear - fromYear + 1 : (toYear - fromYear) * 12 + toMonth - fromMonth + 1;
}

function nextBucket(day: number, interval: HistogramInterval): number {
  if (interval === 'day') return day + 1;
  const [year, month] = formatDay(day).split('-').map(Number) as [number, number];
  return interval === 'year' ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
}
