import { ByteReader } from './bytes.ts';
import { ALL_FOLLOW, BLOCK_DOCUMENTS, MAIN_LIMIT } from './postings-format.ts';
import type { PostingsEncoder } from './postings-format.ts';

/** Gives bytes from a place in the lists of a segment. */
export type ListSource = (offset: number, length: number) => Uint8Array;

export interface ListLocation {
  readonly documents: number;
  readonly offset: number;
  readonly postingsBytes: number;
  readonly positionsBytes: number;
}

/** Larger than any document number. */
export const END = 0x7fffffff;

/**
 * Walks the postings of one term in document order. `document` is where it stands (-1 before the first, `END` after the
 * last), `frequencies` how often the term stands in each field there.
 */
export class PostingCursor {
  document = -1;
  readonly frequencies: Uint32Array;
  readonly documents: number;
  readonly #fields: number;
  readonly #location: ListLocation;
  readonly #source: ListSource;
  readonly #reader: ByteReader;
  readonly #blockCount: number;
  /** Of each block: its last document, the end of its postings, the end of its positions. */
  readonly #lasts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #positionEnds: Uint32Array;
  #block = 0;
  #left: number;
  #positionsBlock = -1;
  /** Position numbers of this block that belong to postings before the current one. */
  #skipped = 0;
  #positionReader: ByteReader | undefined;
  #positionsRead = 0;

  constructor(location: ListLocation, fields: number, source: ListSource) {
    this.documents = location.documents;
    this.frequencies = new Uint32Array(fields);
    this.#fields = fields;
    this.#location = location;
    this.#source = source;
    this.#reader = new ByteReader(source(location.offset, location.postingsBytes));
    this.#blockCount = Math.ceil(location.documents / BLOCK_DOCUMENTS);
    this.#left = Math.min(BLOCK_DOCUMENTS, location.documents);
    const blocks = this.#blockCount > 1 ? this.#blockCount : 0;
    this.#lasts = new Uint32Array(blocks);
    this.#ends = new Uint32Array(blocks);
    this.#positionEnds = new Uint32Array(blocks);
    if (blocks > 0) this.#readSkips();
  }

  #readSkips(): void {
    let last = -1;
    let end = 0;
    let positionEnd = 0;
    for (let block = 0; block < this.#blockCount; block++) {
      last += this.#reader.varint();
      end += this.#reader.varint();
      positionEnd += this.#reader.varint();
      this.#lasts[block] = last;
      this.#ends[block] = end;
      this.#positionEnds[block] = positionEnd;
    }
    const start = this.#reader.position;
    for (let block = 0; block < this.#blockCount; block++) this.#ends[block]! += start;
  }

  /** The undecoded postings, for those who read all of them; only before the first step. */
  raw(): { bytes: Uint8Array; start: number } {
    return { bytes: this.#reader.bytes, start: this.#reader.position };
  }

  next(): number {
    if (this.#left === 0) {
      if (this.#block + 1 >= this.#blockCount) return (this.document = END);
      this.#enter(this.#block + 1);
    }
    return this.#take();
  }

  /** Moves to the first document that is not before `target`. */
  advance(target: number): number {
    if (this.document >= target) return this.document;
    if (this.#blockCount > 1 && this.#lasts[this.#block]! < target) {
      let low = this.#block + 1;
      let high = this.#blockCount;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (this.#lasts[middle]! < target) low = middle + 1;
        else high = middle;
      }
      if (low === this.#blockCount) {
        this.#left = 0;
        this.#block = low - 1;
        return (this.document = END);
      }
      this.#enter(low);
    }
    while (this.#left > 0) if (this.#take() >= target) return this.document;
    return (this.document = END);
  }

  #enter(block: number): void {
    this.#block = block;
    this.document = this.#lasts[block - 1]!;
    this.#reader.position = this.#ends[block - 1]!;
    this.#left = block === this.#blockCount - 1 ? this.documents - block * BLOCK_DOCUMENTS : BLOCK_DOCUMENTS;
    this.#skipped = 0;
    for (let field = 0; field < this.#fields; field++) this.frequencies[field] = 0;
  }

  #take(): number {
    const { frequencies } = this;
    const main = this.#fields - 1;
    for (let field = 0; field <= main; field++) this.#skipped += frequencies[field]!;
    const coded = this.#reader.varint();
    this.document += (coded >>> 1) + 1;
    this.#left--;
    for (let field = 0; field < main; field++) frequencies[field] = 0;
    if ((coded & 1) === 1) {
      frequencies[main] = 1;
      return this.document;
    }
    const both = this.#reader.bytes[this.#reader.position++]!;
    if (both < ALL_FOLLOW) {
      frequencies[0] = (both / MAIN_LIMIT) | 0;
      frequencies[main] = both % MAIN_LIMIT;
    } else {
      for (let field = 0; field <= main; field++) frequencies[field] = this.#reader.varint();
    }
    return this.document;
  }

  /** Adds the current posting to a list, as another document. */
  copyTo(encoder: PostingsEncoder, document: number): void {
    const reader = this.#seekPositions(this.#skipped);
    let count = 0;
    for (let field = 0; field < this.#fields; field++) count += this.frequencies[field]!;
    const from = reader.position;
    reader.skipGaps(count);
    this.#positionsRead += count;
    encoder.begin();
    encoder.positions.copy(reader.bytes, from, reader.position);
    encoder.end(document, this.frequencies);
  }

  /** Writes the places of the current posting in `field` into `out`, from `at` on, and returns how many. */
  positions(field: number, out: Uint32Array, at = 0): number {
    let wanted = this.#skipped;
    for (let before = 0; before < field; before++) wanted += this.frequencies[before]!;
    const reader = this.#seekPositions(wanted);
    const count = Math.min(this.frequencies[field]!, out.length - at);
    let place = 0;
    for (let i = 0; i < count; i++) out[at + i] = place += reader.gap();
    this.#positionsRead += count;
    return count;
  }

  /** Stands before the position number `wanted` of this block. */
  #seekPositions(wanted: number): ByteReader {
    const block = this.#blockCount > 1 ? this.#block : 0;
    // All positions are read at once: a list is either passed over or walked.
    const { offset, postingsBytes, positionsBytes } = this.#location;
    const reader = (this.#positionReader ??= new ByteReader(this.#source(offset + postingsBytes, positionsBytes)));
    if (this.#positionsBlock !== block || this.#positionsRead > wanted) {
      reader.position = block === 0 ? 0 : this.#positionEnds[block - 1]!;
      this.#positionsBlock = block;
      this.#positionsRead = 0;
    }
    reader.skipGaps(wanted - this.#positionsRead);
    this.#positionsRead = wanted;
    return reader;
  }
}
