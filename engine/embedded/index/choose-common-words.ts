import type { IndexDocument, IndexSchema } from './schema.ts';

/**
 * A word in this share of the documents is common: a phrase of two of them would have to be looked for in a tenth of the index. A
 * fifth would find some phrases a little faster, but an index of short articles would be larger than their text.
 */
const SHARE = 0.3;
/** Fewer documents tell nothing of those to come. */
const ENOUGH_DOCUMENTS = 100;
/** So many in most: their pairs are terms, of which each takes room in memory. */
const MOST_WORDS = 512;

/** The common words of the schema, and of some documents those that stand in many. */
export function chooseCommonWords(
  { commonWords, visitWords }: Pick<IndexSchema, 'commonWords' | 'visitWords'>,
  documents: readonly IndexDocument[],
): string[] {
  if (documents.length < ENOUGH_DOCUMENTS) return [...commonWords];
  const counts = new Map<string, number>();
  for (const { fields } of documents) {
    const words = new Set<string>();
    for (const text of fields) visitWords(text, (word) => words.add(word));
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const frequent = [...counts].filter(([, count]) => count >= documents.length * SHARE);
  frequent.sort(([, a], [, b]) => b - a);
  return [...new Set([...commonWords, ...frequent.slice(0, MOST_WORDS).map(([word]) => word)])];
}
