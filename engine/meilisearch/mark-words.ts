import { isWithinEdits } from '../../core/edit-distance.ts';
import { matchRun, rangesOf } from '../../core/match-text.ts';
import type { MatchRange } from '../../core/result.ts';
import { tokenize } from '../../core/text.ts';
import type { Token } from '../../core/text.ts';
import { editsAllowed } from '../settings.ts';
import { toEngineWord } from './engine-words.ts';
import type { Wanted } from './to-words.ts';

/** Where each wanted word or phrase stands in a text: one list of ranges for each of `wanted`. */
export function findWanted(
  text: string,
  wanted: readonly Wanted[],
): { readonly found: readonly MatchRange[][]; readonly words: number } {
  const tokens = tokenize(text).map((token) => ({ ...token, term: toEngineWord(token.term) }));
  return { words: tokens.length, found: wanted.map((one) => findRuns(tokens, one)) };
}

/** All ranges of `findWanted`, sorted and apart. */
export function mergeRanges(found: readonly (readonly MatchRange[])[]): MatchRange[] {
  const merged: MatchRange[] = [];
  for (const range of found.flat().toSorted((a, b) => a.start - b.start)) {
    if (range.start >= (merged.at(-1)?.end ?? 0)) merged.push(range);
  }
  return merged;
}

/** True when `found` is `word` with as many wrong letters as a word of its length is forgiven. */
export function isForgiven(word: string, found: string): boolean {
  const allowed = editsAllowed(word);
  return allowed > 0 && isWithinEdits(word, found, allowed);
}

/** What was found out about a word's readings, for as long as the query lives: a page's texts share most of their words. */
const readings = new WeakMap<Wanted, Map<string, boolean>>();

function reads(wanted: Wanted, word: string, term: string): boolean {
  if (term === word) return true;
  if (wanted.literal && !wanted.prefix) return false;
  const known = readings.get(wanted) ?? new Map<string, boolean>();
  readings.set(wanted, known);
  let fits = known.get(term);
  if (fits === undefined) {
    fits = (wanted.prefix && term.startsWith(word)) || (!wanted.literal && isForgiven(word, term));
    known.set(term, fits);
  }
  return fits;
}

function findRuns(tokens: readonly Token[], wanted: Wanted): MatchRange[] {
  const { words } = wanted;
  const fits = (index: number, word: number): boolean =>
    index < tokens.length && reads(wanted, words[word]!, tokens[index]!.term);
  return tokens.flatMap((_, start) => rangesOf(tokens, matchRun(start, words.length, 0, fits) ?? []));
}
