import { expect, test } from 'vitest';
import { parseCalendarDate } from '../../core/calendar-date.ts';
import { endOf, partitionOf, planPartitions } from './partitions.ts';

const day = (date: string): number => parseCalendarDate(date)!.first;

test.each([
  ['2024-05-31', 'day', 'year', '2024'],
  ['2024-05-31', 'day', 'quarter', '2024-q2'],
  ['2024-05-31', 'day', 'month', '2024-05'],
  ['2024-01-01', 'year', 'month', '2024-01'],
  ['1931-12-31', 'day', 'quarter', '1931-q4'],
  [null, null, 'year', 'undated'],
] as const)('an article of %s (%s) lies, by %s, in %s', (date, datePrecision, by, partition) => {
  expect(partitionOf({ date, datePrecision }, by)).toBe(partition);
});

test.each([
  ['2024', '2025-01-01'],
  ['2024-q4', '2025-01-01'],
  ['2024-02', '2024-03-01'],
])('%s ends before %s', (partition, first) => {
  expect(endOf(partition)).toBe(day(first));
});

test.each(['undated', '', 'x-1', '2024-13', '2024-q9'])('%j has no end', (partition) => {
  expect(endOf(partition)).toBeNull();
});

test('the current and the next partition are made, and made once', () => {
  const plan = planPartitions([], day('2026-12-30'), 'month');
  expect(plan).toEqual([
    { action: 'create', partition: '2026-12' },
    { action: 'create', partition: '2027-01' },
  ]);
  const made = ['2026-12', '2027-01'].map((partition) => ({ partition, segments: 9 }));
  expect(planPartitions(made, day('2026-12-30'), 'month')).toEqual([]);
});

test('an old partition is packed, a recent, a packed and the undated one are left', () => {
  const known = [
    { partition: '2020', segments: 7 },
    { partition: '2021', segments: 1 },
    { partition: '2025', segments: 7 },
    { partition: '2026', segments: 7 },
    { partition: '2027', segments: 0 },
    { partition: 'undated', segments: 7 },
  ];
  const packed = ['2020'].map((partition) => ({ action: 'merge', partition }));
  expect(planPartitions(known, day('2026-03-31'), 'year')).toEqual(packed);
  expect(planPartitions(known, day('2026-04-01'), 'year')).toEqual([...packed, { action: 'merge', partition: '2025' }]);
});
