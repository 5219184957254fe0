import type { IndexSchema } from './schema.ts';
import type { Snapshot } from './snapshot.ts';

/** A word that stands so often counts half of what it could at most. */
const SATURATION = 2;
/** A word that stands in fewer documents says nothing about others. */
const LEAST_DOCUMENTS = 2;

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
  return mostTelling(snapshot, counts, limit);
}

/** Most frequent first: the rest is not looked up once even the rarest words could not come among the most telling. */
function mostTelling(snapshot: Snapshot, counts: ReadonlyMap<string, number>, limit: number): TellingWord[] {
  const rarest = Math.log(1 + snapshot.documents / LEAST_DOCUMENTS);
  const most: TellingWord[] = [];
  for (const [word, count] of Array.from(counts).sort(([, a], [, b]) => b - a)) {
    const least = most.length < limit ? 0 : most[limit - 1]!.value;
    if (share(count) * rarest < least) break;
    const value = tellingValue(snapshot, word, count);
    if (value === 0 || value < least) continue;
    most.push({ word, value });
    most.sort((a, b) => b.value - a.value || (a.word < b.word ? -1 : 1));
    if (most.length > limit) most.pop();
  }
  return most;
}

/** How much of what a word could tell at most it tells by standing so often. */
const share = (count: number): number => count / (count + SATURATION);

/** 0 for words that stand in one document alone. */
function tellingValue(snapshot: Snapshot, word: string, count: number): number {
  let documents = 0;
  for (const { segment } of snapshot.parts) {
    const ordinal = segment.terms.find(word);
    if (ordinal >= 0) documents += segment.terms.info(ordinal).documents;
  }
  return documents < LEAST_DOCUMENTS ? 0 : share(count) * Math.log(1 + snapshot.documents / documents);
}
