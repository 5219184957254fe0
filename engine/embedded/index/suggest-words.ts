import { hasBit } from './bits.ts';
import { DocumentList } from './document-list.ts';
import { END } from './posting-list.ts';
import { matchText } from './search.ts';
import { beginQuery } from './scratch.ts';
import type { Bits } from './bits.ts';
import type { Filter, QueryClause } from './query.ts';
import type { IndexSchema } from './schema.ts';
import type { Snapshot } from './snapshot.ts';

export interface WordSuggestion {
  readonly word: string;
  /** Documents that hold it beside the words before it. */
  readonly documents: number;
  /** One of them. */
  readonly part: number;
  readonly document: number;
}

/** Of the words that complete a beginning, so many of the most frequent are looked at more closely. */
const CANDIDATES = 40;

/**
 * Words that begin with `beginning` and stand in documents that can be seen and match `before`, most frequent first.
 */
export function suggestWords(
  schema: IndexSchema,
  snapshot: Snapshot,
  before: readonly QueryClause[],
  beginning: string,
  limit: number,
  scope: Filter | null,
  now: number,
): WordSuggestion[] {
  const frequencies = new Map<string, number>();
  for (const { segment } of snapshot.parts) {
    const [from, to] = segment.terms.prefixRange(beginning);
    for (let ordinal = from; ordinal < to; ordinal++) {
      const word = segment.terms.term(ordinal);
      frequencies.set(word, (frequencies.get(word) ?? 0) + segment.terms.info(ordinal).documents);
    }
  }
  const candidates = Array.from(frequencies)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, CANDIDATES);
  beginQuery();
  const text = matchText(schema, snapshot, {
    clauses: before,
    order: 'score',
    excluded: [],
    scope,
    now,
    relaxBelow: 0,
    relaxedShare: 1,
  });
  const allowed = text.parts.map(({ matches, visible }, part) =>
    matches === null
      ? visible
      : DocumentList.ofListed(matches.documents, matches.count, snapshot.parts[part]!.segment.documents).bits,
  );
  const found: WordSuggestion[] = [];
  for (const [word] of candidates) {
    const places = placesOf(snapshot, word, allowed);
    if (places.length > 0) found.push({ word, documents: places.length, ...places[0]! });
  }
  return found.sort((a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1)).slice(0, limit);
}

function placesOf(
  snapshot: Snapshot,
  word: string,
  allowed: readonly (Bits | null)[],
): { part: number; document: number }[] {
  const places: { part: number; document: number }[] = [];
  snapshot.parts.forEach(({ segment }, part) => {
    const ordinal = segment.terms.find(word);
    if (ordinal < 0) return;
    const members = allowed[part] ?? null;
    const cursor = segment.queryPostings(ordinal);
    for (let document = cursor.next(); document !== END; document = cursor.next()) {
      if (members === null || hasBit(members, document)) places.push({ part, document });
    }
  });
  return places;
}
