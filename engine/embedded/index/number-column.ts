import { grown } from './grown.ts';

/** A growing row of numbers of 32 bits: a list of JavaScript's takes twice the memory, and is copied to be written. */
export class NumberColumn {
  #numbers = new Uint32Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.#numbers.length) this.#numbers = grown(this.#numbers, 0);
    this.#numbers[this.length++] = value;
  }

  /** Adds to the number at a place; where there was none, and before it, there is 0. */
  add(place: number, amount: number): void {
    while (place >= this.length) this.push(0);
    this.#numbers[place]! += amount;
  }

  /** The numbers so far, as a view that the next one may invalidate. */
  view(): Uint32Array {
    return this.#numbers.subarray(0, this.length);
  }

  /** The same, with numbers from 2^31 on as what was negative. */
  signed(): Int32Array {
    return new Int32Array(this.#numbers.buffer, 0, this.length);
  }
}
