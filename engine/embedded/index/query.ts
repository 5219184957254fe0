/** One way in which a clause may be matched: a word, or several words as a phrase. */
export interface Alternative {
  readonly words: readonly string[];
  /** The last word may be the beginning of a longer one. */
  readonly prefix: boolean;
  /** Typing errors forgiven; only for a single word. */
  readonly maxEdits: number;
  /** Other words allowed between the words of a phrase, in total. */
  readonly slop: number;
  /** Fields searched, one bit each. */
  readonly fields: number;
  /** What a match counts, 1 for the words themselves. */
  readonly factor: number;
  /** Not what was typed but another word for it. */
  readonly synonym: boolean;
}

/** A clause matches where one of its alternatives does. */
export interface QueryClause {
  readonly alternatives: readonly Alternative[];
  /** What takes its place when the query is relaxed: the words of a compound, each for itself. */
  readonly apart?: readonly QueryClause[];
}

export interface FacetCondition {
  readonly facet: number;
  /** A document passes with one of these values (or none, with `includeNone`); all pass when nothing is included. */
  readonly include: readonly string[];
  readonly includeNone: boolean;
  readonly exclude: readonly string[];
  readonly excludeNone: boolean;
}

export interface Filter {
  readonly facets: readonly FacetCondition[];
  /** Inclusive; passes when a document's days overlap. */
  readonly days: { readonly first: number; readonly last: number } | null;
  readonly undated: 'only' | 'exclude' | null;
}

export type Order = 'score' | 'newest' | 'oldest' | 'recent';

export interface IndexQuery {
  /** All must match, unless relaxed. */
  readonly clauses: readonly QueryClause[];
  readonly excluded: readonly Alternative[];
  readonly filter: Filter;
  readonly scope: Filter | null;
  /** Milliseconds since 1970; documents with a later time of release are invisible. */
  readonly now: number;
  readonly order: Order;
  readonly offset: number;
  readonly limit: number;
  /** Numbers of the facets to count. */
  readonly facets: readonly number[];
  /** So many of the most frequent values of each are counted exactly, and those filtered by; others may lack their count. */
  readonly facetLimit: number;
  readonly histogram: boolean;
  /** When fewer visible documents match all clauses, those matching a share of their weight are found too. 0 = never. */
  readonly relaxBelow: number;
  /** That share, 0 to 1. */
  readonly relaxedShare: number;
  /** Puts the best in order anew, by where the words stand (see `refine-order.ts`); only in the order `score`. */
  readonly refined: boolean;
}

export interface FoundDocument {
  /** Index of the part in the snapshot. */
  readonly part: number;
  readonly document: number;
  readonly score: number;
}

/** How a clause was read. Counts are of documents, deleted ones included. */
export interface ClauseReport {
  /** Documents with the words as typed (prefixes included). */
  readonly asTyped: number;
  /** Words found with typing errors, most frequent first. */
  readonly corrections: readonly { readonly word: string; readonly documents: number; readonly edits: number }[];
  /** Other forms of the words, which count when the query is relaxed. */
  readonly variants: readonly string[];
  /** Synonyms that are in the index, as their words. */
  readonly synonyms: readonly (readonly string[])[];
}

export interface IndexResult {
  readonly hits: readonly FoundDocument[];
  readonly total: number;
  /** For each facet asked for: counts by value number of the snapshot, and documents without a value. */
  readonly facets: readonly { readonly counts: Uint32Array; readonly none: number }[];
  /** Documents for each first day, and those without a date; null when not asked for. */
  readonly histogram: { readonly days: ReadonlyMap<number, number>; readonly undated: number } | null;
  readonly relaxed: boolean;
  readonly clauses: readonly ClauseReport[];
  /** Words of the best hits that helped to order the others; they made nothing match. */
  readonly feedback: readonly string[];
}
