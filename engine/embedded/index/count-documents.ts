import { NO_DAY } from './schema.ts';
import type { Part } from './snapshot.ts';

/** Counts for one facet, by value number of the snapshot. */
export interface FacetTally {
  readonly counts: Uint32Array;
  none: number;
}

/** Some documents of a part, in the order of the index. */
export interface DocumentList {
  readonly documents: Uint32Array;
  readonly count: number;
}

/** Adds the values of the listed documents. */
export function countFacet(part: Part, facet: number, { documents, count }: DocumentList, tally: FacetTally): void {
  const { starts, values, names } = part.segment.facets[facet]!;
  const local = new Uint32Array(names.length);
  let none = 0;
  for (let index = 0; index < count; index++) {
    const document = documents[index]!;
    const end = starts[document + 1]!;
    let at = starts[document]!;
    if (at === end) none++;
    for (; at < end; at++) local[values[at]!]!++;
  }
  const numbers = part.facetNumbers[facet]!;
  for (let value = 0; value < local.length; value++) tally.counts[numbers[value]!]! += local[value]!;
  tally.none += none;
}

/** Adds the first days of the documents. Returns how many have no date. */
export function countDays(part: Part, { documents, count }: DocumentList, days: Map<number, number>): number {
  const { dayFirst } = part.segment;
  let undated = 0;
  for (let index = 0; index < count; index++) {
    const day = dayFirst[documents[index]!]!;
    if (day === NO_DAY) undated++;
    else days.set(day, (days.get(day) ?? 0) + 1);
  }
  return undated;
}
