import type { IndexDocument, IndexSchema } from './schema.ts';

/**
 * A word that stands so often in a document, in the mean, is common: what a phrase costs is reading where its words stand. Rarer
 * ones would make some phrases a little faster, but an index of short articles larger than their text.
 */
const OFTEN = 0.36;
/** Fewer documents tell nothing of those to come. */
const ENOUGH_DOCUMENTS = 100;
/** So many at most: their pairs are terms, of which each takes room in memory. */
const MOST_WORDS = 512;

/** The common words of the schema, and those that some documents hold often. */
export function chooseCommonWords(
  { commonWords, visitWords }: Pick<IndexSchema, 'commonWords' | 'visitWords'>,
  documents: readonly IndexDocument[],
): string[] {
  if (documents.length < ENOUGH_DOCUMENTS) return [...commonWords];
  const counts = new Map<string, number>();
  for (const { fields } of documents) {
    for (const text of fields) visitWords(text, (word) => counts.set(word, (counts.get(word) ?? 0) + 1));
  }
  const frequent = [...counts].filter(([, count]) => count >= documents.length * OFTEN);
  frequent.sort(([, a], [, b]) => b - a);
  return [...new Set([...commonWords, ...frequent.slice(0, MOST_WORDS).map(([word]) => word)])];
}
