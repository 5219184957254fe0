import { facetLists } from './facet-lists.ts';
import { NO_DAY } from './schema.ts';
import type { Bits } from './bits.ts';
import type { DocumentList } from './document-list.ts';
import type { Segment } from './segment.ts';
import type { Part } from './snapshot.ts';

/** Counts for one facet, by value number of the snapshot. */
export interface FacetTally {
  readonly counts: Uint32Array;
  none: number;
}

/** Counts by value number of a segment; the last is of documents without a value. */
type Counts = Uint32Array;

/** From this share of a segment on, counting by value is quicker than reading the values of each document. */
const DENSE = 1 / 5;

/** Adds the values of the listed documents, all of which live. */
export function countFacet(part: Part, facet: number, list: DocumentList, tally: FacetTally): void {
  const counts = countList(part, facet, list);
  const numbers = part.facetNumbers[facet]!;
  for (let value = 0; value < numbers.length; value++) tally.counts[numbers[value]!]! += counts[value]!;
  tally.none += counts[numbers.length]!;
}

function countList(part: Part, facet: number, list: DocumentList): Counts {
  if (list.count === part.living) return countLiving(part, facet);
  if (list.count < part.segment.documents * DENSE) return countEach(part.segment, facet, list);
  return facetLists(part.segment, facet).count(list.bits);
}

function countEach(segment: Segment, facet: number, { documents, count }: DocumentList): Counts {
  const { starts, values, names } = segment.facets[facet]!;
  const counts = new Uint32Array(names.length + 1);
  let none = 0;
  for (let index = 0; index < count; index++) {
    const document = documents[index]!;
    const end = starts[document + 1]!;
    let at = starts[document]!;
    if (at === end) none++;
    for (; at < end; at++) counts[values[at]!]!++;
  }
  counts[names.length] = none;
  return counts;
}

/** For each segment the counts of all its living documents, for those that lived when they were made. */
const remembered = new WeakMap<Segment, { readonly live: Bits | null; readonly facets: (Counts | undefined)[] }>();

function countLiving({ segment, live }: Part, facet: number): Counts {
  let known = remembered.get(segment);
  if (known?.live !== live) remembered.set(segment, (known = { live, facets: [] }));
  return (known.facets[facet] ??= facetLists(segment, facet).count(live));
}

/** The widest span of days that is counted in an array, not one by one in a map. */
const WIDEST = 200_000;

/** Adds the first days of the documents. Returns how many have no date. */
export function countDays(part: Part, { documents, count }: DocumentList, days: Map<number, number>): number {
  const { dayFirst } = part.segment;
  let least = Infinity;
  let most = -Infinity;
  let undated = 0;
  for (let index = 0; index < count; index++) {
    const day = dayFirst[documents[index]!]!;
    if (day === NO_DAY) {
      undated++;
      continue;
    }
    if (day < least) least = day;
    if (day > most) most = day;
  }
  const add = (day: number, found: number): void => void days.set(day, (days.get(day) ?? 0) + found);
  if (most - least > WIDEST) {
    for (const document of documents.subarray(0, count)) if (dayFirst[document] !== NO_DAY) add(dayFirst[document]!, 1);
    return undated;
  }
  const counts = new Uint32Array(undated === count ? 0 : most - least + 1);
  for (let index = 0; index < count; index++) {
    const day = dayFirst[documents[index]!]!;
    if (day !== NO_DAY) counts[day - least]!++;
  }
  counts.forEach((found, offset) => {
    if (found > 0) add(least + offset, found);
  });
  return undated;
}
