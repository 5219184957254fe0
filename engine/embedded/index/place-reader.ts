import { ByteReader } from './bytes.ts';
import { grown } from './grown.ts';
import { OCCURRENCES } from './posting-list.ts';
import { ALL_FOLLOW, readPosting } from './postings-format.ts';
import type { PostingCursor } from './posting-list.ts';

/** Added to the places of a field once more than to those of the field before: no text has so many words. */
export const FIELD_PLACES = 2 ** 26;

/** Where a term stands in some documents. */
export interface Places {
  /** Place plus field times `FIELD_PLACES`, rising within a document. */
  entries: Uint32Array;
  /** For each document where its entries begin and end; the same when it has none. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * Reads where a term stands in documents that are told in rising order: in one pass over the blocks that may hold them, which is
 * several times as fast as moving a cursor from one to the next.
 */
export class PlaceReader {
  readonly #cursor: PostingCursor;
  readonly #fields: number;
  readonly #frequencies: Uint32Array;
  readonly #postings: ByteReader;
  readonly #places: ByteReader;
  #block = -1;
  /** The last posting of the block that has been passed, and how many come after it. */
  #document = -1;
  #left = 0;

  /** Of the list of a cursor, which is not moved. `fields` has a bit for each field that counts. */
  constructor(cursor: PostingCursor, fields: number) {
    this.#cursor = cursor;
    this.#fields = fields;
    this.#frequencies = new Uint32Array(cursor.frequencies.length);
    this.#postings = new ByteReader(cursor.block(0).bytes);
    this.#places = new ByteReader(cursor.positionBytes());
  }

  /** Writes the places in the first `count` documents, all of them behind those of an earlier call. */
  read(documents: Uint32Array, count: number, out: Places): void {
    const { bytes } = this.#postings;
    let end = 0;
    let index = 0;
    while (index < count && this.#enter(documents[index]!)) {
      let { position } = this.#postings;
      let document = this.#document;
      let left = this.#left;
      let wanted = documents[index]!;
      let passed = 0;
      while (left > 0) {
        // Most are one byte, or two with the frequencies in the second; which of the two, no branch must guess.
        const coded = bytes[position]!;
        const once = coded & 1;
        const both = left > 1 ? bytes[position + 1]! * (1 - once) : ALL_FOLLOW;
        const next = document + (coded >>> 1) + 1;
        if (next < wanted && coded < 128 && both < ALL_FOLLOW) {
          passed += once + OCCURRENCES[both]!;
          position += 2 - once;
          document = next;
          left--;
          continue;
        }
        this.#postings.position = position;
        const found = document + readPosting(this.#postings, this.#frequencies) + 1;
        while (index < count && documents[index]! < found) out.starts[index] = out.ends[index++] = end;
        if (index === count) break;
        wanted = documents[index]!;
        position = this.#postings.position;
        document = found;
        left--;
        if (found < wanted) {
          for (const frequency of this.#frequencies) passed += frequency;
          continue;
        }
        this.#places.skipGaps(passed);
        passed = 0;
        out.starts[index] = end;
        out.ends[index++] = end = this.#take(out, end);
        if (index === count) break;
        wanted = documents[index]!;
      }
      if (left > 0) this.#places.skipGaps(passed);
      this.#postings.position = position;
      this.#document = document;
      this.#left = left;
    }
    while (index < count) out.starts[index] = out.ends[index++] = end;
  }

  /** Moves to the block that may hold a document; false when none does. */
  #enter(document: number): boolean {
    const block = this.#cursor.blockWith(document, Math.max(this.#block, 0));
    if (block === null) return false;
    if (block === this.#block) return this.#left > 0;
    const { before, start, positionsStart, count } = this.#cursor.block(block);
    this.#block = block;
    this.#document = before;
    this.#left = count;
    this.#postings.position = start;
    this.#places.position = positionsStart;
    return true;
  }

  /** The places of the posting that was read last. */
  #take(out: Places, from: number): number {
    let end = from;
    for (let field = 0; field < this.#frequencies.length; field++) {
      const frequency = this.#frequencies[field]!;
      if (((this.#fields >>> field) & 1) === 0) {
        this.#places.skipGaps(frequency);
        continue;
      }
      if (end + frequency > out.entries.length) out.entries = grown(out.entries, end + frequency);
      this.#places.places(frequency, field * FIELD_PLACES, out.entries, end);
      end += frequency;
    }
    return end;
  }
}
