import type { IndexDocument, IndexSchema } from './schema.ts';

/**
 * How often a word stands in a document, in the mean, times the words of a document: from here on it is common. What a phrase
 * costs is reading where its words stand, and a long document holds each word more often. What pairs cost is disk, of which the
 * postings of long documents leave more, as their words come again: with rarer words an index would be larger than its text.
 */
const OFTEN = 120;
/** Fewer documents tell nothing of those to come. */
const ENOUGH_DOCUMENTS = 100;
/** So many at most: their pairs are terms, of which each takes room in memory. */
const MOST_WORDS = 1024;

/** The common words of the schema, and those that some documents hold often. */
export function chooseCommonWords(
  { commonWords, visitWords }: Pick<IndexSchema, 'commonWords' | 'visitWords'>,
  documents: readonly IndexDocument[],
): string[] {
  if (documents.length < ENOUGH_DOCUMENTS) return [...commonWords];
  const counts = new Map<string, number>();
  let words = 0;
  const count = (word: string): void => {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    words++;
  };
  for (const { fields } of documents) for (const text of fields) visitWords(text, count);
  const least = (OFTEN * documents.length ** 2) / words;
  const frequent = [...counts].filter(([, times]) => times >= least);
  frequent.sort(([, a], [, b]) => b - a);
  return [...new Set([...commonWords, ...frequent.slice(0, MOST_WORDS).map(([word]) => word)])];
}
