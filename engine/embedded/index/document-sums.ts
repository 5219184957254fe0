import { addBits, countBits, listBits, setBit } from './bits.ts';
import { readPostings, sumCells } from './bulk-postings.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';
import type { Bits } from './bits.ts';
import type { FieldNorms } from './bulk-postings.ts';
import type { PostingCursor } from './posting-list.ts';
import type { PrefixCursor } from './prefix-lists.ts';

/** A sum for each document of the largest segment met; all 0 between two uses. */
let dense = new Float64Array(0);
/** False from the first sum to `take`, and after a search that a damaged file broke off. */
let clean = true;

/** Most lists have no more documents. */
const ROOM = 1_024;

/** Sums over several lists, document by document. One at a time, until `take`. */
export class DocumentSums {
  readonly #seen: Bits;
  /** Room for one list. */
  #values = scratchFloat64(ROOM);
  #documents = scratchUint32(ROOM);

  constructor(documents: number) {
    if (dense.length < documents) dense = new Float64Array(documents);
    else if (!clean) dense.fill(0);
    clean = false;
    this.#seen = scratchUint32((documents + 31) >>> 5).fill(0);
  }

  add(document: number, value: number): void {
    dense[document]! += value;
    setBit(this.#seen, document);
  }

  /** Adds what a list counts (see `readPostings`). */
  addList(cursor: PostingCursor, norms: FieldNorms, factor: number): void {
    const sums = dense;
    const seen = this.#seen;
    if (cursor.documents > this.#values.length) {
      this.#values = scratchFloat64(cursor.documents);
      this.#documents = scratchUint32(cursor.documents);
    }
    const values = this.#values;
    const documents = this.#documents;
    const count = readPostings(cursor.whole(), norms, factor, documents, values);
    for (let index = 0; index < count; index++) {
      const document = documents[index]!;
      sums[document]! += values[index]!;
      seen[document >>> 5]! |= 1 << (document & 31);
    }
  }

  /** Adds what a list of a beginning counts. Documents that hold it in no field that counts are left out. */
  addCells(cursor: PrefixCursor, norms: FieldNorms, factor: number): void {
    sumCells(cursor, norms, factor, { first: 0, end: cursor.size }, dense);
    addBits(this.#seen, cursor.bits(norms.fields));
  }

  /** The documents seen, in order, with their sums. */
  take(): { readonly documents: Uint32Array; readonly sums: Float64Array; readonly count: number } {
    const count = countBits(this.#seen);
    const documents = scratchUint32(count);
    listBits(this.#seen, documents);
    const sums = scratchFloat64(count);
    for (let index = 0; index < count; index++) {
      const document = documents[index]!;
      sums[index] = dense[document]!;
      dense[document] = 0;
    }
    clean = true;
    return { documents, sums, count };
  }
}
