import { countBits, listBits, makeBits, setBit, spreadBits } from './bits.ts';
import { scratchBytes, scratchUint32 } from './scratch.ts';
import type { Bits } from './bits.ts';

/** Some documents of a segment, in order: as a list, as bits and as bytes, each made from the others when it is first wanted. Lasts as long as the query. */
export class DocumentList {
  readonly count: number;
  readonly #size: number;
  #listed: Uint32Array | null;
  #bits: Bits | null;
  #flags: Uint8Array | null = null;

  private constructor(count: number, size: number, listed: Uint32Array | null, bits: Bits | null) {
    this.count = count;
    this.#size = size;
    this.#listed = listed;
    this.#bits = bits;
  }

  /** The first `count` of the listed documents, of a segment that has `size`. */
  static ofListed(listed: Uint32Array, count: number, size: number): DocumentList {
    return new DocumentList(count, size, listed, null);
  }

  static ofBits(bits: Bits): DocumentList {
    return new DocumentList(countBits(bits), bits.length * 32, null, bits);
  }

  /** `count` documents; what follows them means nothing. */
  get documents(): Uint32Array {
    if (this.#listed === null) {
      this.#listed = scratchUint32(this.count);
      listBits(this.#bits!, this.#listed);
    }
    return this.#listed;
  }

  /** Not to be changed. */
  get bits(): Bits {
    if (this.#bits === null) {
      this.#bits = makeBits(this.#size);
      for (let index = 0; index < this.count; index++) setBit(this.#bits, this.#listed![index]!);
    }
    return this.#bits;
  }

  /** A byte for each document of the segment, 1 for those listed. */
  get flags(): Uint8Array {
    if (this.#flags === null) {
      this.#flags = scratchBytes(this.bits.length * 32);
      spreadBits(this.bits, this.#flags);
    }
    return this.#flags;
  }
}
