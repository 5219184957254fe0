import type { ArticleDocument } from '../core/document.ts';
import type { FacetName } from '../core/facets.ts';
import type { Filters, SearchQuery } from '../core/query.ts';
import type { FacetCount, Hit, ScanPage, SearchResult, Suggestion } from '../core/result.ts';

/**
 * How the domain is searched. An adapter is one folder that makes an `Engine`; nothing else knows which one runs.
 * Every method rejects with a `DatelineError` only; its codes stand at the method. Numbers are exact on every engine.
 */
export interface Engine extends SearchReader, IndexWriter {
  readonly name: 'embedded' | 'meilisearch' | 'opensearch';
  /** The few differences that a user may notice. Both answers of each flag have a case in the conformance suite. */
  readonly supports: Supports;
  /**
   * What a search at `now` (milliseconds) would be answered from, without searching: caches ask it.
   * @throws as search does
   */
  state(now: number, options?: CallOptions): Promise<IndexState>;
  /** Never rejects; answers within 2 s. */
  health(): Promise<Health>;
  /** Waits for running searches, releases everything. A second call is fine. */
  close(): Promise<void>;
}

/** Everything that an answer depends on beside the request. `revision` rises with every update and lapsed embargo. */
export interface IndexState {
  readonly generation: string;
  readonly revision: number;
}

export interface Supports {
  /** `a OR b`; otherwise both are searched as plain words and a notice says so. */
  readonly or: boolean;
  /** `title:word`. */
  readonly fields: boolean;
  /** `"two words"~5`. */
  readonly proximity: boolean;
  /** Phrases of three and more words are exact; otherwise each of their words must stand beside its neighbours, somewhere. */
  readonly longPhrases: boolean;
  /** Words of a query that are looked at; more are left out with a notice. */
  readonly maxQueryWords: number;
}

export interface Health {
  readonly ok: boolean;
  /** For people; no host, no key. */
  readonly detail: string;
  readonly version?: string;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What a read is restricted to: the caller's key, and what is not under embargo at `now` (milliseconds). */
export interface ReadScope {
  readonly scope?: Filters | undefined;
  readonly now: number;
}

export interface SearchReader {
  /**
   * One page of hits with exact totals and counts, all from one generation.
   * @throws index_missing, page_too_deep, invalid_parameter (a cursor that is not ours), overloaded, engine_timeout,
   *   engine_unavailable, index_damaged, aborted
   */
  search(query: SearchQuery, options?: CallOptions): Promise<SearchResult>;
  /** The whole document, or null when there is none, or none that the scope shows. */
  get(id: string, scope: ReadScope, options?: CallOptions): Promise<ArticleDocument | null>;
  /** Completions of words and titles for what has been typed. Names are added by the server. At most `limit`. */
  suggest(typed: string, limit: number, scope: ReadScope, options?: CallOptions): Promise<readonly Suggestion[]>;
  /**
   * Values of one facet whose folded text holds the folded `contains`, or that stand in `values` (known by an alias),
   * counted under `query` without the facet's own filter; most frequent first, ties by value, at most `limit`.
   */
  facetValues(request: FacetValuesRequest, options?: CallOptions): Promise<readonly FacetCount[]>;
  /** Articles like this one, best first, itself left out; [] when the id is unknown. No highlights. */
  related(id: string, limit: number, scope: ReadScope, options?: CallOptions): Promise<readonly Hit[]>;
  /**
   * All documents that a query matches (text with `typos` and `relax`, filters, scope; the rest of it is ignored), page
   * by page. The whole scan sees one state of one generation, or fails with `conflict` when that state is gone.
   */
  scan(query: SearchQuery, cursor: string | undefined, limit: number, options?: CallOptions): Promise<ScanPage>;
}

export interface FacetValuesRequest {
  readonly facet: FacetName;
  readonly query: SearchQuery;
  readonly contains: string;
  readonly values: readonly string[];
  readonly limit: number;
}

export interface Generation {
  readonly id: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly documents: number;
  readonly live: boolean;
}

export interface Changes {
  readonly upsert: readonly ArticleDocument[];
  readonly remove: readonly string[];
}

export interface IndexWriter {
  /**
   * Opens a new, empty generation beside the live one. The live one answers until `commit`.
   * @throws conflict when another rebuild is open
   */
  startRebuild(): Promise<Rebuild>;
  /**
   * Changes the live generation. When it resolves, searches see it and a kill does not lose it. Removing an unknown id
   * is no error. An id in both lists is removed, then added.
   * @throws index_missing, conflict, engine_unavailable
   */
  update(changes: Changes): Promise<{ readonly revision: number }>;
  /** Newest first, the live one among them. */
  generations(): Promise<readonly Generation[]>;
  /** Makes a kept generation live again. @throws not_found */
  rollback(generation: string): Promise<void>;
}

export interface Rebuild {
  readonly generation: string;
  /** Adds or replaces by id. Waits while the engine is behind (back-pressure). */
  add(documents: readonly ArticleDocument[]): Promise<void>;
  /** Removes by id what was added; unknown ids are no error. */
  remove(ids: readonly string[]): Promise<void>;
  /**
   * Makes what has been added searchable by the returned reader alone, for the guard to look at. More may be added
   * afterwards; call it again to see that.
   */
  preview(): Promise<SearchReader>;
  /**
   * Switches over: from here on every new search sees this generation, whole. Old generations beyond the number kept
   * are deleted. An empty rebuild is refused with `publish_refused` unless `allowEmpty`.
   */
  commit(options?: { readonly allowEmpty?: boolean }): Promise<void>;
  /** Leaves no trace. After `commit`, or a second time, it does nothing. */
  discard(): Promise<void>;
}
