/** Writes numbers of a few bits, highest bit first. */
export class BitWriter {
  #bytes = new Uint8Array(1 << 12);
  #length = 0;
  /** Bits that do not fill a byte yet, and how many they are. */
  #pending = 0;
  #count = 0;

  /** The lowest `length` bits of a number that has no others, 24 at most. */
  bits(value: number, length: number): void {
    if (this.#length + 4 > this.#bytes.length) this.#grow();
    let pending = (this.#pending << length) | value;
    let count = this.#count + length;
    while (count >= 8) {
      count -= 8;
      this.#bytes[this.#length++] = pending >>> count;
      pending &= (1 << count) - 1;
    }
    this.#pending = pending;
    this.#count = count;
  }

  /** All that was written, the last byte filled up with zeros, as a view that the next number may invalidate; then it begins anew. */
  take(): Uint8Array {
    if (this.#count > 0) this.bits(0, 8 - this.#count);
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
