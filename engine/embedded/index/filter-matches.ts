import { allBits, hasBit, keepBits } from './bits.ts';
import { DocumentList, NO_DOCUMENTS } from './document-list.ts';
import { dayDocuments, facetDocuments, passesDays } from './filter-documents.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';
import type { Bits } from './bits.ts';
import type { Matches } from './match-clauses.ts';
import type { Filter } from './query.ts';
import type { Part } from './snapshot.ts';

/** The documents of a part that pass all filters, and those that fail one alone: what facets count that ignore their own. */
export interface Filtered {
  readonly hits: DocumentList;
  readonly scores: Float64Array | null;
  /** By position in `filter.facets`; one further are the conditions on dates. */
  readonly failing: (condition: number) => DocumentList;
}

/** Of documents with scores. */
export function filterMatches(part: Part, filter: Filter, matches: Matches): Filtered {
  const sets = filter.facets.map((condition) => facetDocuments(part, condition));
  const dated = filter.days !== null || filter.undated !== null;
  const conditions = sets.length;
  const size = part.segment.documents;
  if (conditions === 0 && !dated) {
    const hits = DocumentList.ofListed(matches.documents, matches.count, size);
    return { hits, scores: matches.scores, failing: () => NO_DOCUMENTS };
  }
  const failing = Array.from({ length: conditions + 1 }, () => ({ documents: NO_DOCUMENTS.documents, count: 0 }));
  const documents = scratchUint32(matches.count);
  const scores = scratchFloat64(matches.count);
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
      if (list.count === 0) list.documents = scratchUint32(matches.count);
      list.documents[list.count++] = document;
    }
  }
  const listed = (list: { documents: Uint32Array; count: number }): DocumentList =>
    DocumentList.ofListed(list.documents, list.count, size);
  return { hits: listed({ documents, count }), scores, failing: (condition) => listed(failing[condition]!) };
}

/** Of all documents that can be seen; null = all. */
export function filterAll(part: Part, filter: Filter, visible: Bits | null): Filtered {
  const days = dayDocuments(part, filter);
  const sets: Bits[] = filter.facets.map((condition) => facetDocuments(part, condition));
  const all = days === null ? sets : [...sets, days];
  if (visible === null && all.length === 0) {
    return { hits: DocumentList.ofBits(allBits(part.segment.documents)), scores: null, failing: () => NO_DOCUMENTS };
  }
  const without = (omitted: number): Bits => {
    const bits = visible === null ? allBits(part.segment.documents) : visible.slice();
    all.forEach((set, index) => {
      if (index !== omitted) keepBits(bits, set);
    });
    return bits;
  };
  const members = without(-1);
  const failing = (condition: number): DocumentList => {
    if (condition >= all.length) return NO_DOCUMENTS;
    const bits = without(condition);
    for (let word = 0; word < bits.length; word++) bits[word]! &= ~members[word]!;
    return DocumentList.ofBits(bits);
  };
  return { hits: DocumentList.ofBits(members), scores: null, failing };
}
