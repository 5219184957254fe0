const BLOCK_BITS = 16;
const BLOCK = 1 << BLOCK_BITS;

interface NumberArray {
  [index: number]: number;
  readonly length: number;
}

/** A growing list of numbers in typed blocks: no copying when it grows, no boxed values. */
export class NumberList<A extends NumberArray> {
  readonly #blocks: A[] = [];
  readonly #make: (length: number) => A;
  #length = 0;

  constructor(make: (length: number) => A) {
    this.#make = make;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const at = this.#length++ & (BLOCK - 1);
    if (at === 0) this.#blocks.push(this.#make(BLOCK));
    this.#blocks.at(-1)![at] = value;
  }

  at(index: number): number {
    return this.#blocks[index >>> BLOCK_BITS]![index & (BLOCK - 1)]!;
  }
}

export function uint32List(): NumberList<Uint32Array> {
  return new NumberList((length) => new Uint32Array(length));
}

export function float64List(): NumberList<Float64Array> {
  return new NumberList((length) => new Float64Array(length));
}
