import { hasBit, keepBits, nextBit } from './bits.ts';
import { grown } from './grown.ts';
import { END } from './posting-list.ts';
import type { PostingCursor } from './posting-list.ts';
import type { TermMatch } from './as-typed.ts';
import type { Bits } from './bits.ts';
import type { Segment } from './segment.ts';

/** The postings of one place of a phrase: one term, or several of which any will do (a prefix). */
class Slot {
  readonly cursors: PostingCursor[];
  readonly documents: number;
  places = new Uint32Array(64);
  count = 0;
  /** Which of the places comes into question next. */
  pointer = 0;

  constructor(segment: Segment, terms: readonly TermMatch[]) {
    this.cursors = terms.map(({ ordinal }) => segment.queryPostings(ordinal));
    this.documents = this.cursors.reduce((sum, cursor) => sum + cursor.documents, 0);
  }

  /** The documents, where they are kept as bits. */
  bits(): Bits | null {
    return this.cursors.length === 1 ? this.cursors[0]!.bits() : null;
  }

  advance(target: number): number {
    let least = END;
    for (const cursor of this.cursors) {
      const document = cursor.advance(target);
      if (document < least) least = document;
    }
    return least;
  }

  /** Loads the places of `document` in `field`, in rising order. */
  load(document: number, field: number): number {
    let used = 0;
    let sources = 0;
    for (const cursor of this.cursors) {
      if (cursor.document !== document) continue;
      const frequency = cursor.frequencies[field]!;
      if (frequency === 0) continue;
      if (used + frequency > this.places.length) this.places = grown(this.places, used + frequency);
      cursor.positions(field, this.places, used);
      used += frequency;
      sources++;
    }
    if (sources > 1) this.places.subarray(0, used).sort();
    this.pointer = 0;
    return (this.count = used);
  }
}

/** Finds where the words of a phrase follow each other. */
export class PhraseCursor {
  readonly frequencies: Uint32Array;
  readonly documents: number;
  document = -1;
  readonly #slots: Slot[];
  readonly #byRarity: Slot[];
  /** The documents of all frequent words: others need not be looked up. Null when no word is frequent. */
  readonly #among: Bits | null;
  readonly #slop: number;
  readonly #fields: number;

  constructor(segment: Segment, slots: readonly (readonly TermMatch[])[], slop: number, fields: number) {
    this.#slots = slots.map((terms) => new Slot(segment, terms));
    this.#byRarity = [...this.#slots].sort((a, b) => a.documents - b.documents);
    this.documents = this.#byRarity[0]!.documents;
    this.#among = this.#slots
      .map((slot) => slot.bits())
      .reduce((among, bits) => {
        if (among !== null && bits !== null) keepBits(among, bits);
        return among ?? bits;
      }, null);
    this.#slop = slop;
    this.#fields = fields;
    this.frequencies = new Uint32Array(segment.lengths.length);
  }

  next(): number {
    return this.advance(this.document + 1);
  }

  /** Moves to the first document not before `target` that holds the phrase. */
  advance(target: number): number {
    for (let document = Math.max(target, 0); ; document++) {
      document = this.#common(document);
      if (document === END || this.#count(document)) return (this.document = document);
    }
  }

  /** The first document not before `from` that holds all the words. */
  #common(from: number): number {
    let document = from;
    for (let agreed = 0; agreed < this.#byRarity.length;) {
      if (this.#among !== null && !hasBit(this.#among, document)) document = nextBit(this.#among, document) ?? END;
      const found = document === END ? END : this.#byRarity[agreed]!.advance(document);
      if (found === END) return END;
      agreed = found === document ? agreed + 1 : 0;
      document = found;
    }
    return document;
  }

  /** Writes the places in `field` where the phrase begins in the current document into `out` and returns how many. */
  positions(field: number, out: Uint32Array): number {
    return Math.min(out.length, this.#countIn(this.document, field, out));
  }

  #count(document: number): boolean {
    let any = false;
    for (let field = 0; field < this.frequencies.length; field++) {
      this.frequencies[field] = (this.#fields >>> field) & 1 ? this.#countIn(document, field) : 0;
      if (this.frequencies[field]! > 0) any = true;
    }
    return any;
  }

  /** How many places of the first word begin the phrase; noted in `starts` as far as there is room. */
  #countIn(document: number, field: number, starts?: Uint32Array): number {
    for (const slot of this.#byRarity) if (slot.load(document, field) === 0) return 0;
    const first = this.#slots[0]!;
    let count = 0;
    for (let index = 0; index < first.count; index++) {
      const start = first.places[index]!;
      let place = start;
      for (let number = 1; number < this.#slots.length; number++) {
        const slot = this.#slots[number]!;
        while (slot.pointer < slot.count && slot.places[slot.pointer]! <= place) slot.pointer++;
        if (slot.pointer === slot.count) return count;
        place = slot.places[slot.pointer]!;
      }
      if (place - start - (this.#slots.length - 1) > this.#slop) continue;
      if (starts) starts[count] = start;
      count++;
    }
    return count;
  }
}
