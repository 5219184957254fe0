import { countBits, hasBit, keepBits } from './bits.ts';
import { DocumentList } from './document-list.ts';
import { Largest } from './largest.ts';
import { END } from './posting-list.ts';
import { matchText } from './search.ts';
import { beginQuery } from './scratch.ts';
import type { Bits } from './bits.ts';
import type { Filter, QueryClause } from './query.ts';
import type { IndexSchema } from './schema.ts';
import type { Segment } from './segment.ts';
import type { Part, Snapshot } from './snapshot.ts';

export interface WordSuggestion {
  readonly word: string;
  /** Documents that hold it beside the words before it. */
  readonly documents: number;
  /** The first of them. */
  readonly part: number;
  readonly document: number;
}

/** Of the words that complete a beginning, so many of the most frequent are looked at more closely. */
const CANDIDATES = 40;

interface Candidate {
  readonly word: string;
  /** Its ordinal in each segment; negative where it is not. */
  readonly ordinals: readonly number[];
  /** That hold it, seen or not. */
  readonly documents: number;
}

/**
 * Words that begin with `beginning` and stand in documents that can be seen and match `before`, most frequent first. Asked
 * for at every letter that is typed, so no list is walked that the dictionary or bits can count.
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
  beginQuery();
  const text = matchText(schema, snapshot, {
    clauses: before,
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
  const counted: Candidate[] = [];
  const most = new Largest(limit);
  for (const { word, ordinals, documents: highest } of candidatesOf(snapshot.parts, beginning)) {
    if (highest < most.least) break; // nor can those that follow
    const documents = ordinals.reduce(
      (sum, ordinal, part) => sum + countIn(snapshot.parts[part]!.segment, ordinal, allowed[part]!),
      0,
    );
    if (documents === 0) continue;
    most.add(documents);
    counted.push({ word, ordinals, documents });
  }
  return counted
    .sort(byDocuments)
    .slice(0, limit)
    .map(({ word, ordinals, documents }) => ({ word, documents, ...firstOf(snapshot.parts, ordinals, allowed) }));
}

const byDocuments = (a: Candidate, b: Candidate): number => b.documents - a.documents || (a.word < b.word ? -1 : 1);

/** The most frequent words that begin so. */
function candidatesOf(parts: readonly Part[], beginning: string): Candidate[] {
  const words = new Set<string>();
  for (const { segment } of parts) {
    const range = segment.terms.prefixRange(beginning);
    for (const { ordinal } of segment.terms.mostFrequent(...range, CANDIDATES)) words.add(segment.terms.term(ordinal));
  }
  return Array.from(words, (word) => {
    const ordinals = parts.map(({ segment }) => segment.terms.find(word));
    const documents = ordinals.reduce(
      (sum, ordinal, part) => sum + (ordinal < 0 ? 0 : parts[part]!.segment.terms.info(ordinal).documents),
      0,
    );
    return { word, ordinals, documents };
  })
    .sort(byDocuments)
    .slice(0, CANDIDATES);
}

/** How many of the documents allowed (null: all) hold a term. */
function countIn(segment: Segment, ordinal: number, allowed: Bits | null): number {
  if (ordinal < 0) return 0;
  if (allowed === null) return segment.terms.info(ordinal).documents;
  const cursor = segment.queryPostings(ordinal);
  const bits = cursor.bits();
  if (bits !== null) {
    keepBits(bits, allowed);
    return countBits(bits);
  }
  let count = 0;
  while (cursor.next() !== END) if (hasBit(allowed, cursor.document)) count++;
  return count;
}

/** The first document allowed that holds a word; there is one. */
function firstOf(
  parts: readonly Part[],
  ordinals: readonly number[],
  allowed: readonly (Bits | null)[],
): { part: number; document: number } {
  for (const [part, ordinal] of ordinals.entries()) {
    if (ordinal < 0) continue;
    const members = allowed[part] ?? null;
    const cursor = parts[part]!.segment.queryPostings(ordinal);
    while (cursor.next() !== END) {
      if (members === null || hasBit(members, cursor.document)) return { part, document: cursor.document };
    }
  }
  throw new Error('no document of those counted');
}
