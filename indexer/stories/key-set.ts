/** A 64-bit key as two unsigned halves. */
export type Key = readonly [number, number];

/** A set of 64-bit keys in typed memory, about 16 bytes each: open addressing, grown at half load. */
export class KeySet {
  #slots = new Uint32Array(2 * 1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has([high, low]: Key): boolean {
    const at = this.#slotOf(this.#slots, high, low);
    return this.#slots[at] !== 0 || this.#slots[at + 1] !== 0;
  }

  /** Adds a key; false when it was there already. The key 0 is never there: no content has it. */
  add([high, low]: Key): boolean {
    if (this.#size * 4 >= this.#slots.length) this.#grow();
    const at = this.#slotOf(this.#slots, high, low);
    if (this.#slots[at] !== 0 || this.#slots[at + 1] !== 0) return false;
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.#size++;
    return true;
  }

  #slotOf(slots: Uint32Array, high: number, low: number): number {
    const mask = slots.length / 2 - 1;
    let slot = (Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> 0) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const at = slot * 2;
      if ((slots[at] === 0 && slots[at + 1] === 0) || (slots[at] === high && slots[at + 1] === low)) return at;
    }
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 2) {
      if (old[at] === 0 && old[at + 1] === 0) continue;
      const to = this.#slotOf(slots, old[at]!, old[at + 1]!);
      slots[to] = old[at]!;
      slots[to + 1] = old[at + 1]!;
    }
    this.#slots = slots;
  }
}

/** The first 64 bits of a text in hexadecimal digits. */
export function keyOfHex(hex: string): Key {
  return [parseInt(hex.slice(0, 8), 16), parseInt(hex.slice(8, 16), 16)];
}
