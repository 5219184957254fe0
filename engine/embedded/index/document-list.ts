import { countBits, listBits, makeBits, setBit } from './bits.ts';
import { scratchUint32 } from './scratch.ts';
import type { Bits } from './bits.ts';

/** Some documents of a segment, in order: as a list and as bits, each made from the other when it is first wanted. Lasts as long as the query. */
export class DocumentList {
  readonly count: number;
  readonly #size: number;
  #listed: Uint32Array | null;
  #bits: Bits | null;

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
}

export const NO_DOCUMENTS = DocumentList.ofListed(new Uint32Array(0), 0, 0);
