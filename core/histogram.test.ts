import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCalendarDate } from './calendar-date.ts';
import { bucketName, bucketOf, chooseInterval, drawHistogram, fillHistogram } from './histogram.ts';

const day = (date: string): number => parseCalendarDate(date)!.first;

test.each([
  ['2024-03-17', 'day', '2024-03-17', '2024-03-17'],
  ['2024-03-17', 'month', '2024-03-01', '2024-03'],
  ['2024-03-17', 'year', '2024-01-01', '2024'],
  ['1931-12-31', 'month', '1931-12-01', '1931-12'],
] as const)('%s falls by %s into the bucket of %s, named %s', (date, interval, first, name) => {
  expect(bucketOf(day(date), interval)).toBe(day(first));
  expect(bucketName(day(date), interval)).toBe(name);
});

test.each([
  ['2024-01-01', '2024-04-01', 'auto', 'day', false],
  ['2024-01-01', '2024-04-02', 'auto', 'month', false],
  ['2014-01-01', '2023-12-31', 'auto', 'month', false],
  ['2014-01-01', '2024-01-01', 'auto', 'year', false],
  ['2014-01-01', '2024-01-01', 'month', 'month', false],
  ['2014-01-01', '2024-01-01', 'day', 'month', true],
  ['1600-01-01', '2024-01-01', 'day', 'year', true],
] as const)('%s to %s, asked for %s, is drawn by %s', (first, last, wanted, interval, coarser) => {
  expect(chooseInterval(day(first), day(last), wanted)).toEqual({ interval, coarser });
});

test('gaps are filled, over the end of a year and before 1970', () => {
  const counts = new Map([
    [day('1969-11-01'), 2],
    [day('1970-02-01'), 1],
  ]);
  expect(fillHistogram(counts, 'month', 4)).toEqual({
    interval: 'month',
    undated: 4,
    buckets: [
      { date: '1969-11-01', count: 2 },
      { date: '1969-12-01', count: 0 },
      { date: '1970-01-01', count: 0 },
      { date: '1970-02-01', count: 1 },
    ],
  });
});

test('without a dated article there are no buckets', () => {
  expect(fillHistogram(new Map(), 'day', 3)).toEqual({ interval: 'day', buckets: [], undated: 3 });
});

test('nothing is lost and the chosen interval always fits', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -200_000, max: 60_000 }), { minLength: 1 }), (days) => {
      const { interval } = chooseInterval(Math.min(...days), Math.max(...days), 'day');
      const counts = new Map<number, number>();
      for (const one of days) counts.set(bucketOf(one, interval), (counts.get(bucketOf(one, interval)) ?? 0) + 1);
      const { buckets } = fillHistogram(counts, interval, 0);
      expect(buckets.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(days.length);
    }),
  );
});

test('days in any order are drawn as their buckets are', () => {
  const interval = fc.constantFrom('day' as const, 'month' as const, 'year' as const);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -2_000, max: 2_000 }), { minLength: 1 }), interval, (days, wanted) => {
      const byDay = new Map<number, number>();
      for (const one of days) byDay.set(one, (byDay.get(one) ?? 0) + 1);
      const drawn = drawHistogram(byDay, wanted, 7).histogram;
      const byBucket = new Map<number, number>();
      for (const one of days) {
        const bucket = bucketOf(one, drawn.interval);
        byBucket.set(bucket, (byBucket.get(bucket) ?? 0) + 1);
      }
      expect(drawn).toEqual(fillHistogram(byBucket, drawn.interval, 7));
    }),
  );
});
