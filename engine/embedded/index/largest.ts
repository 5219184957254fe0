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
    // A heap with the least on top: the number takes its place there and sinks to its own.
    let at = 0;
    for (let child = 1; child < kept.length; child = 2 * at + 1) {
      if (child + 1 < kept.length && kept[child + 1]! < kept[child]!) child++;
      if (kept[child]! >= number) break;
      kept[at] = kept[child]!;
      at = child;
    }
    kept[at] = number;
  }
}
