import { createHash } from 'node:crypto';
import { toSummary } from '../../core/document.ts';
import type { FacetName } from '../../core/facets.ts';
import { DatelineError, isDatelineError } from '../../core/errors.ts';
import type { SearchQuery } from '../../core/query.ts';
import { QUERY_LIMITS } from '../../core/query.ts';
import type { Hit, Notice, SearchResult } from '../../core/result.ts';
import { makeSnippets } from '../../core/snippets.ts';
import type { CallOptions } from '../port.ts';
import { ask, askRelaxing, mayRelax } from './ask.ts';
import type { Asking, FoundHit, SearchAnswer } from './ask.ts';
import { readSearchCursor, writeCursor } from './cursor.ts';
import type { SearchCursor } from './cursor.ts';
import { areCountsDoubtful, toFacets, toHistogram } from './from-aggregations.ts';
import type { Aggregations } from './from-aggregations.ts';
import { prepareMatches } from './match-words.ts';
import type { FindMatches } from './match-words.ts';
import { toNoticeCounts, toNotices } from './notices.ts';
import type { Located } from './published.ts';
import type { SynonymRun } from './synonym-runs.ts';
import { ALL_VALUES, SHARD_VALUES, toAggregations } from './to-aggregations.ts';
import { toFilterParts, toScope } from './to-filters.ts';
import { toRanked, toSort } from './to-sort.ts';
import type { Dsl } from './to-term-query.ts';

type Answer = SearchAnswer<Aggregations>;

interface BodyOptions {
  readonly cursor: SearchCursor | undefined;
  readonly shardValues: number;
  readonly synonyms: readonly SynonymRun[];
}

/** One page of hits, its counts and its histogram: one request, or two when the search is relaxed. */
export async function search(
  asking: Asking,
  located: Located,
  query: SearchQuery,
  options?: CallOptions,
): Promise<SearchResult> {
  if (query.cursor === undefined && query.page * query.hitsPerPage > QUERY_LIMITS.pagedHits) {
    throw new DatelineError('page_too_deep', 'Page numbers do not reach that far. Use a cursor.');
  }
  const cursor = query.cursor === undefined ? undefined : readSearchCursor(query.cursor, located.secret);
  const generation = cursor?.generation ?? located.generation;
  const preference = createHash('sha256').update(JSON.stringify(query.text)).digest('hex').slice(0, 16);
  const synonyms = asking.findSynonyms(query.text);
  const run = async (text: Dsl | null): Promise<Answer> => {
    const send = (shardValues: number): Promise<Answer> =>
      ask(asking, asking.names.target(generation), toBody(query, text, { cursor, shardValues, synonyms }), {
        ...options,
        preference,
      });
    // one shard counts right whatever it reports; several add up right only when each reports all of its values
    const answer = await send(asking.isInManyShards ? SHARD_VALUES : 0);
    if (answer._shards.total === 1 || !areCountsDoubtful(answer.aggregations!, query.facets)) return answer;
    const exact = await send(ALL_VALUES);
    if (areCountsDoubtful(exact.aggregations!, query.facets)) {
      throw new DatelineError('engine_rejected', `A facet has more than ${ALL_VALUES} values; they cannot be counted.`);
    }
    return exact;
  };
  const { answer, relaxed } = await askRelaxing(query, asking, run, cursor).catch((error: unknown) => {
    if (cursor && isDatelineError(error, 'index_missing')) {
      throw new DatelineError('invalid_parameter', 'The cursor is too old.', { details: { parameter: 'cursor' } });
    }
    throw error;
  });
  const drawn = toHistogram(answer.aggregations!, query.histogram);
  const documents = answer.hits.hits.map(({ _source }) => _source.document);
  const notices: Notice[] = [
    ...(relaxed ? [{ code: 'relaxed' as const }] : []),
    ...toNotices(query, synonyms, answer.aggregations!, documents),
    ...(drawn?.coarser ? [{ code: 'histogram-coarser' as const }] : []),
  ];
  const findMatches = prepareMatches(query, synonyms);
  const totalHits = answer.hits.total?.value ?? 0;
  const next = toNextCursor(query, answer, { generation, relaxed, offset: cursor?.offset });
  return {
    hits: answer.hits.hits.map((hit) => toHit(hit, query, findMatches)),
    totalHits,
    facets: toFacets(answer.aggregations!, query),
    histogram: drawn?.histogram ?? null,
    notices,
    generation,
    revision: located.revisionAt(query.now),
    ...(next === null ? {} : { nextCursor: writeCursor(next, located.secret) }),
  };
}

function toBody(query: SearchQuery, text: Dsl | null, { cursor, shardValues, synonyms }: BodyOptions): Dsl {
  const parts = toFilterParts(query.filters);
  // a filter comes after the counting only when something is counted that must ignore it
  const later = [...parts].filter(([name]) => isIgnoredBySome(name, query));
  const now = [...parts].filter(([name]) => !isIgnoredBySome(name, query));
  const ranked = toRanked(text, query.sort, query.now);
  return {
    query: { bool: { must: [ranked], filter: [...toScope(query), ...now.flatMap(([, filters]) => filters)] } },
    ...(later.length === 0 ? {} : { post_filter: { bool: { filter: later.flatMap(([, filters]) => filters) } } }),
    aggs: { ...toAggregations(query, { parts, shardValues }), ...toNoticeCounts(query, synonyms) },
    sort: toSort(query.sort, text !== null),
    track_total_hits: true,
    track_scores: false,
    size: query.hitsPerPage,
    ...(cursor === undefined ? { from: (query.page - 1) * query.hitsPerPage } : { search_after: cursor.after }),
    _source: { excludes: ['document.evidence', ...(query.highlight ? [] : ['document.body'])] },
  };
}

function isIgnoredBySome(name: FacetName | 'dates', query: SearchQuery): boolean {
  if (mayRelax(query)) return true; // whether enough is found is counted without any filter
  return name === 'dates' ? query.histogram !== 'none' : query.facets.includes(name);
}

function toNextCursor(
  query: SearchQuery,
  answer: Answer,
  at: { readonly generation: string; readonly relaxed: boolean; readonly offset: number | undefined },
): SearchCursor | null {
  const last = answer.hits.hits.at(-1)?.sort;
  const offset = (at.offset ?? (query.page - 1) * query.hitsPerPage) + answer.hits.hits.length;
  if (last === undefined || offset >= (answer.hits.total?.value ?? 0)) return null;
  return { kind: 'search', generation: at.generation, relaxed: at.relaxed, offset, after: [...last] };
}

/** A found article as the port shows it, with its matches when they are wanted. */
export function toHit({ _source }: FoundHit, query?: SearchQuery, findMatches?: FindMatches): Hit {
  const { document } = _source;
  if (!query?.highlight || !findMatches) return { document: toSummary(document), titleRanges: [], snippets: [] };
  return {
    document: toSummary(document),
    titleRanges: findMatches(document.title, 'title'),
    snippets: makeSnippets(document.body, findMatches(document.body, 'body'), query.snippets),
  };
}
