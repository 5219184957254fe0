import type { SearchParams } from 'meilisearch';
import type { Filters } from '../../core/query.ts';
import { FIELD_WEIGHTS } from '../settings.ts';
import type { PartAnswer } from './from-response.ts';
import { readPart, totalOf } from './from-response.ts';
import { findWanted } from './mark-words.ts';
import { toFilter, toIdFilter } from './to-filter.ts';
import type { FoundRecord } from './to-hit.ts';
import { toText } from './to-query.ts';
import type { Wanted, Words } from './to-words.ts';
import { shorten } from './to-words.ts';
import type { View } from './view.ts';

/** A relaxed search shows at most this many articles. */
export const BEST = 100;
/** Articles looked at for each word; a word that has more tells little. */
const LIST = 300;
/** Part of a query's weight that an article must hold to be shown for it. */
export const LEAST_WEIGHT = 0.25;
/** Saturation and length normalisation of BM25 (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009). */
const K1 = 1.2;
const B = 0.75;

export interface RelaxRequest {
  readonly words: Words;
  readonly attributes: readonly string[];
  readonly scope: Filters | undefined;
  readonly now: number;
  readonly leastWeight: number;
  readonly leaveOut?: string;
}

/**
 * The best articles for a query that few hold all words of, best first. Meilisearch itself only drops words from an end
 * of the query. Here each word is looked up alone in one request, articles are weighed by the rarity of the words they
 * hold, and the best of them are ranked by BM25 over their text.
 */
export async function findBest(view: View, request: RelaxRequest, signal?: AbortSignal): Promise<FoundRecord[]> {
  const wanted = distinct(request.words.wanted);
  const { excluded } = request.words;
  const filter = toFilter({ scope: request.scope, now: request.now });
  const ask = (some: readonly Wanted[], hitsPerPage: number, more: SearchParams = {}): SearchParams => ({
    ...toText({ words: { wanted: some, excluded }, attributes: request.attributes }),
    filter,
    page: 1,
    hitsPerPage,
    attributesToRetrieve: ['id'],
    ...more,
  });
  const strict = shorten({ wanted, excluded, notices: [] }).wanted;
  const { results } = await view.ask(
    [
      ask([], 0),
      ask(strict, BEST),
      ask(strict, LIST, { matchingStrategy: 'frequency' }),
      ...wanted.map((one) => ask([one], LIST)),
    ],
    request.now,
    signal,
  );
  const [everything, all, most, ...lists] = results.slice(0, wanted.length + 3).map(readPart);
  const weights = lists.map((list) => rarity(totalOf(list), totalOf(everything)));
  const chosen = weigh(lists, weights, request.leastWeight, idsOf(all), idsOf(most))
    .filter((id) => id !== request.leaveOut)
    .slice(0, BEST);
  if (chosen.length === 0) return [];
  const texts = await view.ask(
    [{ q: '', filter: [...filter, toIdFilter(chosen)], limit: chosen.length }],
    request.now,
    signal,
  );
  const records = readPart(texts.results[0]).hits as unknown as FoundRecord[];
  return rank(records, wanted, weights, new Set(idsOf(all)));
}

/** Ids by the weight of the words they are known to hold; articles with all words are in whatever they weigh. */
function weigh(
  lists: readonly PartAnswer[],
  weights: readonly number[],
  leastWeight: number,
  all: readonly string[],
  most: readonly string[],
): string[] {
  const scores = new Map<string, number>(most.map((id, place) => [id, (most.length - place) / 1e6]));
  lists.forEach((list, index) => {
    for (const id of idsOf(list)) scores.set(id, (scores.get(id) ?? 0) + weights[index]!);
  });
  for (const id of all) scores.set(id, Infinity);
  const least = leastWeight * weights.reduce((sum, weight) => sum + weight, 0);
  return [...scores]
    .filter(([, score]) => score >= least)
    .sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
    .map(([id]) => id);
}

function rank(
  records: readonly FoundRecord[],
  wanted: readonly Wanted[],
  weights: readonly number[],
  all: ReadonlySet<string>,
): FoundRecord[] {
  const read = records.map((record) => ({
    record,
    title: findWanted(record.title, wanted),
    body: findWanted(record.body, wanted),
  }));
  const average =
    read.reduce((sum, { title, body }) => sum + title.words + body.words, 0) / Math.max(1, read.length) || 1;
  const scored = read.map(({ record, title, body }) => {
    const length = (title.words + body.words) / average;
    const score = weights.reduce((sum, weight, index) => {
      const frequency =
        FIELD_WEIGHTS.title * title.found[index]!.length + FIELD_WEIGHTS.body * body.found[index]!.length;
      return sum + (weight * frequency * (K1 + 1)) / (frequency + K1 * (1 - B + B * length));
    }, 0);
    return { record, score, whole: all.has(record.id) ? 1 : 0 };
  });
  return scored
    .sort((a, b) => b.whole - a.whole || b.score - a.score || (a.record.id < b.record.id ? -1 : 1))
    .map(({ record }) => record);
}

/** Weight of a word by how few articles hold it; a word that none holds has none. */
function rarity(having: number, total: number): number {
  return having === 0 ? 0 : Math.log(1 + (total - having + 0.5) / (having + 0.5));
}

function idsOf(answer: PartAnswer | undefined): string[] {
  return (answer?.hits ?? []).map((hit) => String(hit['id']));
}

function distinct(wanted: readonly Wanted[]): Wanted[] {
  return [...new Map(wanted.map((one) => [one.words.join(' '), one])).values()];
}
