import type { TextQuery } from '../../core/query.ts';
import { tokenize } from '../../core/text.ts';
import type { IndexSettings } from '../settings.ts';

/** The clauses `from` up to `to` of a query are a name; `others` are its other names, as folded words. */
export interface SynonymRun {
  readonly from: number;
  readonly to: number;
  readonly others: readonly (readonly string[])[];
}

export type FindSynonyms = (text: TextQuery) => readonly SynonymRun[];

const wordsOf = (text: string): string[] => tokenize(text).map(({ term }) => term);

/**
 * Finds the names in a query that have others. Synonyms are taken when a query is written, not by an analyzer: they work
 * in both directions, over several words, and a changed list needs neither a new index nor a closed one.
 */
export function prepareSynonyms({ synonyms }: IndexSettings): FindSynonyms {
  const byFirstWord = new Map<string, { words: readonly string[]; others: readonly (readonly string[])[] }[]>();
  for (const group of synonyms) {
    const entries = group.map(wordsOf).filter((words) => words.length > 0);
    for (const words of entries) {
      const others = entries.filter((other) => other.join(' ') !== words.join(' '));
      const known = byFirstWord.get(words[0]!) ?? [];
      byFirstWord.set(words[0]!, [...known, { words, others }]);
    }
  }
  return (text) => {
    const plain = text.clauses.map(({ anyOf: [term, ...more] }) => {
      const isPlain = more.length === 0 && term?.kind === 'word' && term.field === undefined;
      return isPlain ? wordsOf(term.text).join(' ') : null;
    });
    return plain.flatMap((word, from) =>
      (word === null ? [] : (byFirstWord.get(word) ?? []))
        .filter(({ words }) => words.every((one, index) => plain[from + index] === one))
        .map(({ words, others }) => ({ from, to: from + words.length, others })),
    );
  };
}
