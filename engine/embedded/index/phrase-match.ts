import { hasBit, keepBits } from './bits.ts';
import { grown } from './grown.ts';
import { keepNear, listedBits, PhraseSlot, STRETCH } from './phrase-slot.ts';
import { FIELD_PLACES } from './place-reader.ts';
import { END } from './posting-list.ts';
import { scratchUint32 } from './scratch.ts';
import type { TermMatch } from './as-typed.ts';
import type { Bits } from './bits.ts';
import type { Listed } from './phrase-slot.ts';
import type { Segment } from './segment.ts';

/** Walks the documents that hold a phrase: all of a segment, or those among some. What it finds it finds at the first step. */
export class PhraseCursor {
  readonly frequencies: Uint32Array;
  /** How many hold it at most. */
  readonly documents: number;
  document = -1;
  readonly #slots: readonly PhraseSlot[];
  readonly #byRarity: readonly PhraseSlot[];
  readonly #slop: number;
  readonly #size: number;
  readonly #among: Listed | undefined;
  #found: Uint32Array = new Uint32Array(0);
  #count = -1;
  #at = 0;
  /** Where the phrase begins in what was found, one document after the other, and where the entries of each end. */
  #starts: Uint32Array = new Uint32Array(64);
  #ends: Uint32Array = new Uint32Array(64);

  /** `fields` has a bit for each field that counts. */
  constructor(
    segment: Segment,
    slots: readonly (readonly TermMatch[])[],
    slop: number,
    fields: number,
    among?: Listed,
  ) {
    this.#slots = slots.map((terms) => new PhraseSlot(segment, terms, fields));
    this.#byRarity = [...this.#slots].sort((a, b) => a.documents - b.documents);
    this.documents = this.#byRarity[0]!.documents;
    this.#slop = slop;
    this.#size = segment.documents;
    this.#among = among;
    this.frequencies = new Uint32Array(segment.lengths.length);
  }

  next(): number {
    return this.advance(this.document + 1);
  }

  /** Moves to the first document not before `target` that holds the phrase. */
  advance(target: number): number {
    if (this.#count < 0) this.#find();
    if (this.document >= target) return this.document;
    while (this.#at < this.#count && this.#found[this.#at]! < target) this.#at++;
    if (this.#at === this.#count) return (this.document = END);
    this.frequencies.fill(0);
    for (let at = this.#first(); at < this.#ends[this.#at]!; at++) {
      this.frequencies[Math.floor(this.#starts[at]! / FIELD_PLACES)]!++;
    }
    return (this.document = this.#found[this.#at]!);
  }

  /** Writes the places in `field` where the phrase begins in the current document into `out` and returns how many. */
  positions(field: number, out: Uint32Array): number {
    let count = 0;
    for (let at = this.#first(); at < this.#ends[this.#at]! && count < out.length; at++) {
      const place = this.#starts[at]! - field * FIELD_PLACES;
      if (place >= 0 && place < FIELD_PLACES) out[count++] = place;
    }
    return count;
  }

  /** Where the entries of the current document begin. */
  #first(): number {
    return this.#at === 0 ? 0 : this.#ends[this.#at - 1]!;
  }

  #find(): void {
    const { documents, count } = this.#withAll();
    const order = this.#readingOrder();
    const stretch = scratchUint32(STRETCH);
    this.#count = 0;
    for (let from = 0; from < count; from += STRETCH) {
      const to = Math.min(count, from + STRETCH);
      stretch.set(documents.subarray(from, to));
      let left = to - from;
      order.forEach((slot, read) => {
        slot.read(stretch, left);
        if (read === 1) left = keepNear(stretch, left, order[0]!, slot, this.#slop + 1);
      });
      for (let index = 0; index < left; index++) this.#match(stretch[index]!, index);
    }
  }

  /** The two neighbours that are rarest together first: where one does not follow the other, the rest need not be read. */
  #readingOrder(): PhraseSlot[] {
    const slots = this.#slots;
    let first = 0;
    const together = (at: number): number => slots[at]!.documents + slots[at + 1]!.documents;
    for (let at = 1; at + 1 < slots.length; at++) if (together(at) < together(first)) first = at;
    return [...slots.slice(first), ...slots.slice(0, first)];
  }

  /** The documents that hold all words, wherever. */
  #withAll(): Listed {
    const frequent: Bits[] = [];
    const others: PhraseSlot[] = [];
    for (const slot of this.#byRarity) {
      const bits = slot.bits();
      if (bits === null) others.push(slot);
      else frequent.push(bits);
    }
    const { documents, count } = this.#among ?? this.#rarest(frequent, others);
    const kept = scratchUint32(count);
    let left = 0;
    for (let index = 0; index < count; index++) {
      const document = documents[index]!;
      let all = true;
      for (let at = 0; all && at < frequent.length; at++) all = hasBit(frequent[at]!, document);
      for (let at = 0; all && at < others.length; at++) all = others[at]!.holds(document);
      if (all) kept[left++] = document;
    }
    return { documents: kept, count: left };
  }

  /** The documents of the rarest slot, which is taken from the others; or of all that are frequent, if it is one of them. */
  #rarest(frequent: Bits[], others: PhraseSlot[]): Listed {
    if (others[0] === this.#byRarity[0]) return others.shift()!.list(this.#size);
    const [bits, ...more] = frequent.splice(0);
    for (const other of more) keepBits(bits!, other);
    return listedBits(bits!);
  }

  /** Notes where the phrase begins in a document, which is number `index` of those read last. */
  #match(document: number, index: number): void {
    const first = this.#slots[0]!.places;
    const begin = this.#count === 0 ? 0 : this.#ends[this.#count - 1]!;
    let end = begin;
    for (const slot of this.#slots) slot.pointer = slot.places.starts[index]!;
    for (let at = first.starts[index]!; at < first.ends[index]!; at++) {
      const start = first.entries[at]!;
      const last = this.#follow(start, index);
      if (last === null) break;
      if (last - start - (this.#slots.length - 1) > this.#slop) continue;
      if (end === this.#starts.length) this.#starts = grown(this.#starts, end + 1);
      this.#starts[end++] = start;
    }
    if (end === begin) return;
    if (this.#count === this.#ends.length) this.#ends = grown(this.#ends, this.#count + 1);
    if (this.#count === this.#found.length) this.#found = grown(this.#found, this.#ends.length);
    this.#ends[this.#count] = end;
    this.#found[this.#count++] = document;
  }

  /** Where the last word stands when each stands as early as it can behind the one before; null when one comes no more. */
  #follow(start: number, index: number): number | null {
    let place = start;
    for (let number = 1; number < this.#slots.length; number++) {
      const slot = this.#slots[number]!;
      const { entries, ends } = slot.places;
      while (slot.pointer < ends[index]! && entries[slot.pointer]! <= place) slot.pointer++;
      if (slot.pointer === ends[index]!) return null;
      place = entries[slot.pointer]!;
    }
    return place;
  }
}
