import { tokenize } from '../../core/text.ts';
import type { IndexSettings } from '../settings.ts';

export interface SynonymEntry {
  /** As written in the settings. */
  readonly text: string;
  readonly words: readonly string[];
}

/** Synonyms by what may be typed: the folded words, joined by blanks. */
export interface Synonyms {
  /** Words of the longest entry. */
  readonly longest: number;
  readonly byWords: ReadonlyMap<string, readonly SynonymEntry[]>;
}

/** Synonyms ready for look-up; an entry of several groups gets the others of all of them. */
export function toSynonyms(settings: IndexSettings): Synonyms {
  const byWords = new Map<string, SynonymEntry[]>();
  let longest = 0;
  for (const group of settings.synonyms) {
    const entries = group.map((text) => ({ text, words: tokenize(text).map(({ term }) => term) }));
    for (const entry of entries) {
      if (entry.words.length === 0) continue;
      longest = Math.max(longest, entry.words.length);
      const key = entry.words.join(' ');
      const known = byWords.get(key) ?? [];
      byWords.set(key, known);
      for (const other of entries) {
        const otherKey = other.words.join(' ');
        if (otherKey === '' || otherKey === key || known.some(({ words }) => words.join(' ') === otherKey)) continue;
        known.push(other);
      }
    }
  }
  return { longest, byWords };
}
