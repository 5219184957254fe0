import { makeBits } from './bits.ts';
import { ByteReader } from './bytes.ts';
import { ALL_FOLLOW, BLOCK_DOCUMENTS, countBlocks, isDense, MAIN_LIMIT, readPosting } from './postings-format.ts';
import { NO_SKIPS, readSkips } from './skip-entries.ts';
import type { Bits } from './bits.ts';
import type { ListLocation, PostingsEncoder } from './postings-format.ts';

/** Gives bytes from a place in the lists of a segment. */
export type ListSource = (offset: number, length: number) => Uint8Array;

/** Postings that can be read on their own: where they begin, the document before them, and how many they are. */
export interface Run {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly before: number;
  readonly count: number;
}

/** A run, and where its positions begin among those of the list. */
export interface Block extends Run {
  readonly positionsStart: number;
}

/** How often a term stands in a document whose frequencies share this byte. */
export const OCCURRENCES = Uint8Array.from(
  { length: ALL_FOLLOW },
  (_, both) => Math.floor(both / MAIN_LIMIT) + (both % MAIN_LIMIT),
);

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
  readonly #location: ListLocation;
  readonly #source: ListSource;
  readonly #reader: ByteReader;
  readonly #blockCount: number;
  readonly #lasts: Int32Array;
  readonly #ends: Uint32Array;
  readonly #positionEnds: Uint32Array;
  readonly #counts: Uint32Array;
  readonly bounds: Float64Array;
  readonly #bitsBytes: number;
  /** Where the postings begin, behind the skip entries. */
  readonly #start: number;
  #block = 0;
  #left: number;
  #positionsBlock = -1;
  /** Position numbers of this block that belong to postings before the current one. */
  #skipped = 0;
  #positions: Uint8Array | undefined;
  #positionReader: ByteReader | undefined;
  #positionsRead = 0;

  /** A list of a segment of `size` documents. */
  constructor(location: ListLocation, fields: number, size: number, source: ListSource) {
    const { documents, offset, postingsBytes } = location;
    this.documents = documents;
    this.frequencies = new Uint32Array(fields);
    this.#location = location;
    this.#source = source;
    this.#reader = new ByteReader(source(offset, postingsBytes));
    this.#blockCount = countBlocks(documents, size);
    const dense = isDense(documents, size);
    this.#bitsBytes = dense ? makeBits(size).byteLength : 0;
    const skips = this.#blockCount > 1 ? readSkips(this.#reader, this.#blockCount, dense) : NO_SKIPS;
    this.#lasts = skips.lasts;
    this.#ends = skips.ends;
    this.#positionEnds = skips.positionEnds;
    this.#counts = skips.counts;
    this.bounds = skips.bounds;
    this.#start = this.#reader.position;
    this.#left = this.#inBlock(0);
  }

  /** All postings; only before the first step. */
  whole(): Run {
    return { bytes: this.#reader.bytes, start: this.#reader.position, before: -1, count: this.documents };
  }

  /** Those of one block, which in a dense list is a window. */
  block(block: number): Block {
    const start = block === 0 ? this.#start : this.#ends[block - 1]!;
    const before = block === 0 ? -1 : this.#lasts[block - 1]!;
    const positionsStart = block === 0 ? 0 : this.#positionEnds[block - 1]!;
    return { bytes: this.#reader.bytes, start, before, count: this.#inBlock(block), positionsStart };
  }

  /** The first block, from `from` on, that may hold a document: one that ends before it cannot. */
  blockWith(document: number, from: number): number | null {
    if (this.#blockCount === 1) return 0;
    for (let block = from; block < this.#blockCount; block++) if (this.#lasts[block]! >= document) return block;
    return null;
  }

  /** All positions at once: a list is either passed over or walked. */
  positionBytes(): Uint8Array {
    const { offset, postingsBytes, positionsBytes } = this.#location;
    return (this.#positions ??= this.#source(offset + postingsBytes, positionsBytes - this.#bitsBytes));
  }

  /** The documents of a dense list, for the caller to change; null for others. */
  bits(): Bits | null {
    if (this.#bitsBytes === 0) return null;
    const { offset, postingsBytes, positionsBytes } = this.#location;
    const read = this.#source(offset + postingsBytes + positionsBytes - this.#bitsBytes, this.#bitsBytes);
    const bytes = read.byteOffset % Uint32Array.BYTES_PER_ELEMENT === 0 ? read : read.slice();
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  }

  next(): number {
    while (this.#left === 0) {
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
    while (this.#left > 0) {
      this.#pass(target);
      if (this.#left > 0 && this.#take() >= target) return this.document;
    }
    return (this.document = END);
  }

  /** Passes over postings before `target`, as far as they are such as most are: of one byte, or two with the frequencies in the second. */
  #pass(target: number): void {
    const { bytes } = this.#reader;
    let { position } = this.#reader;
    let { document } = this;
    let left = this.#left;
    let passed = 0;
    while (left > 0) {
      const coded = bytes[position]!;
      const next = document + (coded >>> 1) + 1;
      // which of the two, no branch must guess
      const once = coded & 1;
      const both = left > 1 ? bytes[position + 1]! * (1 - once) : ALL_FOLLOW;
      if (coded > 127 || next >= target || both >= ALL_FOLLOW) break;
      passed += once + OCCURRENCES[both]!;
      position += 2 - once;
      document = next;
      left--;
    }
    if (left === this.#left) return;
    this.#skipped += passed + this.#occurrences();
    this.#clear();
    this.#reader.position = position;
    this.document = document;
    this.#left = left;
  }

  #inBlock(block: number): number {
    if (this.#counts.length > 0) return this.#counts[block]!;
    return block === this.#blockCount - 1 ? this.documents - block * BLOCK_DOCUMENTS : BLOCK_DOCUMENTS;
  }

  #enter(block: number): void {
    this.#block = block;
    this.document = this.#lasts[block - 1]!;
    this.#reader.position = this.#ends[block - 1]!;
    this.#left = this.#inBlock(block);
    this.#skipped = 0;
    this.#clear();
  }

  #take(): number {
    this.#skipped += this.#occurrences();
    this.document += readPosting(this.#reader, this.frequencies) + 1;
    this.#left--;
    return this.document;
  }

  #clear(): void {
    const { frequencies } = this;
    for (let field = 0; field < frequencies.length; field++) frequencies[field] = 0; // so few that `fill` takes longer
  }

  /** How often the term stands in the current document. */
  #occurrences(): number {
    const { frequencies } = this;
    let sum = 0;
    for (let field = 0; field < frequencies.length; field++) sum += frequencies[field]!;
    return sum;
  }

  /** Adds the current posting to a list, as another document. */
  copyTo(encoder: PostingsEncoder, document: number): void {
    const reader = this.#seekPositions(this.#skipped);
    const count = this.#occurrences();
    const from = reader.position;
    reader.skipGaps(count);
    this.#positionsRead += count;
    encoder.begin();
    encoder.positions.copy(reader.bytes, from, reader.position);
    encoder.end(document, this.frequencies);
  }

  /** Writes the places of the current posting in `field` into `out` and returns how many. */
  positions(field: number, out: Uint32Array): number {
    let wanted = this.#skipped;
    for (let before = 0; before < field; before++) wanted += this.frequencies[before]!;
    const reader = this.#seekPositions(wanted);
    const count = Math.min(this.frequencies[field]!, out.length);
    reader.places(count, 0, out, 0);
    this.#positionsRead += count;
    return count;
  }

  /** Stands before the position number `wanted` of this block. */
  #seekPositions(wanted: number): ByteReader {
    const block = this.#blockCount > 1 ? this.#block : 0;
    const reader = (this.#positionReader ??= new ByteReader(this.positionBytes()));
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
