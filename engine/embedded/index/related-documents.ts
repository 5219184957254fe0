import { searchIndex } from './search.ts';
import { tellingWords } from './telling-words.ts';
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
  const telling = tellingWords(schema, snapshot, [texts], WORDS);
  if (telling.length === 0) return [];
  const fields = (1 << schema.fields.length) - 1;
  const clauses = telling.map(({ word }): QueryClause => ({
    alternatives: [{ words: [word], prefix: false, maxEdits: 0, slop: 0, fields, factor: 1, synonym: false }],
  }));
  const { hits } = searchIndex(schema, snapshot, {
    clauses, excluded: [], filter: { facets: [], days: null, undated: null }, scope, now, order: 'score', offset: 0,
    limit: limit + 1, facets: [], facetLimit: 0, histogram: false, relaxBelow: Infinity, relaxedShare: SHARE, refined: false,
  }); // prettier-ignore
  return hits
    .filter(({ part, document }) => snapshot.parts[part] !== from.part || document !== from.document)
    .slice(0, limit);
}
