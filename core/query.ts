import type { FacetName } from './facets.ts';

/** A word or a quoted phrase of the query, as typed; engines fold and split it with `core/text.ts`. */
export interface Term {
  readonly kind: 'word' | 'phrase';
  readonly text: string;
  /** Search this field only (`title:iraq`). */
  readonly field?: 'title' | 'body';
  /** The last word while the reader types: also matches as the beginning of a word. Words only. */
  readonly prefix?: boolean;
  /** How many other words may stand between the words of a phrase, in order (`"iraq mission"~5`). 0 when absent. */
  readonly slop?: number;
}

/** Alternatives; one of them must match (`nato OR alliance`). A plain term is a clause with one alternative. */
export interface Clause {
  readonly anyOf: readonly Term[];
}

/** The text part of a query. No clause and no exclusion = browse everything. */
export interface TextQuery {
  readonly clauses: readonly Clause[];
  readonly excluded: readonly Term[];
}

/** OR within a facet, AND between facets. `none` may stand in both lists. */
export interface FacetFilter {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface Filters {
  readonly facets: Readonly<Partial<Record<FacetName, FacetFilter>>>;
  /**
   * Inclusive day numbers (`core/calendar-date.ts`). An article matches when the days its date may mean (a whole month
   * or year at lower precision) overlap the range. A range leaves undated articles out.
   */
  readonly dates?: { readonly first?: number; readonly last?: number };
  readonly undated?: 'only' | 'exclude';
}

export const NO_FILTERS: Filters = { facets: {} };

export const SORTS = ['relevance', 'newest', 'oldest', 'recent'] as const;
/** `newest` and `oldest` put undated articles last; `recent` is relevance weighed by freshness. */
export type Sort = (typeof SORTS)[number];

export const HISTOGRAM_INTERVALS = ['day', 'month', 'year'] as const;
export type HistogramInterval = (typeof HISTOGRAM_INTERVALS)[number];

/** One search, checked and bounded, as the port takes it. Everything in it is data; nothing is in an engine's syntax. */
export interface SearchQuery {
  readonly text: TextQuery;
  readonly filters: Filters;
  /** What the caller's key is restricted to; ANDed with everything, never part of a facet's own filter. */
  readonly scope?: Filters | undefined;
  /** Milliseconds since 1970; articles whose embargo ends later are invisible. */
  readonly now: number;
  readonly sort: Sort;
  /** From 1. Ignored when `cursor` is given. */
  readonly page: number;
  readonly hitsPerPage: number;
  /** Opaque; from `SearchResult.nextCursor`. */
  readonly cursor?: string;
  /** Facets to count, each ignoring its own filter. */
  readonly facets: readonly FacetName[];
  /** Values at most for each facet, most frequent first, ties by value; selected values are always among them. */
  readonly facetLimit: number;
  /** Ignores `dates` and `undated` of `filters`, as a facet ignores its own filter. */
  readonly histogram: 'auto' | 'none' | HistogramInterval;
  /** Day numbers; buckets outside are left out. A window to zoom in, not a filter. */
  readonly histogramWindow?: { readonly first?: number; readonly last?: number };
  /** False: no match ranges and no snippets are made. */
  readonly highlight: boolean;
  /** Snippets at most for each hit. */
  readonly snippets: number;
  /** False turns typo tolerance off. */
  readonly typos: boolean;
  /** False: only articles with all words; never relaxed to the best matches. */
  readonly relax: boolean;
}

/** How a search looks that only asks what matches: one hit, no counts, no highlights. To be spread into a query. */
export const BARE_SEARCH = {
  sort: 'newest',
  page: 1,
  hitsPerPage: 1,
  facets: [],
  facetLimit: 1,
  histogram: 'none',
  highlight: false,
  snippets: 0,
} as const satisfies Partial<SearchQuery>;

/** Bounds that hold for every engine, and that the API checks by name. */
export const QUERY_LIMITS = {
  textLength: 512,
  terms: 64,
  filterValues: 100,
  hitsPerPage: 100,
  facetLimit: 500,
  /** `page * hitsPerPage` at most; beyond it a cursor is needed. */
  pagedHits: 1_000,
  histogramBuckets: 1_500,
} as const;

/** When fewer articles hold all words, the search relaxes to the best matches and says so. */
export const RELAX_BELOW = 20;
