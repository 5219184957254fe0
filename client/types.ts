/** The shapes of Dateline's HTTP API, as its OpenAPI document has them. Nothing here depends on anything else. */

export type FacetName = 'country' | 'region' | 'organisation' | 'language' | 'publisher';
export type DatePrecision = 'day' | 'month' | 'year';
export type Sort = 'relevance' | 'newest' | 'oldest' | 'recent';
export type HighlightForm = 'html' | 'segments' | 'none';

/** What narrows a search. Values of a facet are ORed; `-value` excludes; `none` = has no value. */
export interface FilterParams extends Partial<Record<FacetName, readonly string[]>> {
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly undated?: 'only' | 'exclude' | undefined;
  readonly typos?: boolean | undefined;
  readonly relax?: boolean | undefined;
}

export interface SearchParams<Form extends HighlightForm = HighlightForm> extends FilterParams {
  readonly q?: string | undefined;
  readonly sort?: Sort | undefined;
  readonly page?: number | undefined;
  readonly cursor?: string | undefined;
  readonly hitsPerPage?: number | undefined;
  readonly facets?: readonly FacetName[] | undefined;
  readonly facetLimit?: number | undefined;
  readonly interval?: 'auto' | 'day' | 'month' | 'year' | 'none' | undefined;
  readonly histogramFrom?: string | undefined;
  readonly histogramTo?: string | undefined;
  readonly highlight?: Form | undefined;
  readonly snippets?: number | undefined;
  readonly locale?: string | undefined;
}

export interface Segment {
  readonly text: string;
  readonly match: boolean;
}

export interface ArticleSource {
  readonly file: string;
  readonly record?: string | undefined;
  readonly line?: number | undefined;
}

export interface ArticleSummary {
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
  readonly datePrecision: DatePrecision | null;
  readonly dateSource: string | null;
  readonly countries: readonly string[];
  readonly regions: readonly string[];
  readonly organisations: readonly string[];
  readonly language: string;
  readonly sources: readonly ArticleSource[];
  readonly url?: string | undefined;
  readonly author?: string | undefined;
  readonly section?: string | undefined;
  readonly publisher?: string | undefined;
  readonly embargoUntil?: string | undefined;
}

export interface Evidence {
  readonly zone: 'title' | 'lead' | 'body' | 'subhead' | 'dateline' | 'caption' | 'credit' | 'metadata' | 'url';
  readonly line?: number | undefined;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly form: string;
  readonly rule: string;
  readonly weight: number;
  readonly entry?: string | undefined;
}

export interface Fact {
  readonly value: string;
  readonly level: 'main' | 'involved' | 'passing' | 'source';
  readonly score: number;
  readonly salience: number;
  readonly mentions: number;
  readonly evidence: readonly Evidence[];
}

export interface Article extends ArticleSummary {
  readonly body: string;
  readonly evidence: {
    readonly countries: readonly Fact[];
    readonly organisations: readonly Fact[];
    readonly regions: readonly Fact[];
    readonly date: readonly (Evidence & { readonly value: string | null; readonly chosen: boolean })[];
  };
}

/** `html` is escaped and holds no markup but `<mark>`; `segments` joined are the text. */
export type Highlight<Form extends HighlightForm> = Form extends 'none'
  ? undefined
  : Form extends 'segments'
    ? { readonly title: readonly Segment[]; readonly snippets: readonly (readonly Segment[])[] }
    : { readonly title: string; readonly snippets: readonly string[] };

export interface Hit<Form extends HighlightForm = 'html'> extends ArticleSummary {
  readonly highlight: Highlight<Form>;
}

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
  readonly excluded?: true | undefined;
}

export interface Histogram {
  readonly interval: 'day' | 'month' | 'year';
  readonly buckets: readonly { readonly date: string; readonly count: number }[];
  readonly undated: number;
}

export interface Notice {
  readonly code: string;
  readonly about?: string | undefined;
  readonly words?: readonly string[] | undefined;
}

export interface SearchAnswer<Form extends HighlightForm = 'html'> {
  readonly query: string;
  readonly hits: readonly Hit<Form>[];
  readonly facets: Readonly<Partial<Record<FacetName, readonly FacetValue[] | undefined>>>;
  readonly histogram: Histogram | null;
  readonly totalHits: number;
  readonly page: number | null;
  readonly hitsPerPage: number;
  readonly totalPages: number;
  readonly nextCursor?: string | undefined;
  readonly tookMs: number;
  readonly generation: string;
  readonly revision: number;
  readonly notices: readonly Notice[];
}

export interface Suggestion {
  readonly kind: 'word' | 'title' | 'name';
  readonly text: string;
  readonly facet?: FacetName | undefined;
  readonly value?: string | undefined;
  readonly id?: string | undefined;
  readonly count?: number | undefined;
}

/** An RFC 9457 problem document; `code` is stable. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly parameter?: string | undefined;
  readonly reasons?: readonly string[] | undefined;
  readonly conflictingId?: string | undefined;
}
