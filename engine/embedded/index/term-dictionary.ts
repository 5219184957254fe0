import { ByteReader, ByteWriter, compareBytes, compareRanges, decodeUtf8, encodeUtf8 } from './bytes.ts';
import { Largest } from './largest.ts';
import { beginsBlock, BLOCK_TERMS, TermWalker } from './term-walker.ts';
import type { ListLocation } from './postings-format.ts';

/** Collects sorted terms into the four arrays of a dictionary. */
export class TermDictionaryBuilder {
  readonly terms = new ByteWriter(1 << 16);
  readonly infos = new ByteWriter(1 << 16);
  /** Three numbers a block: where its terms, its infos and its lists begin. */
  readonly blocks: number[] = [];
  count = 0;
  #previous = new Uint8Array(0);

  /** The lists of the terms in one block follow each other; only where one begins may something else stand before them. */
  get beginsBlock(): boolean {
    return beginsBlock(this.count);
  }

  /** Terms come in byte order, each once; their lists in the same order, `offset` says where. */
  add(term: Uint8Array, { documents, offset, postingsBytes, positionsBytes }: ListLocation): void {
    if (this.beginsBlock) {
      this.blocks.push(this.terms.length, this.infos.length, offset);
      this.terms.varint(term.length);
      this.terms.raw(term);
    } else {
      let shared = 0;
      const limit = Math.min(this.#previous.length, term.length);
      while (shared < limit && this.#previous[shared] === term[shared]) shared++;
      this.terms.varint(shared);
      this.terms.varint(term.length - shared);
      this.terms.raw(term.subarray(shared));
    }
    this.infos.varint(documents);
    this.infos.varint(postingsBytes);
    this.infos.varint(positionsBytes);
    this.#previous = term.slice();
    this.count++;
  }
}

/** How many numbers `blocks` holds for so many terms. */
export function blockNumbers(terms: number): number {
  return Math.ceil(terms / BLOCK_TERMS) * 3;
}

/** The sorted terms of a segment, kept as bytes. A term is known by its ordinal. */
export class TermDictionary {
  readonly count: number;
  readonly #terms: Uint8Array;
  readonly #infos: Uint8Array;
  readonly #blocks: Uint32Array;
  readonly #infoReader: ByteReader;
  #nextInfo = 0;
  #nextOffset = 0;

  constructor(terms: Uint8Array, infos: Uint8Array, blocks: Uint32Array, count: number) {
    this.#terms = terms;
    this.#infos = infos;
    this.#infoReader = new ByteReader(infos);
    this.#blocks = blocks;
    this.count = count;
  }

  /** Whether it is, byte for byte, what a builder has made. */
  isThatOf({ terms, infos, blocks }: TermDictionaryBuilder): boolean {
    const areSame = compareBytes(this.#terms, terms.view()) === 0 && compareBytes(this.#infos, infos.view()) === 0;
    return areSame && this.#blocks.length === blocks.length && blocks.every((one, at) => one === this.#blocks[at]);
  }

  /** The ordinal of the first term that is not before `term`; `count` when all are. */
  lowerBound(term: Uint8Array): number {
    const ordinal = this.#seek(term);
    return ordinal < 0 ? ~ordinal : ordinal;
  }

  /** The ordinal of a term, or -1. */
  find(term: string): number {
    return Math.max(-1, this.#seek(encodeUtf8(term)));
  }

  /** The ordinal of a term, or where it would stand, with all bits turned. */
  #seek(term: Uint8Array): number {
    let low = 0;
    let high = this.#blocks.length / 3 - 1;
    if (high < 0) return ~0;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#compareHead(middle, term) <= 0) low = middle;
      else high = middle - 1;
    }
    return this.#seekInBlock(low, term);
  }

  /** Writes no term out: what one shares with that before it, which is smaller, tells how it compares as far as that goes. */
  #seekInBlock(block: number, term: Uint8Array): number {
    const reader = this.open(block);
    const end = Math.min(this.count, (block + 1) * BLOCK_TERMS);
    /** So many bytes of the term before are those of the term sought. */
    let same = 0;
    for (let ordinal = block * BLOCK_TERMS; ordinal < end; ordinal++) {
      const shared = beginsBlock(ordinal) ? 0 : reader.varint();
      const size = reader.varint();
      const from = reader.position;
      reader.position += size;
      if (shared > same) continue; // smaller in the same byte
      if (shared < same) return ~ordinal;
      const difference = compareRanges(reader.bytes, from, size, term, same, term.length - same);
      if (difference === 0) return ordinal;
      if (difference > 0) return ~ordinal;
      for (let at = from; at < from + size && reader.bytes[at] === term[same]; at++) same++;
    }
    return ~end;
  }

  /** The half-open range of ordinals of the terms that begin with `prefix`. */
  prefixRange(prefix: string): [number, number] {
    const bytes = encodeUtf8(prefix);
    return [this.lowerBound(bytes), this.lowerBound(afterPrefix(bytes))];
  }

  term(ordinal: number): string {
    const walker = new TermWalker(this, ordinal);
    return decodeUtf8(walker.bytes.subarray(0, walker.length));
  }

  /** Terms are mostly asked for in their order: then the next is read where the last one ended. */
  info(ordinal: number): ListLocation {
    const reader = this.#infoReader;
    const block = Math.floor(ordinal / BLOCK_TERMS);
    if (ordinal < this.#nextInfo || this.#nextInfo <= block * BLOCK_TERMS) {
      this.#nextInfo = block * BLOCK_TERMS;
      reader.position = this.#blocks[block * 3 + 1]!;
      this.#nextOffset = this.#blocks[block * 3 + 2]!;
    }
    for (;;) {
      const offset = this.#nextOffset;
      const documents = reader.varint();
      const postingsBytes = reader.varint();
      const positionsBytes = reader.varint();
      this.#nextOffset += postingsBytes + positionsBytes;
      if (this.#nextInfo++ === ordinal) return { documents, offset, postingsBytes, positionsBytes };
    }
  }

  /** The terms of a range that most documents hold, most frequent first, no more than `limit`: ordinals and documents. */
  mostFrequent(from: number, to: number, limit: number): { ordinal: number; documents: number }[] {
    const most = new Largest(limit);
    this.#visitDocuments(from, to, (_, documents) => most.add(documents));
    const found: { ordinal: number; documents: number }[] = [];
    this.#visitDocuments(from, to, (ordinal, documents) => {
      if (documents > most.least || (documents === most.least && found.length < limit)) {
        found.push({ ordinal, documents });
      }
    });
    return found.sort((a, b) => b.documents - a.documents || a.ordinal - b.ordinal).slice(0, limit);
  }

  /** One after the other, where `info` would begin each time at the first of sixteen. */
  #visitDocuments(from: number, to: number, visit: (ordinal: number, documents: number) => void): void {
    const block = Math.floor(from / BLOCK_TERMS);
    const reader = new ByteReader(this.#infos, this.#blocks[block * 3 + 1]);
    for (let ordinal = block * BLOCK_TERMS; ordinal < to; ordinal++) {
      const documents = reader.varint();
      reader.varint();
      reader.varint();
      if (ordinal >= from) visit(ordinal, documents);
    }
  }

  /** For walkers: the bytes, and where a block begins in them. */
  open(block: number): ByteReader {
    return new ByteReader(this.#terms, this.#blocks[block * 3]);
  }

  /** Without a view of the bytes: a search by halves comes here often. */
  #compareHead(block: number, term: Uint8Array): number {
    const terms = this.#terms;
    let at = this.#blocks[block * 3]!;
    let size = 0;
    let byte: number;
    let shift = 0;
    do {
      byte = terms[at++]!;
      size |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return compareRanges(terms, at, size, term, 0, term.length);
  }
}

/** The first byte string after all that begin with `prefix` (UTF-8 never holds 0xff). */
export function afterPrefix(prefix: Uint8Array): Uint8Array {
  const after = new Uint8Array(prefix.length + 1);
  after.set(prefix);
  after[prefix.length] = 0xff;
  return after;
}
