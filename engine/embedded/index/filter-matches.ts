import { allBits, hasBit, keepBits } from './bits.ts';
import { dayDocuments, passesDays } from './day-sets.ts';
import { DocumentList } from './document-list.ts';
import { facetDocuments } from './filter-documents.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';
import type { Bits } from './bits.ts';
import type { Matches } from './matches.ts';
import type { Filter } from './query.ts';
import type { Part } from './snapshot.ts';

/** The documents of a part that pass all filters, and those that pass all but one: what facets count that ignore their own. */
export interface Filtered {
  readonly hits: DocumentList;
  readonly scores: Float64Array | null;
  /** In one list or several, by position of the one in `filter.facets`; one further are the conditions on dates, -1 is none. */
  readonly passingBut: (condition: number) => readonly DocumentList[];
}

/** Of documents with scores. */
export function filterMatches(part: Part, filter: Filter, matches: Matches): Filtered {
  const sets = filter.facets.map((condition) => facetDocuments(part, condition));
  const dated = filter.days !== null || filter.undated !== null;
  const conditions = sets.length;
  const size = part.segment.documents;
  if (conditions === 0 && !dated) {
    const hits = DocumentList.ofListed(matches.documents, matches.count, size);
    return { hits, scores: matches.scores, passingBut: () => [hits] };
  }
  const failing = Array.from({ length: conditions + 1 }, () => ({ documents: scratchUint32(0), count: 0 }));
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
  const hits = listed({ documents, count });
  const passingBut = (condition: number): DocumentList[] =>
    condition < 0 ? [hits] : [hits, listed(failing[condition]!)];
  return { hits, scores, passingBut };
}

/** Of all documents that can be seen; null = all. */
export function filterAll(part: Part, filter: Filter, visible: Bits | null): Filtered {
  const days = dayDocuments(part.segment, filter);
  const sets: Bits[] = filter.facets.map((condition) => facetDocuments(part, condition));
  const all = days === null ? sets : [...sets, days];
  const without = (omitted: number): DocumentList => {
    const bits = visible === null ? allBits(part.segment.documents) : visible.slice();
    all.forEach((set, index) => {
      if (index !== omitted) keepBits(bits, set);
    });
    return DocumentList.ofBits(bits);
  };
  const hits = without(-1);
  const passingBut = (condition: number): DocumentList[] =>
    condition < 0 || condition >= all.length ? [hits] : [without(condition)];
  return { hits, scores: null, passingBut };
}
