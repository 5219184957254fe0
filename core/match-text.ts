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
  return Array.from(matched)
    .sort((a, b) => a - b)
    .map((index) => ({ start: tokens[index]!.start, end: tokens[index]!.end }));
}

function markPhrase(tokens: readonly Token[], phrase: PhraseMatcher, matched: Set<number>): void {
  const { words } = phrase;
  const fits = (index: number, word: number): boolean => {
    const { term } = tokens[index]!;
    return term === words[word] || (phrase.prefix && word === words.length - 1 && term.startsWith(words[word]!));
  };
  for (let start = 0; start < tokens.length; start++) {
    if (!fits(start, 0)) continue;
    const places = [start];
    const end = Math.min(tokens.length, start + words.length + phrase.slop);
    for (let index = start + 1; index < end && places.length < words.length; index++) {
      if (fits(index, places.length)) places.push(index);
    }
    if (places.length === words.length) for (const place of places) matched.add(place);
  }
}
