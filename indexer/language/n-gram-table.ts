/** Marks of an n-gram that opens, or closes, its word; and of one that is longer than a key, which no table holds. */
export const OPENS = 1;
export const CLOSES = 2;
export const LONG = 4;
const MARKS = OPENS | CLOSES;
const MARK_BITS = 2;

/** What every score in the table is less than it was, so that it goes into a byte. */
const LEAST_SCORE = 53;

/** What the head line of the file states, beside the numbers that follow it. */
export interface TableHead {
  readonly languages: readonly string[];
  /** By language, the mean score that a text in it reaches. */
  readonly usualScores: readonly number[];
  readonly nGrams: number;
}

/** An n-gram of up to four bytes, in one number, and its score by place of the language in the head's list. */
export interface NGram {
  readonly key: number;
  readonly mark: number;
  readonly scores: readonly (readonly [language: number, score: number])[];
}

/**
 * How much n-grams speak for which languages, in typed memory: as objects the same takes fifty times as much, in every thread.
 * The file is a line of JSON, then all keys (four bytes each), then for each a byte of mark and number of languages, then
 * for each of those a byte for the language and one for its score.
 */
export class NGramTable {
  readonly head: TableHead;
  /** By hash, place in the columns plus one; 0 is free. */
  readonly #slots: Uint32Array;
  readonly #keys: Uint32Array;
  readonly #marks: Uint8Array;
  readonly #ends: Uint32Array;
  readonly #scores: Uint8Array;

  /** @throws SyntaxError or RangeError when the bytes are no table */
  constructor(bytes: Buffer) {
    const keysAt = bytes.indexOf('\n') + 1;
    this.head = JSON.parse(bytes.toString('utf8', 0, keysAt)) as TableHead;
    const { nGrams } = this.head;
    const marksAt = keysAt + nGrams * 4;
    this.#keys = new Uint32Array(nGrams);
    this.#marks = Uint8Array.from(bytes.subarray(marksAt, marksAt + nGrams));
    this.#scores = Uint8Array.from(bytes.subarray(marksAt + nGrams));
    this.#ends = new Uint32Array(nGrams);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(nGrams * 2 + 1)));
    let end = 0;
    for (let at = 0; at < nGrams; at++) {
      this.#keys[at] = bytes.readUInt32LE(keysAt + at * 4);
      this.#ends[at] = end += (this.#marks[at]! >> MARK_BITS) * 2;
      this.#slots[this.#slotOf(this.#keys[at]!, this.#marks[at]! & MARKS)] = at + 1;
    }
  }

  /** Adds to the scores what an n-gram speaks for. */
  addScores(key: number, mark: number, scores: Uint32Array): void {
    const place = this.#slots[this.#slotOf(key, mark)]!;
    if (place === 0) return;
    const end = this.#ends[place - 1]!;
    for (let at = place === 1 ? 0 : this.#ends[place - 2]!; at < end; at += 2)
      scores[this.#scores[at]!]! += this.#scores[at + 1]! + LEAST_SCORE;
  }

  /** The slot of an n-gram, or the free one where it would be. */
  #slotOf(key: number, mark: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(key, mark) & mask;
    for (let place: number; (place = this.#slots[slot]!) !== 0; slot = (slot + 1) & mask)
      if (this.#keys[place - 1] === key && (this.#marks[place - 1]! & MARKS) === mark) break;
    return slot;
  }
}

/** The bytes of a table. */
export function packTable(head: Omit<TableHead, 'nGrams'>, nGrams: readonly NGram[]): Buffer {
  const keys = Buffer.alloc(nGrams.length * 4);
  for (const [at, { key }] of nGrams.entries()) keys.writeUInt32LE(key, at * 4);
  return Buffer.concat([
    Buffer.from(`${JSON.stringify({ ...head, nGrams: nGrams.length } satisfies TableHead)}\n`),
    keys,
    Buffer.from(nGrams.map(({ mark, scores }) => mark | (scores.length << MARK_BITS))),
    Buffer.from(nGrams.flatMap(({ scores }) => scores.flat())),
  ]);
}

const SET_SLOTS = 1024;

/** The different n-grams of one text, of which there are a few hundred. */
export class NGramSet {
  readonly #keys = new Uint32Array(SET_SLOTS);
  /** Mark plus one; 0 is free. */
  readonly #marks = new Uint8Array(SET_SLOTS);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#marks.fill(0);
    this.#size = 0;
  }

  /** False when it was there already. */
  add(key: number, mark: number): boolean {
    let slot = hashOf(key, mark) % SET_SLOTS;
    for (; this.#marks[slot] !== 0; slot = (slot + 1) % SET_SLOTS)
      if (this.#keys[slot] === key && this.#marks[slot] === mark + 1) return false;
    this.#keys[slot] = key;
    this.#marks[slot] = mark + 1;
    this.#size++;
    return true;
  }
}

/** Mixes key and mark, so that the low bits are fit for a table. */
function hashOf(key: number, mark: number): number {
  const hash = Math.imul(key ^ Math.imul(mark, 0x9e3779b1), 0x85ebca6b);
  return (hash ^ (hash >>> 15)) >>> 0;
}
