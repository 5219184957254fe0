/** What every engine is told about the documents, beside the documents themselves. */
export interface IndexSettings {
  /**
   * Words and names that mean the same, each group in every direction; entries may be several words long.
   * From `data/synonyms.jsonl` and the aliases of places and organisations.
   */
  readonly synonyms: readonly (readonly string[])[];
}

export const NO_SETTINGS: IndexSettings = { synonyms: [] };

/** How much a match in a field counts, relative to the body. */
export const FIELD_WEIGHTS = { title: 3, body: 1 } as const;

/**
 * One edit is forgiven from 5 letters, two from 9; none in phrases, in numbers, in words excluded, and in what is too long to
 * be a word: some engines need seconds for all that may be meant by it.
 */
export const TYPO_LETTERS = { one: 5, two: 9, most: 100 } as const;

/** Edits that a folded word of a query is forgiven. */
export function editsAllowed(word: string): 0 | 1 | 2 {
  if (/\p{N}/u.test(word)) return 0;
  const letters = Array.from(word).length;
  if (letters > TYPO_LETTERS.most) return 0;
  return letters >= TYPO_LETTERS.two ? 2 : letters >= TYPO_LETTERS.one ? 1 : 0;
}
