import type { IndexSettings } from '../settings.ts';
import { engineWords } from './engine-words.ts';
import type { TellExpansions } from './expansions.ts';
import { prepareExpansions } from './expansions.ts';

/** Meilisearch looks synonyms up for runs of at most this many query words; longer names are helped at indexing. */
export const SYNONYM_KEY_WORDS = 3;

interface Entry {
  readonly words: readonly string[];
  /** The long names that mean the same. */
  readonly long: readonly (readonly string[])[];
}

export interface LongNames {
  /** Words of the long names that mean the same as something in these texts: `… NATO …` → north atlantic treaty …. */
  readonly namesFor: (texts: readonly (readonly string[])[]) => readonly string[];
  /** True when a long name stands in these words of a query. */
  readonly hasLongName: (words: readonly string[]) => boolean;
  readonly tellExpansions: TellExpansions;
}

/**
 * Meilisearch knows synonyms of at most three words. Articles that hold a short form therefore carry the words of its
 * long forms in an attribute of their own, which only queries with such a long name look at.
 */
export function createLongNames(settings: IndexSettings): LongNames {
  const byFirstWord = new Map<string, Entry[]>();
  for (const group of settings.synonyms) {
    const names = group.map((name) => engineWords(name)).filter(({ length }) => length > 0);
    for (const words of names) {
      const long = names.filter((other) => other !== words && other.length > SYNONYM_KEY_WORDS);
      const isLong = words.length > SYNONYM_KEY_WORDS;
      if (long.length === 0 && !isLong) continue;
      byFirstWord.set(words[0]!, [...(byFirstWord.get(words[0]!) ?? []), { words, long }]);
    }
  }
  const entriesIn = (words: readonly string[]): Entry[] =>
    words.flatMap((word, start) =>
      (byFirstWord.get(word) ?? []).filter((entry) =>
        entry.words.every((one, offset) => words[start + offset] === one),
      ),
    );
  return {
    namesFor: (texts) => [
      ...new Set(
        texts
          .flatMap(entriesIn)
          .flatMap(({ long }) => long)
          .flat(),
      ),
    ],
    tellExpansions: prepareExpansions(settings),
    hasLongName: (words) => entriesIn(words).some((entry) => entry.words.length > SYNONYM_KEY_WORDS),
  };
}
