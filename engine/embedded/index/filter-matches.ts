import { allBits, countBits, hasBit, keepBits, listBits } from './bits.ts';
import { dayDocuments, facetDocuments, passesDays } from './filter-documents.ts';
import type { Bits } from './bits.ts';
import type { DocumentList } from './count-documents.ts';
import type { Matches } from './match-clauses.ts';
import type { Filter } from './query.ts';
import type { Part } from './snapshot.ts';

/** The documents of a part that pass all filters, and those that fail one alone: what facets count that ignore their own. */
export interface Filtered {
  readonly hits: DocumentList;
  readonly scores: Float64Array | null;
  /** The hits as bits, where that costs nothing; null when every document is a hit. */
  readonly members: Bits | null | undefined;
  /** By position in `filter.facets`; the last entry is for the conditions on dates. */
  readonly failing: readonly DocumentList[];
}

/** Of documents with scores. */
export function filterMatches(part: Part, filter: Filter, matches: Matches): Filtered {
  const sets = filter.facets.map((condition) => facetDocuments(part, condition));
  const dated = filter.days !== null || filter.undated !== null;
  const conditions = sets.length;
  const failing = Array.from({ length: conditions + 1 }, () => ({ documents: new Uint32Array(0), count: 0 }));
  if (conditions === 0 && !dated) return { hits: matches, scores: matches.scores, members: undefined, failing };
  const documents = new Uint32Array(matches.count);
  const scores = new Float64Array(matches.count);
  let count = 0;
  for (let index = 0; index < matches.count; index++) {
    const document = matches.documents[index]!;
    let failed = 0;
    let which = 0;
    for (let condition = 0; condition < conditions; condition++) {
      if (hasBit(sets[condition]!, document)) continue;
      failed++;
      which = condition;
    }
    if (dated && failed < 2 && !passesDays(part.segment, document, filter)) {
      failed++;
      which = conditions;
    }
    if (failed === 0) {
      documents[count] = document;
      scores[count++] = matches.scores[index]!;
    } else if (failed === 1) {
      const list = failing[which]!;
      if (list.documents.length === 0) list.documents = new Uint32Array(matches.count);
      list.documents[list.count++] = document;
    }
  }
  return { hits: { documents, count }, scores, members: undefined, failing };
}

/** Of all documents that can be seen; null = all. */
export function filterAll(part: Part, filter: Filter, visible: Bits | null): Filtered {
  const sets: Bits[] = filter.facets.map((condition) => facetDocuments(part, condition));
  const days = dayDocuments(part, filter);
  const all = days === null ? sets : [...sets, days];
  const size = part.segment.documents;
  const without = (omitted: number): Bits => {
    const bits = visible === null ? allBits(size) : visible.slice();
    all.forEach((set, index) => {
      if (index !== omitted) keepBits(bits, set);
    });
    return bits;
  };
  const members = without(-1);
  const failing = [...filter.facets.keys(), filter.facets.length].map((omitted) => {
    if (omitted === filter.facets.length && days === null) return { documents: new Uint32Array(0), count: 0 };
    const bits = without(omitted);
    for (let word = 0; word < bits.length; word++) bits[word]! &= ~members[word]!;
    return toList(bits);
  });
  const everything = visible === null && all.length === 0;
  return { hits: toList(members), scores: null, members: everything ? null : members, failing };
}

function toList(bits: Bits): DocumentList {
  const documents = new Uint32Array(countBits(bits));
  return { documents, count: listBits(bits, documents) };
}
