import { makeBits, setBit } from './bits.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { grown } from './grown.ts';
import type { Bits } from './bits.ts';

/** A list longer than this is cut into blocks of so many documents, with a skip entry for each. */
export const BLOCK_DOCUMENTS = 128;

/** A list with more than one in so many documents of its segment is dense. */
const DENSE = 16;

/** The blocks of dense lists are stretches of so many neighbouring documents of the segment: the same in all lists. */
export const WINDOW_BITS = 8;
export const WINDOW = 1 << WINDOW_BITS;

/** Whether a list of so many documents is dense in a segment of `size`. */
export function isDense(listed: number, size: number): boolean {
  return size > WINDOW && listed > BLOCK_DOCUMENTS && listed * DENSE > size;
}

/** How many blocks a list has. */
export function countBlocks(listed: number, size: number): number {
  return isDense(listed, size) ? Math.ceil(size / WINDOW) : Math.ceil(listed / BLOCK_DOCUMENTS);
}

/** Bounds are stored as whole numbers of this size. */
export const BOUND_STEP = 1 / 1024;

/** What the occurrences of a term in a document count. */
export type Impact = (document: number, frequencies: Uint32Array) => number;

/** What lists are written to; `position` is where the next byte will stand. */
export interface ListFile {
  readonly position: number;
  write(bytes: Uint8Array): void;
}

/** Where a list lies in the lists of a segment. */
export interface ListLocation {
  /** Documents that hold the term, deleted ones included. */
  readonly documents: number;
  readonly offset: number;
  readonly postingsBytes: number;
  /** Of the positions and the bits behind them. */
  readonly positionsBytes: number;
}

/** Frequencies in the first and the main field share a byte, the first times `MAIN_LIMIT`, while they are below these. */
export const FIRST_LIMIT = 4;
export const MAIN_LIMIT = 60;
/** Stands there instead when they are not, or when a field between has some: then all follow. */
export const ALL_FOLLOW = FIRST_LIMIT * MAIN_LIMIT;

/** Reads one posting: its frequencies, and how many documents lie between it and the one before. */
export function readPosting(reader: ByteReader, frequencies: Uint32Array): number {
  const main = frequencies.length - 1;
  const coded = reader.varint();
  for (let field = 0; field < main; field++) frequencies[field] = 0;
  if ((coded & 1) === 1) {
    frequencies[main] = 1;
    return coded >>> 1;
  }
  const both = reader.bytes[reader.position++]!;
  if (both < ALL_FOLLOW) {
    frequencies[0] = (both / MAIN_LIMIT) | 0;
    frequencies[main] = both % MAIN_LIMIT;
  } else {
    for (let field = 0; field <= main; field++) frequencies[field] = reader.varint();
  }
  return coded >>> 1;
}

/**
 * Encodes the postings of one term, or of all that begin so: these without positions. A posting is the gap to the document before and one bit that says "once in the main
 * field, nowhere else"; otherwise the frequencies follow, mostly in one byte. Positions stand apart: for each posting and
 * field the gaps between places. A list of more than one block begins with a skip entry for each block: how far its last
 * document lies from that of the block before, and the bytes of its postings and of its positions.
 * In a dense list each entry begins with how many documents the block has and ends with the most that the occurrences in
 * one of them count, so that who looks for the best passes over blocks that cannot hold one (block-max index, Ding and
 * Suel 2011); and its documents as bits are its last bytes.
 */
export class PostingsEncoder {
  readonly #fields: number;
  readonly #size: number;
  readonly #impact: Impact;
  readonly #skips = new ByteWriter();
  readonly #postings = new ByteWriter();
  readonly #positions = new ByteWriter();
  #listed: Uint32Array = new Uint32Array(BLOCK_DOCUMENTS);
  #documents = 0;
  #inBlock = 0;
  #last = -1;
  #blockBase = -1;
  #postingsStart = 0;
  #positionsStart = 0;

  /** For a segment of `size` documents. */
  constructor(fields: number, size: number, impact: Impact) {
    this.#fields = fields;
    this.#size = size;
    this.#impact = impact;
  }

  get documents(): number {
    return this.#documents;
  }

  /** Where the positions of the posting that has begun are written: for each field the gaps between places. */
  get positions(): ByteWriter {
    return this.#positions;
  }

  /** The next posting: its positions may be written. */
  begin(): void {
    if (this.#inBlock === BLOCK_DOCUMENTS) this.#endBlock();
  }

  /** Ends the posting that has begun. Documents come in rising order. */
  end(document: number, frequencies: Uint32Array): void {
    const gap = document - this.#last - 1;
    const main = this.#fields - 1;
    let simple = frequencies[main] === 1;
    for (let field = 0; field < main; field++) if (frequencies[field] !== 0) simple = false;
    this.#postings.varint(gap * 2 + (simple ? 1 : 0));
    if (!simple) this.#addFrequencies(frequencies);
    if (this.#documents === this.#listed.length) this.#listed = grown(this.#listed, this.#documents + 1);
    this.#listed[this.#documents] = document;
    this.#last = document;
    this.#inBlock++;
    this.#documents++;
  }

  #addFrequencies(frequencies: Uint32Array): void {
    const main = this.#fields - 1;
    const first = main === 0 ? 0 : frequencies[0]!;
    let between = 0;
    for (let field = 1; field < main; field++) between += frequencies[field]!;
    if (between === 0 && first < FIRST_LIMIT && frequencies[main]! < MAIN_LIMIT) {
      this.#postings.byte(first * MAIN_LIMIT + frequencies[main]!);
      return;
    }
    this.#postings.byte(ALL_FOLLOW);
    for (let field = 0; field < this.#fields; field++) this.#postings.varint(frequencies[field]!);
  }

  #endBlock(): void {
    this.#skips.varint(this.#last - this.#blockBase);
    this.#skips.varint(this.#postings.length - this.#postingsStart);
    this.#skips.varint(this.#positions.length - this.#positionsStart);
    this.#blockBase = this.#last;
    this.#postingsStart = this.#postings.length;
    this.#positionsStart = this.#positions.length;
    this.#inBlock = 0;
  }

  /** The skip entries of a dense list, which is known to be one only when it is complete. */
  #skipWindows(): void {
    const skips = this.#skips;
    const postings = new ByteReader(this.#postings.view());
    const positions = new ByteReader(this.#positions.view());
    const hasPositions = positions.bytes.length > 0;
    const frequencies = new Uint32Array(this.#fields);
    let next = 0;
    let base = -1;
    skips.clear();
    for (let end = WINDOW; end < this.#size + WINDOW; end += WINDOW) {
      const [first, postingsStart, positionsStart] = [next, postings.position, positions.position];
      let most = 0;
      for (; next < this.#documents && this.#listed[next]! < end; next++) {
        readPosting(postings, frequencies);
        if (hasPositions) positions.skipGaps(frequencies.reduce((sum, frequency) => sum + frequency, 0));
        most = Math.max(most, this.#impact(this.#listed[next]!, frequencies));
      }
      const last = next === 0 ? -1 : this.#listed[next - 1]!;
      skips.varint(next - first);
      skips.varint(last - base);
      skips.varint(postings.position - postingsStart);
      skips.varint(positions.position - positionsStart);
      skips.varint(Math.ceil(most / BOUND_STEP));
      base = last;
    }
  }

  #toBits(): Bits {
    const bits = makeBits(this.#size);
    for (let index = 0; index < this.#documents; index++) setBit(bits, this.#listed[index]!);
    return bits;
  }

  /** Writes the encoded list (skips and postings, then positions and bits), tells where it lies, and starts anew. */
  writeTo(file: ListFile): ListLocation {
    const offset = file.position;
    const documents = this.#documents;
    const dense = isDense(documents, this.#size);
    if (dense) this.#skipWindows();
    else if (documents > BLOCK_DOCUMENTS) this.#endBlock();
    const bits = dense ? new Uint8Array(this.#toBits().buffer) : new Uint8Array(0);
    const postingsBytes = this.#skips.length + this.#postings.length;
    const positionsBytes = this.#positions.length + bits.length;
    for (const writer of [this.#skips, this.#postings, this.#positions]) {
      file.write(writer.view());
      writer.clear();
    }
    file.write(bits);
    this.#documents = this.#inBlock = this.#postingsStart = this.#positionsStart = 0;
    this.#last = this.#blockBase = -1;
    return { documents, offset, postingsBytes, positionsBytes };
  }
}
