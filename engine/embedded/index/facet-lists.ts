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

  /** For each value and for none, how many of its documents are in `bits`; null = all are. */
  count(bits: Bits | null): Uint32Array {
    const starts = this.#starts;
    const documents = this.#documents;
    const counts = new Uint32Array(starts.length - 1);
    for (let value = 0; value < counts.length; value++) {
      const end = starts[value + 1]!;
      let at = starts[value]!;
      let count = bits === null ? end - at : 0;
      // no branch: which of them are found is anybody's guess
      if (bits !== null) for (; at < end; at++) count += (bits[documents[at]! >>> 5]! >>> documents[at]!) & 1;
      counts[value] = count;
    }
    return counts;
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
