import { matchRun, rangesOf } from '../../core/match-text.ts';
import type { SearchQuery, Term } from '../../core/query.ts';
import type { MatchRange } from '../../core/result.ts';
import { tokenize } from '../../core/text.ts';
import { isForgiven } from './forgive.ts';
import type { SynonymRun } from './synonym-runs.ts';
import { mistypedWord } from './to-term-query.ts';

/** The places of a text that a search matched, word by word, in order. */
export type FindMatches = (text: string, field: 'title' | 'body') => MatchRange[];

interface Pattern {
  readonly field: Term['field'];
  readonly slop: number;
  /** One test for each word in a row. */
  readonly words: readonly ((word: string) => boolean)[];
}

/**
 * Finds what a search matched in the text as written, by the same words that the index was made of. The cluster is not
 * asked for highlights: nothing that it returns has markup in it, and what is dearest for it is not done at all.
 */
export function prepareMatches({ text, typos }: SearchQuery, synonyms: readonly SynonymRun[]): FindMatches {
  const patterns = [
    ...text.clauses.flatMap(({ anyOf }) => anyOf.map((term) => toPattern(term, typos))),
    ...synonyms.flatMap(({ others }) =>
      others.map((words) => ({ field: undefined, slop: 0, words: words.map((word) => (one: string) => one === word) })),
    ),
  ].filter(({ words }) => words.length > 0);
  return (of, field) => {
    const tokens = tokenize(of);
    const marked = new Set<number>();
    for (const { field: only, slop, words } of patterns) {
      if (only !== undefined && only !== field) continue;
      const fits = (index: number, word: number): boolean => index < tokens.length && words[word]!(tokens[index]!.term);
      tokens.forEach((_, start) => {
        for (const index of matchRun(start, words.length, slop, fits) ?? []) marked.add(index);
      });
    }
    return rangesOf(tokens, marked);
  };
}

function toPattern(term: Term, typos: boolean): Pattern {
  const words = tokenize(term.text).map((token) => token.term);
  const mistyped = typos ? mistypedWord(term) : null;
  return {
    field: term.field,
    slop: term.slop ?? 0,
    words: words.map((word, index) => {
      const isTyped = term.prefix === true && index === words.length - 1;
      const seen = new Map<string, boolean>();
      return (other) => {
        const known = seen.get(other);
        if (known !== undefined) return known;
        const matches =
          other === word || (isTyped && other.startsWith(word)) || (mistyped !== null && isForgiven(word, other));
        seen.set(other, matches);
        return matches;
      };
    }),
  };
}
