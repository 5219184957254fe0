import type { ArticleDocument, DocumentSummary } from './document.ts';
import type { FacetName } from './facets.ts';
import type { HistogramInterval } from './query.ts';

/** Half-open range of UTF-16 offsets into the text it comes with. Ranges are sorted and do not overlap. */
export interface MatchRange {
  readonly start: number;
  readonly end: number;
}

/** A passage of the body with the matches in it; cut at word boundaries, without ellipses. */
export interface Snippet {
  readonly text: string;
  readonly ranges: readonly MatchRange[];
  /** True when text was left out before or after it. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

export interface Hit {
  readonly document: DocumentSummary;
  readonly titleRanges: readonly MatchRange[];
  /** Best first. The beginning of the body, without ranges, when nothing in it matched. */
  readonly snippets: readonly Snippet[];
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export interface Histogram {
  readonly interval: HistogramInterval;
  /** Gap-filled, oldest first; `date` is the first day of the bucket. */
  readonly buckets: readonly { readonly date: string; readonly count: number }[];
  /** How many articles without a date match. */
  readonly undated: number;
}

export const NOTICE_CODES = [
  'relaxed', // fewer than RELAX_BELOW articles hold all words: the best matches follow; `words` = those that none holds
  'corrected', // a word was matched with typos; `words` = what was found instead
  'expanded', // a synonym made matches; `words` = the synonyms. Without `about`: words of the best hits, which ordered others
  'did-you-mean', // `words` = the whole query, mended
  'unbalanced-quote', // left out
  'query-shortened', // words beyond what the engine takes were left out
  'not-supported', // the engine cannot do this; `words` = the operator
  'phrase-in-parts', // the engine finds neighbours, not where they meet: each word of `about` stands beside the next somewhere
  'unknown-value', // a filter asks for what no country, region or language is called; `about` = it, `words` = values that begin like it
  'histogram-coarser', // fewer, larger buckets than asked for
] as const;

/** Something the reader should know about how the query was understood. */
export interface Notice {
  readonly code: (typeof NOTICE_CODES)[number];
  /** The words of the query it is about, as typed. */
  readonly about?: string;
  readonly words?: readonly string[];
}

export interface SearchResult {
  readonly hits: readonly Hit[];
  /** Exact. */
  readonly totalHits: number;
  /** One list for each facet asked for; `none` counts documents without a value. Exact. */
  readonly facets: Readonly<Partial<Record<FacetName, readonly FacetCount[]>>>;
  /** Null when `histogram` was `none`. */
  readonly histogram: Histogram | null;
  readonly notices: readonly Notice[];
  /** What answered: the published generation, and its revision, which rises with every update and lapsed embargo. */
  readonly generation: string;
  readonly revision: number;
  /** Absent when there is nothing after this page. */
  readonly nextCursor?: string;
}

export interface Suggestion {
  readonly kind: 'word' | 'title' | 'name';
  readonly text: string;
  /** For `name`: the facet and value that it stands for. */
  readonly facet?: FacetName;
  readonly value?: string;
  /** For `title`: the article. */
  readonly id?: string;
}

/** A page of a scan through all documents that match, in an order of the engine's choice that does not change. */
export interface ScanPage {
  readonly documents: readonly ArticleDocument[];
  readonly nextCursor?: string;
}
