import type { FacetName } from '../../core/facets.ts';
import type { HistogramInterval, SearchQuery } from '../../core/query.ts';
import { QUERY_LIMITS } from '../../core/query.ts';
import { filtersBut, toDay } from './to-filters.ts';
import type { FilterParts } from './to-filters.ts';
import type { Dsl } from './to-term-query.ts';

/**
 * Values that a shard reports at most. When one has more, OpenSearch says by how much a count may be wrong, and the search
 * is repeated with `ALL_VALUES`.
 */
export const SHARD_VALUES = 10_000;
export const ALL_VALUES = 65_000;

export interface AggregationOptions {
  readonly parts: FilterParts;
  readonly shardValues: number;
}

/** One filtered aggregation for each facet, each under all filters but its own, and one for the histogram. */
export function toAggregations(query: SearchQuery, options: AggregationOptions): Dsl {
  const { parts } = options;
  return {
    // how many hold the words, whatever the filters: what decides whether a search is relaxed
    words: { filter: { match_all: {} } },
    ...Object.fromEntries(
      query.facets.map((facet) => [
        `facet:${facet}`,
        under(filtersBut(parts, facet), toFacetCounts(facet, query, options.shardValues)),
      ]),
    ),
    ...(query.histogram === 'none' ? {} : { dates: under(filtersBut(parts, 'dates'), toDateCounts(query)) }),
  };
}

function under(filters: readonly Dsl[], aggs: Dsl): Dsl {
  return { filter: filters.length === 0 ? { match_all: {} } : { bool: { filter: filters } }, aggs };
}

function toFacetCounts(facet: FacetName, query: SearchQuery, shardValues: number): Dsl {
  const field = `facet.${facet}`;
  const selected = query.filters.facets[facet]?.include ?? [];
  return {
    top: toTerms(field, query.facetLimit, shardValues),
    ...(selected.length === 0
      ? {}
      : { selected: { terms: { field, size: selected.length, include: selected, shard_size: selected.length } } }),
  };
}

/** Most frequent first, ties by value. */
export function toTerms(field: string, size: number, shardValues: number, include?: string): Dsl {
  return {
    terms: {
      field,
      size,
      shard_size: Math.max(size, shardValues),
      order: [{ _count: 'desc' }, { _key: 'asc' }],
      ...(include === undefined ? {} : { include }),
    },
  };
}

/**
 * Which interval is drawn depends on the first and last day found, so the counts of every interval that may be chosen are
 * asked for at once, each with room for as many buckets as a histogram may have.
 */
function toDateCounts({ histogram, histogramWindow }: SearchQuery): Dsl {
  const { first, last } = histogramWindow ?? {};
  const range = {
    ...(first === undefined ? {} : { gte: toDay(first) }),
    ...(last === undefined ? {} : { lte: toDay(last) }),
  };
  const size = QUERY_LIMITS.histogramBuckets;
  const intervals: readonly HistogramInterval[] =
    histogram === 'year' ? ['year'] : histogram === 'month' ? ['month', 'year'] : ['day', 'month', 'year'];
  const counts = intervals.map((interval) => [
    interval,
    { terms: { field: FIELD_OF_INTERVAL[interval], size, shard_size: size, order: { _key: 'desc' } } },
  ]);
  return {
    undated: { filter: { bool: { must_not: [{ exists: { field: 'first' } }] } } },
    inside: {
      filter: { range: { first: range } },
      aggs: {
        first: { min: { field: 'first' } },
        last: { max: { field: 'first' } },
        ...(Object.fromEntries(counts) as Record<string, unknown>),
      },
    },
  };
}

const FIELD_OF_INTERVAL = { day: 'first', month: 'month', year: 'year' } as const;
