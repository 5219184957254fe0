import { DatelineError } from '../../core/errors.ts';
import type { SearchQuery } from '../../core/query.ts';
import { readSearchCursor, writeCursor } from '../../core/offset-cursor.ts';
import { QUERY_LIMITS, RELAX_BELOW } from '../../core/query.ts';
import type { Notice, SearchResult } from '../../core/result.ts';
import type { Answers, DateCounts } from './from-response.ts';
import { dateCountsOf, facetsOf, needsDays, readAnswers, readDates, toHistogram, totalOf } from './from-response.ts';
import type { LongNames } from './long-names.ts';
import { BEST, LEAST_WEIGHT, findBest } from './relax.ts';
import { noticesOf } from './to-notices.ts';
import type { FoundRecord } from './to-hit.ts';
import { toHit } from './to-hit.ts';
import type { Matching, Plan } from './to-query.ts';
import { toPlan } from './to-query.ts';
import type { Words } from './to-words.ts';
import { attributesFor, shorten, toWords } from './to-words.ts';
import type { View } from './view.ts';

/** The text of a query as it was understood, and the articles it was relaxed to, if it was. */
export interface Understood {
  readonly words: Words;
  readonly matching: Matching;
  readonly best?: readonly FoundRecord[];
}

interface Found {
  readonly understood: Understood;
  readonly answers: Answers;
  readonly revision: number;
}

/** One page of hits with exact totals and counts. @throws page_too_deep, invalid_parameter */
export async function search(
  view: View,
  query: SearchQuery,
  longNames: LongNames,
  signal?: AbortSignal,
): Promise<SearchResult> {
  const offset = offsetOf(query);
  const { understood, answers, revision } = await find(view, query, offset, longNames, signal);
  const total = totalOf(answers.get('total') ?? answers.get('page'));
  const next = offset + query.hitsPerPage;
  const dates = await withDays(view, query, understood.matching, dateCountsOf(query, answers), signal);
  const { histogram, coarser } = dates ? toHistogram(query, dates) : { histogram: null, coarser: false };
  const options = { highlight: query.highlight, snippets: query.snippets, wanted: understood.words.wanted };
  const hits = pageOf(query, offset, answers, understood).map((record) => toHit(record, options));
  const notices: Notice[] = [
    ...noticesOf(query, understood.words, understood.best !== undefined, hits),
    ...(query.highlight ? longNames.tellExpansions(understood.words.wanted, hits) : []),
  ];
  if (coarser) notices.push({ code: 'histogram-coarser' });
  return {
    hits,
    totalHits: total,
    facets: facetsOf(query, answers),
    histogram,
    notices,
    generation: view.generation,
    revision,
    ...(next < total ? { nextCursor: writeCursor({ offset: next }) } : {}),
  };
}

/** How the text of a query is to be matched: all its words, or, when that gives too few, the best articles. */
export async function understand(
  view: View,
  query: SearchQuery,
  longNames: LongNames,
  signal?: AbortSignal,
): Promise<Understood> {
  const bare: SearchQuery = {
    ...query,
    facets: [],
    histogram: 'none',
    filters: { facets: {} },
    sort: 'relevance',
    highlight: false,
  };
  return (await find(view, bare, 0, longNames, signal, 0)).understood;
}

async function find(
  view: View,
  query: SearchQuery,
  offset: number,
  longNames: LongNames,
  signal?: AbortSignal,
  limit = query.hitsPerPage,
): Promise<Found> {
  const asked = toWords(query.text, query.typos);
  const words = shorten(asked);
  const attributes = attributesFor(words.wanted, longNames);
  const matching: Matching = { words, attributes };
  const relaxable = query.relax && asked.wanted.length > 1;
  const strict = await send(
    view,
    toPlan({ query, matching, offset, limit, retrieve: ['*'], countStrict: relaxable }),
    query.now,
    signal,
  );
  const { answers } = strict;
  const enough =
    !relaxable || totalOf(answers.get('strict') ?? answers.get('total') ?? answers.get('page')) >= RELAX_BELOW;
  if (enough) return { understood: { words, matching }, ...strict };

  const best = await findBest(
    view,
    {
      words: asked,
      attributes: attributesFor(asked.wanted, longNames),
      scope: query.scope,
      now: query.now,
      leastWeight: LEAST_WEIGHT,
    },
    signal,
  );
  const relaxed: Matching = { ids: best.map(({ id }) => id) };
  const plan = toPlan({ query, matching: relaxed, offset: 0, limit: BEST, retrieve: ['id'], countStrict: false });
  const found = await send(view, plan, query.now, signal);
  return { understood: { words: asked, matching: relaxed, best }, ...found };
}

async function send(
  view: View,
  plan: Plan,
  now: number,
  signal?: AbortSignal,
): Promise<{ answers: Answers; revision: number }> {
  const { results, revision } = await view.ask([...plan.values()], now, signal);
  return { answers: readAnswers(plan, results), revision };
}

/** The records of the page. A relaxed search has fetched them while ranking; the engine tells which pass the filters. */
function pageOf(query: SearchQuery, offset: number, answers: Answers, { best }: Understood): FoundRecord[] {
  const hits = (answers.get('page')?.hits ?? []) as unknown as FoundRecord[];
  if (!best) return hits;
  const byId = new Map(best.map((record) => [record.id, record]));
  const passing = new Set(hits.map(({ id }) => id));
  const ranked =
    query.sort === 'relevance' ? best.filter(({ id }) => passing.has(id)) : hits.map(({ id }) => byId.get(id)!);
  return ranked.slice(offset, offset + query.hitsPerPage);
}

/** Date counts by day, asked for separately when few months turned out to have any. */
async function withDays(
  view: View,
  query: SearchQuery,
  matching: Matching,
  dates: DateCounts | null,
  signal?: AbortSignal,
): Promise<DateCounts | null> {
  if (!dates || !needsDays(query, dates)) return dates;
  const byDay: SearchQuery = { ...query, histogram: 'day', facets: [], highlight: false };
  const plan = toPlan({ query: byDay, matching, offset: 0, limit: 0, retrieve: [], countStrict: false });
  const { answers } = await send(view, plan, query.now, signal);
  return { ...dates, by: 'day', counts: readDates(answers.get('dates') ?? answers.get('page'), 'day') };
}

function offsetOf(query: SearchQuery): number {
  if (query.cursor !== undefined) return readSearchCursor(query.cursor);
  if (query.page * query.hitsPerPage > QUERY_LIMITS.pagedHits) {
    throw new DatelineError('page_too_deep', `Pages reach ${QUERY_LIMITS.pagedHits} hits; a cursor goes further.`, {
      details: { parameter: 'page' },
    });
  }
  return (query.page - 1) * query.hitsPerPage;
}
