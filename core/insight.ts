/** One search, as the statistics take it. No address, no key, no reader. */
export interface SearchObservation {
  readonly q: string;
  readonly totalHits: number;
  readonly engineMs: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface InsightEntry {
  /** Folded and with single spaces; only shown when it was searched often enough not to point at one reader. */
  readonly q: string;
  readonly count: number;
  /** How many of them found nothing. */
  readonly zeroResults: number;
  readonly slowestMs: number;
}

export interface InsightReport {
  readonly enabled: boolean;
  /** First day that is still kept, `YYYY-MM-DD`. */
  readonly since: string;
  readonly retentionDays: number;
  /** Fewer searches than this and a query is not shown. */
  readonly minimumCount: number;
  readonly searches: number;
  readonly top: readonly InsightEntry[];
  readonly zeroResults: readonly InsightEntry[];
  readonly slow: readonly InsightEntry[];
}

/** What readers searched for, in vain, and slowly. Implemented in `archive/`; the server records and shows it. */
export interface Insight {
  record(search: SearchObservation): void;
  /** Most frequent (or slowest) first, at most `limit` each. */
  report(limit: number): InsightReport;
  close(): Promise<void>;
}
