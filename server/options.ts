/** What an operator may set about the HTTP server. The composition root fills it from the checked configuration. */
export interface ServerOptions {
  /** Shown in the feed, the OpenSearch description and the page. */
  readonly siteName: string;
  /** `https://archive.example` for links in feeds; from the request when absent. */
  readonly publicUrl?: string;
  /** Names what answers depend on beside the index: the program, and the names and synonyms of its data. */
  readonly edition: string;
  /** Express’ `trust proxy`: false, a number of hops, or a list of addresses. */
  readonly trustProxy: boolean | number | string;
  readonly cors: { readonly origins: readonly string[]; readonly credentials: boolean };
  readonly limits: ServerLimits;
}

/** Bounds of one process. 0 requests a minute turns a rate limit off. */
export interface ServerLimits {
  readonly requestsPerMinutePerAddress: number;
  /** For a key without a limit of its own. */
  readonly requestsPerMinutePerKey: number;
  /** Searches in flight; more are refused at once with `overloaded`. */
  readonly concurrentSearches: number;
  /** Longest that one search may take. */
  readonly searchTimeoutMs: number;
  /** After this long without an answer the engine is asked whether it is well. */
  readonly patienceMs: number;
  /** Body of a search by POST. */
  readonly searchBodyBytes: number;
  /** Body of one article handed in. */
  readonly articleBodyBytes: number;
  /** Listeners to the events of reindex jobs. */
  readonly eventStreams: number;
}

export const DEFAULT_SERVER_OPTIONS: ServerOptions = {
  siteName: 'Dateline',
  edition: '',
  trustProxy: false,
  cors: { origins: [], credentials: false },
  limits: {
    requestsPerMinutePerAddress: 6_000,
    requestsPerMinutePerKey: 6_000,
    concurrentSearches: 64,
    searchTimeoutMs: 5_000,
    patienceMs: 400,
    searchBodyBytes: 100_000,
    articleBodyBytes: 8_000_000,
    eventStreams: 50,
  },
};
