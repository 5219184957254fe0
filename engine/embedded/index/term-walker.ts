import { compareRanges } from './bytes.ts';
import { IndexError } from './errors.ts';
import type { ByteReader } from './bytes.ts';

/** Terms in one block share beginnings; the first of a block is whole. */
export const BLOCK_TERMS = 16;

/** Whether a term is the first of a block. */
export function beginsBlock(ordinal: number): boolean {
  return ordinal % BLOCK_TERMS === 0;
}

/** What a walker needs of a dictionary. */
export interface Terms {
  readonly count: number;
  /** Stands before the first term of a block. */
  open(block: number): ByteReader;
}

/** Stands on a term and walks to the next; `bytes` up to `length` is the term, `shared` of it as in the one before. */
export class TermWalker {
  ordinal: number;
  bytes = new Uint8Array(64);
  length = 0;
  shared = 0;
  readonly #dictionary: Terms;
  #reader: ByteReader;

  constructor(dictionary: Terms, ordinal: number) {
    this.#dictionary = dictionary;
    const block = Math.floor(ordinal / BLOCK_TERMS);
    this.ordinal = block * BLOCK_TERMS;
    this.#reader = dictionary.open(block);
    if (!this.ended) this.#take(0);
    while (this.ordinal < ordinal) this.next();
    this.shared = 0;
  }

  get ended(): boolean {
    return this.ordinal >= this.#dictionary.count;
  }

  /** Where its term stands beside the first bytes of `other`: below zero before them, zero when they are the same. */
  compare(other: Uint8Array, length: number): number {
    return compareRanges(this.bytes, 0, this.length, other, 0, length);
  }

  next(): void {
    this.ordinal++;
    if (this.ended) return;
    this.#take(beginsBlock(this.ordinal) ? 0 : this.#reader.varint());
  }

  #take(shared: number): void {
    const size = this.#reader.varint();
    const needed = shared + size;
    if (needed > this.bytes.length) {
      if (shared > this.length || size > this.#reader.bytes.length)
        throw new IndexError('damaged', `term ${this.ordinal} of a dictionary is longer than its bytes`);
      const larger = new Uint8Array(needed * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    const source = this.#reader.bytes;
    const from = this.#reader.position;
    let same = shared;
    if (shared === 0) while (same < size && same < this.length && this.bytes[same] === source[from + same]) same++;
    for (let i = same - shared; i < size; i++) this.bytes[shared + i] = source[from + i]!;
    this.#reader.position += size;
    this.length = needed;
    this.shared = same;
  }
}
