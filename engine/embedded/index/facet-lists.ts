import { setBit } from './bits.ts';
import type { Bits } from './bits.ts';
import type { FacetColumn, Segment } from './segment.ts';

/** The column of a facet turned round: for each value the documents that have it. One more value stands for "none". */
export class FacetLists {
  readonly #starts: Uint32Array;
  readonly #documents: Uint32Array;

  constructor({ starts, values, names }: FacetColumn) {
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
}

/** Made when first asked for, and as long-lived as the segment: they cost four bytes a value. */
const made = new WeakMap<Segment, (FacetLists | undefined)[]>();

/** The lists of one facet of a segment. */
export function facetLists(segment: Segment, facet: number): FacetLists {
  let lists = made.get(segment);
  if (lists === undefined) made.set(segment, (lists = []));
  return (lists[facet] ??= new FacetLists(segment.facets[facet]!));
}
