import { daysOf, formatDay, parseCalendarDate } from '../../core/calendar-date.ts';
import type { ArticleDocument } from '../../core/document.ts';

/** How a generation is cut into indexes by the date of the articles: by year up to about 100 million, by month at a billion. */
export type PartitionBy = 'year' | 'quarter' | 'month';

export const UNDATED = 'undated';

/** The partition that an article belongs to: `2024`, `2024-q1`, `2024-03`, or `undated`. */
export function partitionOf(document: Pick<ArticleDocument, 'date' | 'datePrecision'>, by: PartitionBy): string {
  const days = daysOf(document.date, document.datePrecision);
  return days === null ? UNDATED : partitionOfDay(days.first, by);
}

export function partitionOfDay(day: number, by: PartitionBy): string {
  const [year, month] = formatDay(day).split('-') as [string, string];
  if (by === 'year') return year;
  return by === 'month' ? `${year}-${month}` : `${year}-q${Math.ceil(Number(month) / 3)}`;
}

/** First day (day number) after a partition, or null for the undated and for names that are none. */
export function endOf(partition: string): number | null {
  const [year, part] = partition.split('-');
  if (year === undefined || !/^\d{4}$/.test(year)) return null;
  if (part === undefined) return parseCalendarDate(year)!.last + 1;
  const month = part.startsWith('q') ? String(Number(part.slice(1)) * 3).padStart(2, '0') : part;
  const days = parseCalendarDate(`${year}-${month}`);
  return days === null ? null : days.last + 1;
}

export interface PartitionState {
  readonly partition: string;
  /** Most segments in one of its shards. */
  readonly segments: number;
}

export interface PartitionAction {
  readonly action: 'create' | 'merge';
  readonly partition: string;
}

/** Days after its end from which a partition is hardly written any more, and merged into one segment a shard. */
const MERGE_AFTER_DAYS = 90;

/** What must be done to partitions on a day: the next one is there before it is needed, old ones are packed. */
export function planPartitions(known: readonly PartitionState[], today: number, by: PartitionBy): PartitionAction[] {
  const names = new Set(known.map(({ partition }) => partition));
  const current = partitionOfDay(today, by);
  const next = partitionOfDay(endOf(current)!, by);
  const isOld = (partition: string): boolean => today >= (endOf(partition) ?? Infinity) + MERGE_AFTER_DAYS;
  return [
    ...[current, next]
      .filter((partition) => !names.has(partition))
      .map((partition) => ({ action: 'create' as const, partition })),
    ...known
      .filter(({ partition, segments }) => segments > 1 && isOld(partition))
      .map(({ partition }) => ({ action: 'merge' as const, partition })),
  ];
}
