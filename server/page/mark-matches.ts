import { matchPhrase } from '../../core/match-text.ts';
import { parseQuery } from '../../core/parse-query.ts';
import type { Term } from '../../core/query.ts';
import type { MatchRange, Notice } from '../../core/result.ts';
import { tokenize } from '../../core/text.ts';

/** A word or a run of words to mark; with `prefix`, the beginning of its last word is enough. */
export interface Wanted {
  readonly words: readonly string[];
  readonly prefix: boolean;
  /** Where alone it is marked; everywhere when absent. */
  readonly field?: Field | undefined;
}

export type Field = NonNullable<Term['field']>;

/** What a query marks in an article: its words and phrases, and the words that the engine searched beside them. */
export function wantedWords(query: string, notices: readonly Notice[]): Wanted[] {
  const typed = parseQuery(query, { prefix: true }).text.clauses.flatMap((clause) => clause.anyOf);
  const others = notices
    .filter(({ code, about }) => code === 'corrected' || (code === 'expanded' && about !== undefined))
    .flatMap(({ words }) => words ?? []);
  return [...typed, ...others.map((text): Partial<Term> & { text: string } => ({ text }))]
    .flatMap(({ text, prefix = false, slop = 0, field }): Wanted[] => {
      const words = tokenize(text).map(({ term }) => term);
      // Others may stand between them: each is marked by itself.
      return slop > 0 ? words.map((word) => ({ words: [word], prefix: false, field })) : [{ words, prefix, field }];
    })
    .filter(({ words }) => words.length > 0);
}

/** Where the wanted words stand in the text of a field; sorted, not overlapping. */
export function findMatches(text: string, all: readonly Wanted[], field: Field): MatchRange[] {
  const tokens = tokenize(text);
  const wanted = all.filter((one) => one.field === undefined || one.field === field);
  const ranges: MatchRange[] = [];
  for (let at = 0; at < tokens.length;) {
    const longest = Math.max(
      0,
      ...wanted.map((one) => (matchPhrase(tokens, at, { ...one, slop: 0 }) ? one.words.length : 0)),
    );
    if (longest > 0) ranges.push({ start: tokens[at]!.start, end: tokens[at + longest - 1]!.end });
    at += Math.max(1, longest);
  }
  return ranges;
}
