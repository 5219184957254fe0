import type { Histogram } from '../../client/dateline-client.ts';

/** A bar of the histogram: articles dated from the first day of `from` to the last day of `to`, as they are written. */
export interface Bar {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

const LENGTHS = { year: 4, month: 7, day: 10 } as const satisfies Record<Histogram['interval'], number>;
const COARSER = { day: 'month', month: 'year' } as const;

/**
 * Buckets as at most `most` bars that cover all of them: days grow to months, months to years, years to runs of 2, 5,
 * 10, 20, … years that begin on round ones.
 */
export function toBars(histogram: Histogram, most: number): Bar[] {
  let interval = histogram.interval;
  let bars = histogram.buckets.map(({ date, count }) => bar(date.slice(0, LENGTHS[interval]), count));
  while (bars.length > most && interval !== 'year') {
    interval = COARSER[interval];
    const length = LENGTHS[interval];
    bars = merged(
      bars,
      (one) => one.from.slice(0, length),
      (key) => ({ from: key, to: key }),
    );
  }
  for (const years of [2, 5, 10, 20, 50, 100, 500]) {
    if (bars.length <= most) break;
    bars = merged(
      bars,
      (one) => String(Number(one.from.slice(0, 4)) - (Number(one.from.slice(0, 4)) % years)),
      (key, run) => ({
        from: run[0]?.from ?? key,
        to: run.at(-1)?.to ?? key,
      }),
    );
  }
  return bars;
}

/** Where the bars that overlap a range begin and end: half-open indices; all of them when both ends are open. */
export function barsWithin(bars: readonly Bar[], from: string, to: string): { first: number; end: number } {
  // A prefix sorts before what it begins, so texts compare as the days they stand for.
  const first = from === '' ? 0 : bars.findIndex((one) => `${one.to}~` >= from);
  const after = to === '' ? -1 : bars.findIndex((one) => one.from > `${to}~`);
  return { first: first === -1 ? bars.length : first, end: after === -1 ? bars.length : after };
}

/** The fullest of some bars; the first of several. */
export function peakOf(bars: readonly Bar[]): Bar {
  return bars.reduce((peak, one) => (one.count > peak.count ? one : peak));
}

/** Half of some bars, around the fullest: what a closer look is taken at never is the empty part. */
export function halfAroundPeak(bars: readonly Bar[]): readonly Bar[] {
  const half = Math.ceil(bars.length / 2);
  const centred = bars.indexOf(peakOf(bars)) - Math.floor(half / 2);
  const first = Math.min(Math.max(0, centred), bars.length - half);
  return bars.slice(first, first + half);
}

function bar(date: string, count: number): Bar {
  return { from: date, to: date, count };
}

function merged(
  bars: readonly Bar[],
  keyOf: (bar: Bar) => string,
  rangeOf: (key: string, run: readonly Bar[]) => { from: string; to: string },
): Bar[] {
  const runs = new Map<string, Bar[]>();
  for (const one of bars) {
    const key = keyOf(one);
    const run = runs.get(key);
    if (run) run.push(one);
    else runs.set(key, [one]);
  }
  return [...runs].map(([key, run]) => ({ ...rangeOf(key, run), count: run.reduce((sum, one) => sum + one.count, 0) }));
}

/** The days from the first of `from` to the last of `to`, whatever the precision, as `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): { from: string; to: string } {
  const [year = '', month, day] = to.split('-');
  // Day 0 of the next month is the last day of this one.
  const last = new Date(Date.UTC(Number(year), month === undefined ? 12 : Number(month), 0)).getUTCDate();
  return {
    from: `${from}-01-01`.slice(0, 10),
    to: day === undefined ? `${year}-${month ?? '12'}-${String(last).padStart(2, '0')}` : to,
  };
}
