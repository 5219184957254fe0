import type { ArticleDocument } from '../../core/document.ts';
import { DatelineError } from '../../core/errors.ts';
import type { SearchQuery } from '../../core/query.ts';
import { RELAX_BELOW } from '../../core/query.ts';
import type { CallOptions } from '../port.ts';
import type { Connection } from './connection.ts';
import type { Names } from './names.ts';
import type { FindSynonyms } from './synonym-runs.ts';
import type { Dsl } from './to-term-query.ts';
import { toTextQuery } from './to-text-query.ts';

/** What every question to a generation needs. */
export interface Asking {
  readonly connection: Connection;
  readonly names: Names;
  readonly findSynonyms: FindSynonyms;
  /** Partitions differ in size: how rare a word is must then be counted over all of them, not in each. */
  readonly countsWordsOverall: boolean;
  readonly isInManyShards: boolean;
}

export interface FoundHit {
  readonly _id: string;
  readonly _index: string;
  readonly _source: { readonly document: ArticleDocument };
  readonly sort?: readonly (number | string | null)[];
}

export interface SearchAnswer<Aggregations = unknown> {
  readonly timed_out: boolean;
  readonly pit_id?: string;
  readonly _shards: { readonly total: number; readonly failed: number };
  readonly hits: { readonly total?: { readonly value: number }; readonly hits: readonly FoundHit[] };
  readonly aggregations?: Aggregations;
}

/** The part of a search before its answer is whole: OpenSearch stops and says so rather than hold a thread. */
const ENGINE_SHARE = 0.8;

/** One search. An answer of which a shard is missing is an error: a partial answer is never shown as a whole one. */
export async function ask<Aggregations>(
  { connection, countsWordsOverall }: Asking,
  target: string | null,
  body: Dsl,
  { signal, preference }: CallOptions & { readonly preference?: string } = {},
): Promise<SearchAnswer<Aggregations>> {
  const timeout = `${Math.round(connection.searchTimeoutMs * ENGINE_SHARE)}ms`;
  const { body: answer } = await connection.send<SearchAnswer<Aggregations>>(
    {
      method: 'POST',
      path: target === null ? '/_search' : `/${target}/_search`,
      query: {
        allow_partial_search_results: false,
        ...(countsWordsOverall ? { search_type: 'dfs_query_then_fetch' } : {}),
        ...(target === null ? {} : { allow_no_indices: false, pre_filter_shard_size: 8 }),
      },
      body: { timeout, ...body },
      preference,
    },
    { signal },
  );
  const retry = { details: { retryAfterSeconds: 1 } };
  if (answer.timed_out) throw new DatelineError('engine_timeout', 'OpenSearch did not finish in time.', retry);
  if (answer._shards.failed > 0)
    throw new DatelineError('engine_unavailable', 'A part of the index is missing.', retry);
  return answer;
}

interface WordCount {
  readonly words?: { readonly doc_count: number };
}

/**
 * Asks for articles with all words and, when the query may be relaxed and there are too few, once more for the best
 * matches. `toBody` must keep the aggregation `words`, which counts what the text alone finds.
 */
export async function askRelaxing<Aggregations extends WordCount>(
  query: Pick<SearchQuery, 'text' | 'typos' | 'relax'>,
  asking: Asking,
  run: (text: Dsl | null) => Promise<SearchAnswer<Aggregations>>,
  known?: { readonly relaxed: boolean },
): Promise<{ readonly answer: SearchAnswer<Aggregations>; readonly relaxed: boolean }> {
  const synonyms = asking.findSynonyms(query.text);
  const toText = (relaxed: boolean): Dsl | null => toTextQuery(query.text, { synonyms, typos: query.typos, relaxed });
  if (known) return { answer: await run(toText(known.relaxed)), relaxed: known.relaxed };
  const answer = await run(toText(false));
  const found = answer.aggregations?.words?.doc_count ?? RELAX_BELOW;
  if (!mayRelax(query) || found >= RELAX_BELOW) return { answer, relaxed: false };
  return { answer: await run(toText(true)), relaxed: true };
}

/** A query of one word, or of none, has nothing to let go. */
export function mayRelax({ relax, text }: Pick<SearchQuery, 'relax' | 'text'>): boolean {
  return relax && text.clauses.length >= 2;
}
