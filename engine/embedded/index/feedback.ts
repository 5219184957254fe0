import { lengthNorms } from './field-norms.ts';
import { lookUp } from './look-up.ts';
import { tellingWords } from './telling-words.ts';
import type { Matches } from './matches.ts';
import type { FoundDocument } from './query.ts';
import type { IndexSchema } from './schema.ts';
import type { Snapshot } from './snapshot.ts';
import type { TellingWord } from './telling-words.ts';

/** So many of the best documents are read, and so many of their words used. */
const DOCUMENTS = 2;
const WORDS = 10;
/** What all of these words together may count, beside 1 for the query. */
const FACTOR = 0.5;

/**
 * Words that tell most about the best documents, those of the query left out: what pseudo-relevance feedback adds to a
 * query (Rocchio 1971; Lavrenko and Croft, Relevance-based language models, 2001).
 * @param best best first
 */
export function feedbackWords(
  schema: IndexSchema,
  snapshot: Snapshot,
  best: readonly FoundDocument[],
  typed: ReadonlySet<string>,
): TellingWord[] {
  const texts = best.slice(0, DOCUMENTS).map(({ part, document }) => {
    const { segment } = snapshot.parts[part]!;
    return schema.readTexts((stored) => segment.stored(document, stored));
  });
  return tellingWords(schema, snapshot, texts, WORDS, typed);
}

/** Adds to the scores of documents, by part, what these words count for them. */
export function weighFeedback(
  schema: IndexSchema,
  snapshot: Snapshot,
  words: readonly TellingWord[],
  queryRarity: number,
  lists: readonly Matches[],
): void {
  const all = words.reduce((sum, { value }) => sum + value, 0);
  const norms = lengthNorms(schema.fields, snapshot.averageWords);
  const fields = (1 << schema.fields.length) - 1;
  lists.forEach((matches, part) => {
    if (matches.count === 0) return;
    const { segment } = snapshot.parts[part]!;
    for (const { word, value } of words) {
      const ordinal = segment.terms.find(word);
      if (ordinal < 0) continue;
      const rarity = (FACTOR * queryRarity * value) / all;
      lookUp(
        segment,
        [{ cursor: segment.postings(ordinal), factor: 1, fields }],
        norms,
        { rarity, weight: 0 },
        matches,
      );
    }
  });
}
