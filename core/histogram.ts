import { formatDay } from './calendar-date.ts';
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
  return firstDay(year, interval === 'year' ? 1 : month);
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

/** The histogram of counts by first day of bucket, gaps filled between the first and the last bucket that has any. */
export function fillHistogram(
  counts: ReadonlyMap<number, number>,
  interval: HistogramInterval,
  undated: number,
): Histogram {
  const days = [...counts].filter(([, count]) => count > 0).map(([day]) => day);
  if (days.length === 0) return { interval, buckets: [], undated };
  const last = days.reduce((a, b) => Math.max(a, b));
  const buckets: { date: string; count: number }[] = [];
  for (
    let day = days.reduce((a, b) => Math.min(a, b));
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
  return interval === 'year' ? firstDay(year + 1, 1) : firstDay(month === 12 ? year + 1 : year, (month % 12) + 1);
}

function firstDay(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, 1);
  return Math.round(date.getTime() / 86_400_000);
}
