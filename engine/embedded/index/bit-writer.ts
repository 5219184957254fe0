import { ByteWriter } from './bytes.ts';

/** Writes numbers of a few bits, highest bit first. */
export class BitWriter {
  readonly #bytes = new ByteWriter();
  /** Bits that do not fill a byte yet, and how many they are. */
  #pending = 0;
  #count = 0;

  /** The lowest `length` bits of a number that has no others, 24 at most. */
  bits(value: number, length: number): void {
    const out = this.#bytes;
    out.reserve(4);
    let pending = (this.#pending << length) | value;
    let count = this.#count + length;
    while (count >= 8) {
      count -= 8;
      out.bytes[out.length++] = pending >>> count;
      pending &= (1 << count) - 1;
    }
    this.#pending = pending;
    this.#count = count;
  }

  /** All that was written, the last byte filled up with zeros, as a view that the next number may invalidate; then it begins anew. */
  take(): Uint8Array {
    if (this.#count > 0) this.bits(0, 8 - this.#count);
    const bytes = this.#bytes.view();
    this.#bytes.clear();
    return bytes;
  }
}
