import type { Term } from '../../core/query.ts';
import { editsAllowed } from '../settings.ts';
import { indexWords } from './to-stored.ts';

/** A query in OpenSearch's own form. Made here from data, never from a string that a reader typed. */
export type Dsl = Readonly<Record<string, unknown>>;

export const NOTHING: Dsl = { match_none: {} };

const FIELDS = ['title', 'body'] as const;

/** Lucene takes a beginning of 1,000 letters at most; what is longer than this is taken for a whole word. */
const LONGEST_BEGINNING = 500;

/** Beginnings of a word inside a phrase that are looked at; a lone beginning has no such limit. */
const PHRASE_EXPANSIONS = 1_000;

/** The best reading decides, in the best field; what others find helps. */
export function best(queries: readonly Dsl[]): Dsl {
  return queries.length === 1 ? queries[0]! : { dis_max: { queries, tie_breaker: 0.3 } };
}

/**
 * In each field alike. BM25 rates each by itself, and one word of a short title several times as high as one of a body; with a weight
 * on top, articles whose title merely repeats how they begin went before those that speak of the matter (nDCG@10 0.65 became 0.58).
 */
function inFields(term: Pick<Term, 'field'>, make: (field: string) => Dsl | readonly Dsl[]): Dsl[] {
  const fields = term.field === undefined ? FIELDS : [term.field];
  return fields.flatMap((field) => make(`words.${field}`));
}

/** The term as it is: a word, a beginning, words in a row, or words in order with a few others between. */
export function toExact(term: Term): Dsl[] {
  const words = indexWords(term.text);
  if (words.length === 0) return [NOTHING];
  const [word] = words;
  if (words.length === 1) {
    return inFields(term, (field) => [
      { term: { [field]: { value: word } } },
      ...(term.prefix && word!.length <= LONGEST_BEGINNING ? [{ prefix: { [field]: { value: word } } }] : []),
    ]);
  }
  return toPhrase(words, term);
}

/** Words in a row; with `slop`, in order, and at most so many others between them. */
export function toPhrase(words: readonly string[], term: Pick<Term, 'field' | 'prefix' | 'slop'>, boost = 1): Dsl[] {
  const query = words.join(' ');
  return inFields(term, (field) => {
    if (term.slop) return { intervals: { [field]: { match: { query, max_gaps: term.slop, ordered: true }, boost } } };
    if (term.prefix) {
      return { match_phrase_prefix: { [field]: { query, max_expansions: PHRASE_EXPANSIONS, boost } } };
    }
    return words.length === 1
      ? { term: { [field]: { value: query, boost } } }
      : { match_phrase: { [field]: { query, boost } } };
  });
}

/** The word that a term may be mistyped for, or null: phrases, numbers and short words are taken as they are. */
export function mistypedWord(term: Term): string | null {
  const [word, ...more] = indexWords(term.text);
  if (term.kind !== 'word' || word === undefined || more.length > 0) return null;
  return editsAllowed(word) > 0 ? word : null;
}

/**
 * Words that differ by a typo or two; `expansions` bounds how many of them are tried. A wrong first letter counts as two
 * edits, as on the other engines: it is forgiven in a long word that is right otherwise.
 */
export function toFuzzy(term: Term, expansions: number): Dsl[] {
  const value = mistypedWord(term);
  if (value === null) return [];
  const edits = editsAllowed(value);
  return inFields(term, (field) => {
    const fuzzy = (fuzziness: number, prefix_length: number): Dsl => ({
      fuzzy: { [field]: { value, fuzziness, prefix_length, max_expansions: expansions, boost: 0.3 } },
    });
    return edits === 2 ? [fuzzy(2, 1), fuzzy(1, 0)] : [fuzzy(1, 1)];
  });
}
