import type { MatchRange } from './result.ts';
import type { Token } from './text.ts';

/** What is looked for in a text, as folded words. */
export interface TextMatcher {
  readonly words: ReadonlySet<string>;
  readonly prefixes: readonly string[];
  readonly phrases: readonly PhraseMatcher[];
}

export interface PhraseMatcher {
  readonly words: readonly string[];
  /** The last word may be the beginning of a longer one. */
  readonly prefix: boolean;
  /** Other words allowed between, in total. */
  readonly slop: number;
}

/** The ranges of the words that match, sorted; each word of a phrase is a range of its own. */
export function findMatches(tokens: readonly Token[], matcher: TextMatcher): MatchRange[] {
  const matched = new Set<number>();
  tokens.forEach(({ term }, index) => {
    if (matcher.words.has(term) || matcher.prefixes.some((prefix) => term.startsWith(prefix))) matched.add(index);
  });
  for (const phrase of matcher.phrases) markPhrase(tokens, phrase, matched);
  return rangesOf(tokens, matched);
}

function markPhrase(tokens: readonly Token[], phrase: PhraseMatcher, matched: Set<number>): void {
  const fits = fitsOf(tokens, phrase);
  for (let start = 0; start < tokens.length; start++) {
    for (const index of matchRun(start, phrase.words.length, phrase.slop, fits) ?? []) matched.add(index);
  }
}

function fitsOf(tokens: readonly Token[], { words, prefix }: PhraseMatcher): (index: number, word: number) => boolean {
  return (index, word) => {
    const term = tokens[index]?.term;
    return term === words[word] || (prefix && word === words.length - 1 && term?.startsWith(words[word]!) === true);
  };
}

/** The indexes of the words of a phrase that stands in a text from its word `start` on; null when it does not. */
export function matchPhrase(tokens: readonly Token[], start: number, phrase: PhraseMatcher): number[] | null {
  return matchRun(start, phrase.words.length, phrase.slop, fitsOf(tokens, phrase));
}

/**
 * The same for an engine that forgives mistakes, or has synonyms: up to `slop` other words stand between those of the
 * run, in all. `fits` says whether the text's word at `index` is number `word` of the run; beyond the text none is.
 */
export function matchRun(
  start: number,
  length: number,
  slop: number,
  fits: (index: number, word: number) => boolean,
): number[] | null {
  if (!fits(start, 0)) return null;
  const places = [start];
  let others = 0;
  for (let index = start + 1; places.length < length; index++) {
    if (fits(index, places.length)) places.push(index);
    else if (++others > slop) return null;
  }
  return places;
}

/** The words at these indexes as ranges of the text, in order. */
export function rangesOf(tokens: readonly Token[], indexes: Iterable<number>): MatchRange[] {
  return [...indexes].sort((a, b) => a - b).map((index) => ({ start: tokens[index]!.start, end: tokens[index]!.end }));
}
