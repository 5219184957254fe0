import { setBit } from './bits.ts';
import type { Bits } from './bits.ts';
import type { DocumentList } from './document-list.ts';
import type { FacetColumn, Segment } from './segment.ts';

/** Counts by value number of a segment; at the number of values there are stands how many documents have none. */
export type Counts = Uint32Array;

/** The column of a facet turned round: for each value the documents that have it. One more value stands for "none". */
export class FacetLists {
  /** Every document has one value, no more and no less. */
  readonly areSingle: boolean;
  readonly #column: FacetColumn;
  readonly #starts: Uint32Array;
  readonly #documents: Uint32Array;

  constructor(column: FacetColumn) {
    const { starts, values, names } = column;
    this.#column = column;
    this.areSingle = starts.every((start, document) => start === document); // of the one entry more, too
    const none = names.length;
    const documents = starts.length - 1;
    const ends = new Uint32Array(none + 2);
    for (let at = 0; at < values.length; at++) ends[values[at]! + 1]!++;
    for (let document = 0; document < documents; document++) {
      if (starts[document] === starts[document + 1]) ends[none + 1]!++;
    }
    for (let value = 0; value <= none; value++) ends[value + 1]! += ends[value]!;
    this.#starts = ends.slice();
    this.#documents = new Uint32Array(ends[none + 1]!);
    for (let document = 0; document < documents; document++) {
      const end = starts[document + 1]!;
      let at = starts[document]!;
      if (at === end) this.#documents[ends[none]!++] = document;
      for (; at < end; at++) this.#documents[ends[values[at]!]!++] = document;
    }
  }

  /** Adds the documents that have a value to `bits`. */
  mark(value: number, bits: Bits): void {
    const end = this.#starts[value + 1]!;
    for (let at = this.#starts[value]!; at < end; at++) setBit(bits, this.#documents[at]!);
  }

  /** How many documents have a value, deleted ones included. */
  documentsWith(value: number): number {
    return this.#starts[value + 1]! - this.#starts[value]!;
  }

  /** How many of the documents that have a value are flagged: one byte for each document of the segment. */
  count(value: number, flags: Uint8Array): number {
    const documents = this.#documents;
    const end = this.#starts[value + 1]!;
    let at = this.#starts[value]!;
    let count = 0;
    // Eight at a time, and no branch: the loop costs as much as what it does, and which are flagged is anybody's guess.
    for (const last = end - 7; at < last; at += 8) {
      count +=
        flags[documents[at]!]! + flags[documents[at + 1]!]! + flags[documents[at + 2]!]! + flags[documents[at + 3]!]! +
        flags[documents[at + 4]!]! + flags[documents[at + 5]!]! + flags[documents[at + 6]!]! + flags[documents[at + 7]!]!; // prettier-ignore
    }
    for (; at < end; at++) count += flags[documents[at]!]!;
    return count;
  }

  /** Counts the values of some documents, one document after the other. */
  countEach(list: DocumentList): Counts {
    return this.areSingle ? countSingle(this.#column, list) : countSeveral(this.#column, list);
  }
}

function countSingle({ values, names }: FacetColumn, { documents, count }: DocumentList): Counts {
  const counts = new Uint32Array(names.length + 1);
  for (let index = 0; index < count; index++) counts[values[documents[index]!]!]!++;
  return counts;
}

/** How many values the next document has, no branch can guess: of most documents four are counted, those beyond its own where it does no harm. */
const SLOTS = 4;

function countSeveral({ starts, values, names }: FacetColumn, { documents, count }: DocumentList): Counts {
  const none = names.length;
  const harmless = none + 1;
  const counts = new Uint32Array(none + 2);
  const last = values.length - SLOTS;
  for (let index = 0; index < count; index++) {
    const document = documents[index]!;
    const end = starts[document + 1]!;
    let at = starts[document]!;
    if (at <= last) {
      counts[inside(at - end, values[at]!, none)]!++;
      counts[inside(at + 1 - end, values[at + 1]!, harmless)]!++;
      counts[inside(at + 2 - end, values[at + 2]!, harmless)]!++;
      counts[inside(at + 3 - end, values[at + 3]!, harmless)]!++;
      at += SLOTS;
    } else if (at === end) counts[none]!++;
    for (; at < end; at++) counts[values[at]!]!++;
  }
  return counts;
}

/** The value where `place` is negative, else the other. */
function inside(place: number, value: number, other: number): number {
  const mask = place >> 31;
  return (value & mask) | (other & ~mask);
}

/** Made when first asked for, and as long-lived as the segment: they cost four bytes a value. */
const made = new WeakMap<Segment, (FacetLists | undefined)[]>();

/** The lists of one facet of a segment. */
export function facetLists(segment: Segment, facet: number): FacetLists {
  let lists = made.get(segment);
  if (lists === undefined) made.set(segment, (lists = []));
  return (lists[facet] ??= new FacetLists(segment.facets[facet]!));
}
