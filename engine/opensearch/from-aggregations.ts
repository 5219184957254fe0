import { dayOf } from '../../core/calendar-date.ts';
import type { FacetName } from '../../core/facets.ts';
import { chooseInterval, fillHistogram } from '../../core/histogram.ts';
import type { SearchQuery } from '../../core/query.ts';
import type { FacetCount, Histogram } from '../../core/result.ts';

export interface Buckets<Key = string> {
  readonly doc_count_error_upper_bound?: number;
  readonly buckets: readonly { readonly key: Key; readonly doc_count: number }[];
}

interface FacetAggregation {
  readonly top: Buckets;
  readonly selected?: Buckets;
}

interface DateAggregation {
  readonly undated: { readonly doc_count: number };
  readonly inside: {
    readonly doc_count: number;
    readonly first: { readonly value: number | null };
    readonly last: { readonly value: number | null };
    readonly day?: Buckets<number>;
    readonly month?: Buckets<number>;
    readonly year?: Buckets<number>;
  };
}

export type Aggregations = Readonly<Record<`facet:${string}`, FacetAggregation>> & {
  readonly words: { readonly doc_count: number };
  readonly dates?: DateAggregation;
};

/** True when a shard had more values than it reported, so that a count may be too low. Such counts are never shown. */
export function areCountsDoubtful(aggregations: Aggregations, facets: readonly FacetName[]): boolean {
  return facets.some((facet) => isDoubtful(aggregations[`facet:${facet}`]?.top));
}

export function isDoubtful(counts: Buckets | undefined): boolean {
  return (counts?.doc_count_error_upper_bound ?? 0) > 0;
}

/** Counts by facet: the most frequent up to the limit, and every selected value, found or not. */
export function toFacets(aggregations: Aggregations, query: SearchQuery): Partial<Record<FacetName, FacetCount[]>> {
  return Object.fromEntries(
    query.facets.map((facet) => {
      const { top, selected } = aggregations[`facet:${facet}`]!;
      const counts = new Map((query.filters.facets[facet]?.include ?? []).map((value) => [value, 0]));
      for (const { key, doc_count } of [...(selected?.buckets ?? []), ...top.buckets]) counts.set(key, doc_count);
      return [facet, sortCounts(counts)];
    }),
  );
}

/** Most frequent first, ties by value as JavaScript orders it. */
export function sortCounts(counts: ReadonlyMap<string, number>): FacetCount[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** The histogram and whether larger buckets were taken than asked for; null when none was asked for. */
export function toHistogram(
  { dates }: Aggregations,
  wanted: SearchQuery['histogram'],
): { readonly histogram: Histogram; readonly coarser: boolean } | null {
  if (wanted === 'none' || dates === undefined) return null;
  const { inside, undated } = dates;
  if (inside.doc_count === 0 || inside.first.value === null || inside.last.value === null) {
    const interval = wanted === 'auto' ? 'day' : wanted;
    return { histogram: { interval, buckets: [], undated: undated.doc_count }, coarser: false };
  }
  const { interval, coarser } = chooseInterval(dayOf(inside.first.value), dayOf(inside.last.value), wanted);
  const { buckets } = inside[interval]!;
  // the field of days is a date, told in milliseconds; those of months and years are day numbers
  const counts = new Map(buckets.map(({ key, doc_count }) => [interval === 'day' ? dayOf(key) : key, doc_count]));
  return { histogram: fillHistogram(counts, interval, undated.doc_count), coarser };
}
