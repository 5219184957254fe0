import { grown } from './grown.ts';
import { hashOf } from './hash-of.ts';

/** A call with very many arguments fails. */
const MOST_ARGUMENTS = 1_000;

/** Numbers words in the order in which they first come. A word is looked up where it stands among the units of a text, UTF-16 or bytes of UTF-8, so that no string is made of it. */
export class WordTable {
  count = 0;
  /** For each place its word's number + 1, 0 where there is none, and beside it that word's hash; at most half are taken. */
  #slots = new Uint32Array(1 << 16);
  /** The units of all words, and where each word begins; one more begins where the next will. */
  #units = new Uint16Array(1 << 17);
  #starts = new Uint32Array(1 << 14);

  /** Bytes held, roughly. */
  get sizeBytes(): number {
    return this.#starts[this.count]! * 2 + this.count * 16;
  }

  /** The number of the word that stands in `text` from `from` to `to`. */
  numberOf(text: Uint8Array | Uint16Array, from: number, to: number): number {
    const hash = hashOf(text, from, to);
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const number = slots[slot]! - 1;
      if (number < 0) return this.#add(text, from, to, hash, slot);
      if (slots[slot + 1] === hash && this.#equals(number, text, from, to)) return number;
    }
  }

  /** The units of a word, as a view that the next word may invalidate. */
  units(number: number): Uint16Array {
    return this.#units.subarray(this.#starts[number], this.#starts[number + 1]);
  }

  /** A word of UTF-16 units. */
  word(number: number): string {
    const units = this.units(number);
    if (units.length <= MOST_ARGUMENTS) return String.fromCharCode(...units);
    return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le');
  }

  #equals(number: number, text: Uint8Array | Uint16Array, from: number, to: number): boolean {
    const start = this.#starts[number]!;
    if (this.#starts[number + 1]! - start !== to - from) return false;
    const units = this.#units;
    for (let at = from, unit = start; at < to; at++, unit++) if (units[unit] !== text[at]) return false;
    return true;
  }

  #add(text: Uint8Array | Uint16Array, from: number, to: number, hash: number, slot: number): number {
    const number = this.count++;
    const start = this.#starts[number]!;
    const end = start + to - from;
    if (end > this.#units.length) this.#units = grown(this.#units, end);
    for (let at = from; at < to; at++) this.#units[start + at - from] = text[at]!;
    if (this.count === this.#starts.length) this.#starts = grown(this.#starts, 0);
    this.#starts[this.count] = end;
    this.#slots[slot] = this.count;
    this.#slots[slot + 1] = hash;
    if (this.count * 4 > this.#slots.length) this.#spread();
    return number;
  }

  #spread(): void {
    const before = this.#slots;
    const slots = new Uint32Array(before.length * 2);
    const mask = slots.length - 1;
    for (let old = 0; old < before.length; old += 2) {
      if (before[old] === 0) continue;
      let slot = (before[old + 1]! << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = before[old]!;
      slots[slot + 1] = before[old + 1]!;
    }
    this.#slots = slots;
  }
}
