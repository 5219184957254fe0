import { spreadBits } from './bits.ts';
import { facetLists } from './facet-lists.ts';
import { Largest } from './largest.ts';
import { NO_DAY } from './schema.ts';
import type { Bits } from './bits.ts';
import type { DocumentList } from './document-list.ts';
import type { Counts, FacetLists } from './facet-lists.ts';
import type { Segment } from './segment.ts';
import type { Part, Snapshot } from './snapshot.ts';

/** Counts for one facet, by value number of the snapshot. Values that others leave no place among the most frequent may lack theirs. */
export interface FacetTally {
  readonly counts: Uint32Array;
  none: number;
}

/** What it takes to read the values of a document, one alone or several, beside the documents of a value: each of these is one. */
const READ_SINGLE = 2;
const READ_SEVERAL = 8;
/** What it takes to make ready for the latter, for each document of the segment. */
const MAKE_READY = 1 / 3;
/** With fewer documents it does not matter. */
const FEW = 256;

/**
 * Counts the values of the listed documents, all of which live, and of which there are one or more lists for each part.
 * Exact for the `limit` most frequent values, those as frequent as the last of them, and the `wanted`.
 */
export function countFacet(
  snapshot: Snapshot,
  facet: number,
  lists: readonly (readonly DocumentList[])[],
  limit: number,
  wanted: readonly string[],
): FacetTally {
  const tally: FacetTally = { counts: new Uint32Array(snapshot.facets[facet]!.names.length), none: 0 };
  const dense: { part: Part; list: DocumentList }[] = [];
  snapshot.parts.forEach((part, index) => {
    for (const list of lists[index]!) {
      if (list.count === part.living) addCounts(part, facet, countLiving(part, facet), tally);
      else if (isQuickerByValue(snapshot, facet, part, list, limit)) dense.push({ part, list });
      else if (list.count > 0) addCounts(part, facet, facetLists(part.segment, facet).countEach(list), tally);
    }
  });
  if (dense.length > 0) countByValue(snapshot, facet, dense, limit, wanted, tally);
  return tally;
}

/** Whether the documents of as many values as `countByValue` will look at are read sooner than the values of each document. */
function isQuickerByValue(
  snapshot: Snapshot,
  facet: number,
  { segment }: Part,
  { count }: DocumentList,
  limit: number,
): boolean {
  if (count < FEW) return false;
  const each = facetLists(segment, facet).areSingle ? READ_SINGLE : READ_SEVERAL;
  const all = snapshot.parts.reduce((sum, part) => sum + part.segment.documents, 0);
  let left = (count * each * all) / segment.documents - all * MAKE_READY;
  if (left < 0) return false;
  const { order, documents } = byFrequency(snapshot, facet);
  const last = order[Math.min(limit, order.length) - 1];
  const least = last === undefined ? 0 : (documents[last]! * count) / segment.documents;
  for (let rank = 0; left >= 0 && rank < order.length && documents[order[rank]!]! >= least; rank++)
    left -= documents[order[rank]!]!;
  return left >= 0;
}

function addCounts(part: Part, facet: number, counts: Counts, tally: FacetTally): void {
  const numbers = part.facetNumbers[facet]!;
  for (let value = 0; value < numbers.length; value++) tally.counts[numbers[value]!]! += counts[value]!;
  tally.none += counts[numbers.length]!;
}

/** Adds value by value, from those that most documents have on, until none that is left can come among the most frequent. */
function countByValue(
  snapshot: Snapshot,
  facet: number,
  dense: readonly { part: Part; list: DocumentList }[],
  limit: number,
  wanted: readonly string[],
  tally: FacetTally,
): void {
  const { counts } = tally;
  const { order, documents } = byFrequency(snapshot, facet);
  const sources = dense.map(({ part, list }) => {
    const places = new Int32Array(counts.length).fill(-1);
    const numbers = part.facetNumbers[facet]!;
    for (let value = 0; value < numbers.length; value++) places[numbers[value]!] = value;
    const values = facetLists(part.segment, facet);
    tally.none += values.count(part.segment.facets[facet]!.names.length, list.flags);
    return { places, values, flags: list.flags };
  });
  const add = (number: number): void => {
    for (const { places, values, flags } of sources) {
      if (places[number]! >= 0) counts[number]! += values.count(places[number]!, flags);
    }
  };
  const most = new Largest(Math.min(limit, counts.length));
  let rank = 0;
  for (; rank < order.length && documents[order[rank]!]! >= most.least; rank++) {
    add(order[rank]!);
    most.add(counts[order[rank]!]!);
  }
  const counted = order.subarray(0, rank);
  for (const name of wanted) {
    const number = snapshot.facets[facet]!.find(name);
    if (number >= 0 && number < counts.length && !counted.includes(number)) add(number);
  }
}

interface Frequencies {
  /** Value numbers of the snapshot, those that most documents have first. */
  readonly order: Uint32Array;
  /** By value number: how many have it, deleted ones included. */
  readonly documents: Uint32Array;
}

const frequencies = new WeakMap<Snapshot, Map<number, Frequencies>>();

/** How many documents have each value of a facet; reckoned once for a state of the index. */
function byFrequency(snapshot: Snapshot, facet: number): Frequencies {
  let known = frequencies.get(snapshot);
  if (known === undefined) frequencies.set(snapshot, (known = new Map<number, Frequencies>()));
  let found = known.get(facet);
  if (found === undefined) known.set(facet, (found = reckonFrequencies(snapshot, facet)));
  return found;
}

function reckonFrequencies({ parts, facets }: Snapshot, facet: number): Frequencies {
  const documents = new Uint32Array(facets[facet]!.names.length);
  for (const { segment, facetNumbers } of parts) {
    const values = facetLists(segment, facet);
    facetNumbers[facet]!.forEach((number, value) => (documents[number]! += values.documentsWith(value)));
  }
  // One number holds both, and stays below 2^53.
  const span = 2 ** 24;
  const keys = Float64Array.from(documents, (count, number) => count * span + number).sort();
  return { order: Uint32Array.from(keys, (key) => key % span).reverse(), documents };
}

/** For each segment the counts of all its living documents, for those that lived when they were made. */
const remembered = new WeakMap<Segment, { readonly live: Bits | null; readonly facets: (Counts | undefined)[] }>();

function countLiving({ segment, live }: Part, facet: number): Counts {
  let known = remembered.get(segment);
  if (known?.live !== live) remembered.set(segment, (known = { live, facets: [] }));
  return (known.facets[facet] ??= countAll(facetLists(segment, facet), segment.facets[facet]!.names.length + 1, live));
}

function countAll(lists: FacetLists, values: number, live: Bits | null): Counts {
  const flags = new Uint8Array(live === null ? 0 : live.length * 32);
  if (live !== null) spreadBits(live, flags);
  return Uint32Array.from({ length: values }, (_, value) =>
    live === null ? lists.documentsWith(value) : lists.count(value, flags),
  );
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
