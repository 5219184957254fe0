import type { Alternative } from './query.ts';
import type { Snapshot } from './snapshot.ts';

/** What a match counts that only begins with the word typed. */
const PREFIX_FACTOR = 0.2;
/** What the word itself counts beside a list of all that it begins, which counts it too. */
export const BESIDE_PREFIX = 1 - PREFIX_FACTOR;

/** A word that stands as typed in so many documents, and in one of so many, is taken to be meant: no misspellings are sought for it. */
const MEANT_DOCUMENTS = 20;
const MEANT_SHARE = 200;

/** A term of a segment that matches a word, and what that counts. */
export interface TermMatch {
  readonly ordinal: number;
  /** Documents that hold it, deleted ones included. */
  readonly documents: number;
  readonly factor: number;
  /** Stands for all words that begin so, the word itself among them; `ordinal` says nothing then. */
  readonly prefix?: string;
  /** Matches only as another form of the word. */
  readonly variant: boolean;
}

/** The word itself first, then those that it begins: one by one, or as a list that there is for them. */
export function asTyped(snapshot: Snapshot, part: number, word: string, prefix: boolean, lists: boolean): TermMatch[] {
  const { segment } = snapshot.parts[part]!;
  const { terms } = segment;
  const exact = terms.find(word);
  const match = (ordinal: number, factor: number): TermMatch => {
    return { ordinal, documents: terms.info(ordinal).documents, factor, variant: false };
  };
  const inList = prefix && lists ? segment.prefixDocuments(word) : null;
  if (inList !== null) {
    const all: TermMatch = { ordinal: -1, prefix: word, documents: inList, factor: PREFIX_FACTOR, variant: false };
    return exact < 0 ? [all] : [match(exact, BESIDE_PREFIX), all];
  }
  const matches = exact < 0 ? [] : [match(exact, 1)];
  if (!prefix) return matches;
  const [from, to] = terms.prefixRange(word);
  for (let ordinal = from; ordinal < to; ordinal++) {
    if (ordinal !== exact) matches.push(match(ordinal, PREFIX_FACTOR));
  }
  return matches;
}

/** True when misspellings are allowed but so many documents hold the word as typed that it is none. */
export function isMeant(snapshot: Snapshot, { words, prefix, maxEdits }: Alternative): boolean {
  if (maxEdits === 0 || words.length > 1) return false;
  let documents = 0;
  let all = 0;
  snapshot.parts.forEach(({ segment }, part) => {
    all += segment.documents;
    for (const match of asTyped(snapshot, part, words[0]!, prefix, true)) documents += match.documents;
  });
  return documents >= MEANT_DOCUMENTS && documents * MEANT_SHARE >= all;
}
