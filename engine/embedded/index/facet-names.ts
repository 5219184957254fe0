/** The values of one facet, of a segment or over all, numbered in the order in which they first come. Grows only, so numbers stay true. */
export class FacetNames {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      this.#numbers.set(name, number);
      this.names.push(name);
    }
    return number;
  }

  /** The number of a name, or -1. */
  find(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }
}
