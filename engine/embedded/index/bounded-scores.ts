import { addBits, keepBits, makeBits, setBit } from './bits.ts';
import { readPostings, sumCells } from './bulk-postings.ts';
import { normGrowth, normsId, meanWords } from './field-norms.ts';
import { openSources, readSums, saturate } from './clause-sources.ts';
import { PostingCursor } from './posting-list.ts';
import { WINDOW, WINDOW_BITS } from './postings-format.ts';
import { PrefixCursor } from './prefix-lists.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';
import type { Bits } from './bits.ts';
import type { FieldNorms } from './bulk-postings.ts';
import type { Source, Sums } from './clause-sources.ts';
import type { ResolvedClause } from './resolve-clauses.ts';
import type { IndexSchema } from './schema.ts';
import type { Segment } from './segment.ts';

const WORDS = WINDOW >>> 5;
/** Sums of a bound and of a score may differ in their last bits. */
const ROUNDING = 1 + 1e-9;
/** Bounds that were stored for other weights become as high as a score can be. */
const UNKNOWN_GROWTH = 1e6;
/** How finely windows are told apart by what they may hold, from none to the most; the rest of 53 bits is for their numbers. */
const FINE = 2 ** 28;
const NUMBERS = 2 ** 24;

/**
 * The documents of a segment that match all clauses, and their scores for whoever wants only the best: they are told
 * window by window, and for each window how high they can be at most is known before a posting in it is read (block-max
 * index: Ding and Suel 2011; with windows as in Dimopoulos, Nepomnyachiy and Suel 2013).
 */
export class BoundedScores {
  /** Of the whole segment, deleted ones among them. */
  readonly documents: Bits;
  readonly #clauses: readonly BoundedClause[];
  readonly #windows: number;

  constructor(
    schema: IndexSchema,
    segment: Segment,
    part: number,
    clauses: readonly ResolvedClause[],
    averageWords: readonly number[],
    tables: readonly Float64Array[],
  ) {
    this.#windows = Math.ceil(segment.documents / WINDOW);
    const { words, documents, norms: storedFor } = segment.meta;
    const isKnown = storedFor === normsId(schema.fields);
    const growth = isKnown ? normGrowth(meanWords(words, documents), averageWords) : UNKNOWN_GROWTH;
    const norms = { tables, lengths: segment.lengths, fields: (1 << tables.length) - 1 };
    const ordered = [...clauses].sort((a, b) => a.documents - b.documents || b.weight - a.weight);
    this.#clauses = ordered.map(({ rarity, parts }) => {
      const windowed: WindowedList[] = [];
      const others: Source[] = [];
      for (const source of openSources(segment, parts[part]!, false)) {
        const list = toWindowed(source, norms);
        if (list === null) others.push(source);
        else windowed.push(list);
      }
      return new BoundedClause(segment.documents, rarity, windowed, growth, readSums(segment, others, tables));
    });
    this.documents = this.#clauses[0]!.documents;
    for (const clause of this.#clauses.slice(1)) keepBits(this.documents, clause.documents);
  }

  /**
   * Offers the documents of `members`, from windows that may hold the best scores on. Ends when what is left cannot reach
   * `least()`.
   * @param members some of `documents`
   */
  offerBest(members: Bits, least: () => number, offer: (document: number, score: number) => void): void {
    const { keys, scale } = this.#promising(members);
    for (let index = keys.length - 1; index >= 0; index--) {
      const key = keys[index]!;
      if (Math.floor(key / NUMBERS) < least() * scale) return;
      this.#offerWindow(key % NUMBERS, members, offer);
    }
  }

  /** Bound, times `scale`, and number of each window with members, as one number, rising. */
  #promising(members: Bits): { readonly keys: Float64Array; readonly scale: number } {
    const keys = scratchFloat64(this.#windows);
    const bounds = scratchFloat64(this.#windows);
    let count = 0;
    let most = 0;
    for (let window = 0; window < this.#windows; window++) {
      const end = Math.min(members.length, (window + 1) * WORDS);
      let any = 0;
      for (let word = window * WORDS; word < end; word++) any |= members[word]!;
      if (any === 0) continue;
      let bound = 0;
      for (const clause of this.#clauses) bound += clause.bound(window);
      bounds[count] = bound * ROUNDING;
      most = Math.max(most, bounds[count]!);
      keys[count++] = window;
    }
    // of the most, not of 1: what a word counts that stands in every document is next to nothing
    const scale = most === 0 ? 0 : (FINE - 1) / most;
    for (let index = 0; index < count; index++) keys[index]! += Math.ceil(bounds[index]! * scale) * NUMBERS;
    return { keys: keys.subarray(0, count).sort(), scale };
  }

  #offerWindow(window: number, members: Bits, offer: (document: number, score: number) => void): void {
    for (const clause of this.#clauses) clause.load(window);
    const end = Math.min(members.length, (window + 1) * WORDS);
    for (let at = window * WORDS; at < end; at++) {
      let word = members[at]!;
      while (word !== 0) {
        const lowest = word & -word;
        const document = (at << 5) + 31 - Math.clz32(lowest);
        word ^= lowest;
        let score = 0;
        for (const clause of this.#clauses) score += clause.score(document);
        offer(document, score);
      }
    }
  }
}

/** A list of which only the windows asked for are read. */
interface WindowedList {
  readonly documents: Bits;
  /** What a document of a window counts at most, at the mean lengths of the segment. */
  bound(window: number): number;
  /** Adds what the documents of a window count. */
  addSums(window: number, sums: Float64Array): void;
}

/** Null when a list must be read as a whole: it is not dense, or its bits do not tell which documents hold it in the fields that count. */
function toWindowed(source: Source, norms: FieldNorms): WindowedList | null {
  const { cursor, fields, factor } = source;
  // What counts in all fields bounds what counts in some.
  if (cursor instanceof PrefixCursor) return new WindowedPrefix(cursor, { ...norms, fields }, factor);
  const documents = cursor instanceof PostingCursor && fields === norms.fields ? cursor.bits() : null;
  return documents === null ? null : new WindowedWord(cursor as PostingCursor, documents, norms, factor);
}

const windowDocuments = new Uint32Array(WINDOW);
const windowSums = new Float64Array(WINDOW);

class WindowedWord implements WindowedList {
  readonly documents: Bits;
  readonly #cursor: PostingCursor;
  readonly #norms: FieldNorms;
  readonly #factor: number;

  constructor(cursor: PostingCursor, documents: Bits, norms: FieldNorms, factor: number) {
    this.#cursor = cursor;
    this.documents = documents;
    this.#norms = norms;
    this.#factor = factor;
  }

  bound(window: number): number {
    return this.#cursor.bounds[window]! * this.#factor;
  }

  addSums(window: number, sums: Float64Array): void {
    const run = this.#cursor.block(window);
    const count = readPostings(run, this.#norms, this.#factor, windowDocuments, windowSums);
    for (let index = 0; index < count; index++) sums[windowDocuments[index]! & (WINDOW - 1)]! += windowSums[index]!;
  }
}

class WindowedPrefix implements WindowedList {
  readonly documents: Bits;
  readonly #cursor: PrefixCursor;
  readonly #norms: FieldNorms;
  readonly #factor: number;

  constructor(cursor: PrefixCursor, norms: FieldNorms, factor: number) {
    this.#cursor = cursor;
    this.documents = cursor.bits(norms.fields);
    this.#norms = norms;
    this.#factor = factor;
  }

  bound(window: number): number {
    return this.#cursor.bounds[window]! * this.#factor;
  }

  addSums(window: number, sums: Float64Array): void {
    const first = window << WINDOW_BITS;
    sumCells(this.#cursor, this.#norms, this.#factor, { first, end: first + WINDOW }, sums);
  }
}

/** One clause: its windowed lists, and all others read into one. */
class BoundedClause {
  readonly documents: Bits;
  readonly #rarity: number;
  readonly #windowed: readonly WindowedList[];
  readonly #read: Sums;
  /** Where the documents of each window begin in what was read. */
  readonly #starts: Uint32Array;
  /** What a document of each window counts, at most. */
  readonly #most: Float64Array;
  /** Of the window that is loaded. */
  readonly #sums = scratchFloat64(WINDOW);

  constructor(size: number, rarity: number, windowed: readonly WindowedList[], growth: number, read: Sums) {
    const windows = Math.ceil(size / WINDOW);
    this.#rarity = rarity;
    this.#windowed = windowed;
    this.#read = read;
    this.#starts = scratchUint32(windows + 1);
    this.#most = scratchFloat64(windows).fill(0);
    this.documents = windowed[0]?.documents ?? makeBits(size);
    for (const { documents } of windowed.slice(1)) addBits(this.documents, documents);
    for (let index = 0; index < read.count; index++) setBit(this.documents, read.documents[index]!);
    let next = 0;
    for (let window = 0; window < windows; window++) {
      this.#starts[window] = next;
      let most = 0;
      const end = (window + 1) << WINDOW_BITS;
      for (; next < read.count && read.documents[next]! < end; next++) {
        if (read.sums[next]! > most) most = read.sums[next]!;
      }
      for (const list of windowed) most += list.bound(window) * growth;
      this.#most[window] = most;
    }
    this.#starts[windows] = next;
  }

  bound(window: number): number {
    return saturate(this.#rarity, this.#most[window]!);
  }

  /** Makes ready for the scores of a window. */
  load(window: number): void {
    const sums = this.#sums.fill(0);
    const { documents, sums: read } = this.#read;
    for (let index = this.#starts[window]!; index < this.#starts[window + 1]!; index++) {
      sums[documents[index]! & (WINDOW - 1)] = read[index]!;
    }
    for (const list of this.#windowed) list.addSums(window, sums);
  }

  /** The score of a document of the window that is loaded. */
  score(document: number): number {
    return saturate(this.#rarity, this.#sums[document & (WINDOW - 1)]!);
  }
}
