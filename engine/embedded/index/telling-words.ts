import type { IndexSchema } from './schema.ts';
import type { Snapshot } from './snapshot.ts';

/** A word that stands so often counts half of what it could at most. */
const SATURATION = 2;

/** A word and how much it tells of the texts that it stands in. */
export interface TellingWord {
  readonly word: string;
  readonly value: number;
}

/** The words that tell most about texts: those frequent in them and rare elsewhere. Texts in the order of the fields. */
export function tellingWords(
  schema: IndexSchema,
  snapshot: Snapshot,
  documents: readonly (readonly string[])[],
  limit: number,
  leaveOut: ReadonlySet<string> = new Set(),
): TellingWord[] {
  const counts = new Map<string, number>();
  for (const texts of documents) {
    texts.forEach((text, field) => {
      const { weight } = schema.fields[field]!;
      schema.visitWords(text, (word) => counts.set(word, (counts.get(word) ?? 0) + weight));
    });
  }
  for (const word of leaveOut) counts.delete(word);
  return Array.from(counts, ([word, count]) => ({ word, value: tellingValue(snapshot, word, count) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
}

/** 0 for words that stand in one document alone. */
function tellingValue(snapshot: Snapshot, word: string, count: number): number {
  let documents = 0;
  for (const { segment } of snapshot.parts) {
    const ordinal = segment.terms.find(word);
    if (ordinal >= 0) documents += segment.terms.info(ordinal).documents;
  }
  return documents < 2 ? 0 : (count / (count + SATURATION)) * Math.log(1 + snapshot.documents / documents);
}
