import { feedbackWords, weighFeedback } from './feedback.ts';
import { grown } from './grown.ts';
import { openSources } from './clause-sources.ts';
import { PrefixCursor } from './prefix-lists.ts';
import { bestCover, COVERED_WORDS, placeEntry } from './word-cover.ts';
import type { Source } from './clause-sources.ts';
import type { Matches } from './matches.ts';
import type { FoundDocument, QueryClause } from './query.ts';
import type { ResolvedAlternative, ResolvedClause } from './resolve-clauses.ts';
import type { IndexSchema } from './schema.ts';
import type { Segment } from './segment.ts';
import type { Snapshot } from './snapshot.ts';

/** So many of the best documents are put in order anew; the others follow as they were. The same on every page. */
export const REFINED = 50;
/** From so many words on, a query is a description rather than a name: the best documents help to order the others. */
export const LONG_QUERY = 5;

/** Passages looked at: as long as the query, a sentence or two, a paragraph or two; and what covering the query in one counts. */
const PASSAGES = [1, 4, 16];
const PASSAGE_FACTOR = 0.5;
/** What a field counts that consists of the query and nothing else. */
const WHOLE_FIELD_FACTOR = 1;
/** A word that stands in more documents than this share has hardly any weight, and very many places. */
const LEAST_RARITY = 1;
/** Terms looked at for one word; it may be the beginning of hundreds. */
const TERMS = 8;
/** Places of one word looked at in a field. */
const PLACES = 512;

export interface RefinedOrder {
  readonly documents: readonly FoundDocument[];
  /** Words of the best documents that helped to order the others. */
  readonly feedback: readonly string[];
}

/**
 * Puts the best documents in order anew. To what the frequencies of its words count for a document comes how much of the
 * query its best passages cover, at three scales: words that stand together as in the query, in one sentence, in one
 * paragraph, rather than scattered. A field that is the query itself counts most. For a long query the words that tell
 * most about the best documents count a little, too. Which documents are found does not change.
 * @param found best first
 */
export function refineOrder(
  schema: IndexSchema,
  snapshot: Snapshot,
  query: { readonly typed: readonly QueryClause[]; readonly clauses: readonly ResolvedClause[] },
  relaxed: boolean,
  found: readonly FoundDocument[],
): RefinedOrder {
  if (found.length < 2 || query.clauses.length < 2) return { documents: found, feedback: [] };
  const words = countWords(query.typed);
  const lists = snapshot.parts.map((_, part) => toMatches(found.slice(0, REFINED), part));
  lists.forEach((matches, part) => {
    if (matches.count > 0) addPassages(snapshot.parts[part]!.segment, part, query.clauses, words, relaxed, matches);
  });
  const rest = found.slice(REFINED);
  if (words < LONG_QUERY) return { documents: [...inOrder(lists, found), ...rest], feedback: [] };
  const typed = new Set(query.typed.flatMap(({ alternatives }) => alternatives.flatMap((one) => one.words)));
  const feedback = feedbackWords(schema, snapshot, inOrder(lists, found), typed);
  weighFeedback(schema, snapshot, feedback, totalRarity(query.clauses), lists);
  return { documents: [...inOrder(lists, found), ...rest], feedback: feedback.map(({ word }) => word) };
}

/** The words of a query as typed. */
export function countWords(clauses: readonly QueryClause[]): number {
  return clauses.reduce((sum, { alternatives }) => sum + alternatives[0]!.words.length, 0);
}

const totalRarity = (clauses: readonly ResolvedClause[]): number =>
  clauses.reduce((sum, { rarity }) => sum + rarity, 0);

/** The documents of one part, in the order of the index. */
function toMatches(found: readonly FoundDocument[], part: number): Matches {
  const own = found.filter((one) => one.part === part).sort((a, b) => a.document - b.document);
  return {
    documents: Uint32Array.from(own, ({ document }) => document),
    scores: Float64Array.from(own, ({ score }) => score),
    weights: new Uint32Array(own.length),
    count: own.length,
  };
}

/** The refined documents by their scores; equal ones as they were. */
function inOrder(lists: readonly Matches[], found: readonly FoundDocument[]): FoundDocument[] {
  return found
    .slice(0, REFINED)
    .map(({ part, document }) => {
      const { documents, scores } = lists[part]!;
      return { part, document, score: scores[documents.indexOf(document)]! };
    })
    .sort((a, b) => b.score - a.score);
}

function addPassages(
  segment: Segment,
  part: number,
  clauses: readonly ResolvedClause[],
  words: number,
  relaxed: boolean,
  matches: Matches,
): void {
  const telling = clauses.filter(({ rarity }) => rarity >= LEAST_RARITY).slice(0, COVERED_WORDS);
  const weights = telling.map(({ rarity }) => rarity);
  const whole = totalRarity(telling);
  const sources = telling.map((clause) => openSources(segment, strongest(clause.parts[part]!, relaxed), true, matches));
  for (let index = 0; index < matches.count; index++) {
    const document = matches.documents[index]!;
    for (const list of sources) for (const { cursor } of list) cursor.advance(document);
    const best = new Float64Array(PASSAGES.length);
    for (let field = 0; field < segment.lengths.length; field++) {
      const entries = listEntries(sources, document, field);
      if (entries.length === 0) continue;
      for (let at = 0; at < PASSAGES.length; at++) {
        best[at] = Math.max(best[at]!, bestCover(entries, weights, PASSAGES[at]! * words));
      }
      // up to 64 words the length is exact
      const isWhole = segment.lengths[field]![document] === words && bestCover(entries, weights, words) > whole * 0.999;
      if (isWhole) matches.scores[index]! += WHOLE_FIELD_FACTOR * whole;
    }
    matches.scores[index]! += PASSAGE_FACTOR * best.reduce((sum, cover) => sum + cover, 0);
  }
}

/** The alternatives with the terms that count about as much as the best: no misspellings of a word that is there as typed. */
function strongest(alternatives: readonly ResolvedAlternative[], relaxed: boolean): ResolvedAlternative[] {
  return alternatives.map((alternative) => {
    const [slot, ...more] = alternative.slots;
    if (more.length > 0) return alternative;
    const usable = slot!.filter(({ variant, prefix }) => prefix === undefined && (relaxed || !variant));
    const least = usable.reduce((most, { factor }) => Math.max(most, factor), 0) / 2;
    const terms = usable.filter(({ factor }) => factor >= least);
    if (terms.length > TERMS) {
      terms.sort((a, b) => b.factor - a.factor || b.documents - a.documents);
    }
    return { ...alternative, slots: [terms.slice(0, TERMS)] };
  });
}

const places = new Uint32Array(PLACES);
let entries = new Uint32Array(PLACES);

/** Where the words of the query stand in a field of the document at which the sources are, in order; until the next call. */
function listEntries(sources: readonly (readonly Source[])[], document: number, field: number): Uint32Array {
  let used = 0;
  for (let word = 0; word < sources.length; word++) {
    for (const { cursor, fields } of sources[word]!) {
      if (cursor instanceof PrefixCursor) continue; // knows no places
      if (cursor.document !== document || ((fields >>> field) & 1) === 0) continue;
      const count = cursor.frequencies[field] === 0 ? 0 : cursor.positions(field, places);
      if (used + count > entries.length) entries = grown(entries, used + count);
      for (let index = 0; index < count; index++) entries[used++] = placeEntry(places[index]!, word);
    }
  }
  return entries.subarray(0, used).sort();
}
