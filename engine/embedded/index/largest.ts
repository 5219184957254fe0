/** The largest of some numbers. */
export class Largest {
  readonly #kept: Uint32Array;

  /** Keeps `size` of them, at least one. */
  constructor(size: number) {
    this.#kept = new Uint32Array(Math.max(1, size));
  }

  /** The last of those that are kept; 0 while there are fewer. */
  get least(): number {
    return this.#kept[0]!;
  }

  add(number: number): void {
    const kept = this.#kept;
    if (number <= kept[0]!) return;
    let at = 0;
    for (; at + 1 < kept.length && kept[at + 1]! < number; at++) kept[at] = kept[at + 1]!;
    kept[at] = number;
  }
}
