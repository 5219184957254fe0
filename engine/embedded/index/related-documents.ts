import { searchIndex } from './search.ts';
import type { Filter, FoundDocument, QueryClause } from './query.ts';
import type { IndexSchema } from './schema.ts';
import type { Part, Snapshot } from './snapshot.ts';

/** So many of the words that tell most about a document are searched. */
const WORDS = 25;
/** Share of their weight that another document must have. */
const SHARE = 0.12;

/** Documents that share the telling words of one: those frequent in it and rare elsewhere. Itself is left out. */
export function relatedDocuments(
  schema: IndexSchema,
  snapshot: Snapshot,
  from: { readonly part: Part; readonly document: number },
  texts: readonly string[],
  limit: number,
  scope: Filter | null,
  now: number,
): FoundDocument[] {
  const counts = new Map<string, number>();
  texts.forEach((text, field) => {
    schema.visitWords(text, (word) => counts.set(word, (counts.get(word) ?? 0) + schema.fields[field]!.weight));
  });
  const telling = Array.from(counts, ([word, count]) => ({ word, value: tellingValue(snapshot, word, count) }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || (a.word < b.word ? -1 : 1))
    .slice(0, WORDS);
  if (telling.length === 0) return [];
  const fields = (1 << schema.fields.length) - 1;
  const clauses = telling.map(({ word }): QueryClause => ({
    alternatives: [{ words: [word], prefix: false, maxEdits: 0, slop: 0, fields, factor: 1, synonym: false }],
  }));
  const { hits } = searchIndex(schema, snapshot, {
    clauses, excluded: [], filter: { facets: [], days: null, undated: null }, scope, now, order: 'score', offset: 0,
    limit: limit + 1, facets: [], histogram: false, relaxBelow: Infinity, relaxedShare: SHARE,
  }); // prettier-ignore
  return hits
    .filter(({ part, document }) => snapshot.parts[part] !== from.part || document !== from.document)
    .slice(0, limit);
}

/** 0 for words that stand in this document alone. */
function tellingValue(snapshot: Snapshot, word: string, count: number): number {
  let documents = 0;
  for (const { segment } of snapshot.parts) {
    const ordinal = segment.terms.find(word);
    if (ordinal >= 0) documents += segment.terms.info(ordinal).documents;
  }
  return documents < 2 ? 0 : (count / (count + 1)) * Math.log(1 + snapshot.documents / documents);
}
