import { crc32 } from 'node:zlib';

/** Pairs of frequent neighbours are terms of their own, before all words in the dictionary. */
const MARK = '\u0001';

export function pairTerm(first: string, second: string): string {
  return `${MARK}${first} ${second}`;
}

/** True for the bytes of a pair. */
export function isPair(term: Uint8Array): boolean {
  return term[0] === 1;
}

/** Tells lists of common words apart; a segment with the pairs of another list is read without them. */
export function pairsId(commonWords: readonly string[]): string {
  const list = Array.from(new Set(commonWords)).sort().join(' ');
  return list === '' ? '' : crc32(list).toString(16);
}

/** The pairs that a phrase of common words alone consists of; null for any other. */
export function pairsOf(words: readonly string[], commonWords: ReadonlySet<string>): string[] | null {
  if (words.length < 2 || !words.every((word) => commonWords.has(word))) return null;
  return words.slice(1).map((word, index) => pairTerm(words[index]!, word));
}
