import { grown } from './grown.ts';

/** Where the words of a segment's documents stand, grouped by term: `starts` by term, one more than there are terms; the others by word. */
export interface GroupedTokens {
  readonly starts: Uint32Array;
  readonly documents: Uint32Array;
  readonly places: Uint32Array;
}

/** Every word in the order of the texts: its term, and its place with the field in the top two bits. */
export class TokenLog {
  #terms = new Uint32Array(1 << 16);
  #places = new Uint32Array(1 << 16);
  #count = 0;
  /** Where each document's words begin. */
  readonly #starts: number[] = [0];

  get sizeBytes(): number {
    return this.#count * 8;
  }

  add(term: number, place: number): void {
    if (this.#count === this.#terms.length) {
      this.#terms = grown(this.#terms, 0);
      this.#places = grown(this.#places, 0);
    }
    this.#terms[this.#count] = term;
    this.#places[this.#count++] = place;
  }

  endDocument(): void {
    this.#starts.push(this.#count);
  }

  /** All words grouped by term (a counting sort), in document order within each. `counts` is how many words each term has. */
  byTerm(counts: readonly number[]): GroupedTokens {
    const starts = new Uint32Array(counts.length + 1);
    for (let term = 0; term < counts.length; term++) starts[term + 1] = starts[term]! + counts[term]!;
    const next = starts.slice();
    const documents = new Uint32Array(this.#count);
    const places = new Uint32Array(this.#count);
    for (let document = 0; document + 1 < this.#starts.length; document++) {
      const end = this.#starts[document + 1]!;
      for (let token = this.#starts[document]!; token < end; token++) {
        const slot = next[this.#terms[token]!]!++;
        documents[slot] = document;
        places[slot] = this.#places[token]!;
      }
    }
    return { starts, documents, places };
  }
}
