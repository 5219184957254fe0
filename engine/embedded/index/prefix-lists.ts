import { makeBits } from './bits.ts';
import { END } from './posting-list.ts';
import { BOUND_STEP, PostingsEncoder, WINDOW, WINDOW_BITS } from './postings-format.ts';
import type { Bits } from './bits.ts';
import type { Impact, ListFile, ListLocation } from './postings-format.ts';

/** Beginnings of so many letters, at most, have lists. */
const LETTERS = 3;
/** A beginning has a list when its words have so many documents each, added up, as a share of all: fewer are read in time. */
const SHARE = 0.25;
/** From this share on, four bits for each document take less room than postings, and are enough to tell one from the other. */
const CELLS_SHARE = 0.5;
/** Smaller segments need none. */
const FEWEST = 256;
/** The low bits of a cell say how often in the main field, at most; the next whether in the first field. */
export const MOST = 7;
export const IN_FIRST = MOST + 1;
const CELL_BITS = 4;

/** Where the list of a beginning lies in the file, how many documents are in it, and how long it is when it is one of postings. */
type PrefixPlace = readonly [offset: number, documents: number, postingsBytes?: number, positionsBytes?: number];
export type PrefixPlaces = Readonly<Record<string, PrefixPlace>>;

/** One beginning of words: for each document how often words that begin so stand in the first and in the main field. */
interface Level {
  prefix: string | null;
  readonly first: Uint8Array;
  readonly main: Uint16Array;
  /** In which round they were written: older ones count as none. */
  readonly rounds: Uint32Array;
  round: number;
  documents: number;
  /** Documents of all its words, added up. */
  postings: number;
}

/**
 * Makes the lists of short beginnings that very many words share, while the lists of a segment are written in the order
 * of its terms. Such a list is one of postings, without positions; or it has four bits for each document, and in front the
 * most that those of a window count, 32 bits each.
 */
export class PrefixListsBuilder {
  readonly #documents: number;
  readonly #main: number;
  readonly #impact: Impact;
  readonly #levels: Level[];
  /** Made, but not yet written. */
  readonly #done: { prefix: string; documents: number; bytes: Uint8Array; postings?: ListLocation }[] = [];
  readonly #places: Record<string, PrefixPlace> = {};
  readonly #encoder: PostingsEncoder;
  #active = 0;

  constructor(documents: number, fields: number, impact: Impact) {
    this.#documents = documents;
    this.#main = fields - 1;
    this.#impact = impact;
    this.#encoder = new PostingsEncoder(fields, documents, impact);
    const levels = documents < FEWEST || fields > 2 ? 0 : LETTERS;
    this.#levels = Array.from({ length: levels }, () => ({
      prefix: null, first: new Uint8Array(documents), main: new Uint16Array(documents), rounds: new Uint32Array(documents),
      round: 0, documents: 0, postings: 0,
    })); // prettier-ignore
  }

  /** What follows are postings of this term. Terms come in order. */
  begin(term: string): void {
    const longest = this.#levels.at(-1)?.prefix;
    if (longest !== undefined && longest !== null && term.startsWith(longest)) {
      this.#active = this.#levels.length; // as for the term before
      return;
    }
    const letters = Array.from(term.slice(0, LETTERS * 2));
    this.#active = Math.min(letters.length, this.#levels.length);
    this.#levels.forEach((level, index) => {
      const prefix = index < letters.length ? letters.slice(0, index + 1).join('') : null;
      if (prefix === level.prefix) return;
      this.#close(level);
      level.prefix = prefix;
    });
  }

  add(document: number, frequencies: ArrayLike<number>): void {
    const inMain = frequencies[this.#main]!;
    const inFirst = this.#main > 0 ? frequencies[0]! : 0;
    for (let index = 0; index < this.#active; index++) {
      const level = this.#levels[index]!;
      const { first, main, rounds } = level;
      if (rounds[document] !== level.round) {
        rounds[document] = level.round;
        first[document] = main[document] = 0;
        level.documents++;
      }
      first[document] = Math.min(255, first[document]! + inFirst);
      main[document] = Math.min(65_535, main[document]! + inMain);
      level.postings++;
    }
  }

  #close(level: Level): void {
    const { prefix, documents, postings } = level;
    if (prefix !== null && postings >= this.#documents * CELLS_SHARE) {
      this.#done.push({ prefix, documents, bytes: this.#toCells(level) });
    } else if (prefix !== null && postings >= this.#documents * SHARE) {
      this.#done.push({ prefix, documents, ...this.#toPostings(level) });
    }
    level.round++;
    level.documents = level.postings = 0;
  }

  #toPostings(level: Level): { postings: ListLocation; bytes: Uint8Array } {
    const encoder = this.#encoder;
    const frequencies = new Uint32Array(this.#main + 1);
    for (let document = 0; document < this.#documents; document++) {
      if (level.rounds[document] !== level.round) continue;
      frequencies[0] = level.first[document]!;
      frequencies[this.#main] = level.main[document]!;
      encoder.begin();
      encoder.end(document, frequencies);
    }
    const parts: Uint8Array[] = [];
    const postings = encoder.writeTo({ position: 0, write: (bytes) => parts.push(bytes.slice()) });
    return { postings, bytes: Buffer.concat(parts) };
  }

  #toCells(level: Level): Uint8Array {
    const list = new Uint8Array(prefixBytes(this.#documents));
    const bounds = new Uint32Array(list.buffer, 0, windowsOf(this.#documents));
    const cells = list.subarray(bounds.byteLength);
    const frequencies = new Uint32Array(this.#main + 1);
    for (let document = 0; document < this.#documents; document++) {
      if (level.rounds[document] !== level.round) continue;
      const cell = Math.min(MOST, level.main[document]!) | (level.first[document]! > 0 ? IN_FIRST : 0);
      cells[document >>> 1]! |= cell << ((document & 1) * CELL_BITS);
      readCell(cell, frequencies);
      const bound = Math.ceil(this.#impact(document, frequencies) / BOUND_STEP);
      const window = document >>> WINDOW_BITS;
      if (bound > bounds[window]!) bounds[window] = bound;
    }
    return list;
  }

  /** Writes the lists that are complete: as large as they are, they are not to gather in memory. */
  flush(file: ListFile): void {
    for (const { prefix, documents, bytes, postings } of this.#done) {
      this.#places[prefix] = postings
        ? [file.position, documents, postings.postingsBytes, postings.positionsBytes]
        : [file.position, documents];
      file.write(bytes);
    }
    this.#done.length = 0;
  }

  /** Writes the lists that are left, and tells where all lie. */
  finish(file: ListFile): PrefixPlaces {
    for (const level of this.#levels) this.#close(level);
    this.flush(file);
    return this.#places;
  }
}

const windowsOf = (documents: number): number => Math.ceil(documents / WINDOW);

/** Bytes of a list in a segment of so many documents. */
export function prefixBytes(documents: number): number {
  return windowsOf(documents) * Uint32Array.BYTES_PER_ELEMENT + ((documents + 1) >>> 1);
}

function readCell(cell: number, frequencies: Uint32Array): void {
  frequencies[0] = cell >= IN_FIRST ? 1 : 0;
  frequencies[frequencies.length - 1] = cell & MOST;
}

/** Walks a list of four bits for each document as `PostingCursor` does one of a term. */
export class PrefixCursor {
  document = -1;
  readonly frequencies: Uint32Array;
  /** Four bits for each document; 0 when it holds no word that begins so. */
  readonly cells: Uint8Array;
  /** Of each window the most that a document counts. */
  readonly bounds: Float64Array;
  /** Documents of the segment. */
  readonly size: number;

  /** Over a list of a segment of `size` documents, which begins at a multiple of four bytes. */
  constructor(list: Uint8Array, size: number, fields: number) {
    const bounds = new Uint32Array(list.buffer, list.byteOffset, windowsOf(size));
    this.bounds = Float64Array.from(bounds, (bound) => bound * BOUND_STEP);
    this.cells = list.subarray(bounds.byteLength);
    this.size = size;
    this.frequencies = new Uint32Array(fields);
  }

  next(): number {
    return this.advance(this.document + 1);
  }

  advance(target: number): number {
    if (this.document >= target) return this.document;
    for (let document = Math.max(0, target); document < this.size; document++) {
      const cell = cellOf(this.cells, document);
      if (cell === 0) continue;
      readCell(cell, this.frequencies);
      return (this.document = document);
    }
    return (this.document = END);
  }

  /** The documents of the list that hold such a word in one of the fields. */
  bits(fields: number): Bits {
    const { cells } = this;
    const bits = makeBits(this.size);
    const mask = cellMask(fields, this.frequencies.length);
    for (let word = 0; word < bits.length; word++) {
      let found = 0;
      const first = word << 4;
      const two = Math.min(16, cells.length - first);
      for (let index = 0; index < two; index++) {
        const pair = cells[first + index]!;
        // no branch: a cell and 15 carry into the bit above unless the cell is empty
        const low = ((pair & mask) + 15) >>> CELL_BITS;
        const high = (((pair >>> CELL_BITS) & mask) + 15) >>> CELL_BITS;
        found |= (low | (high << 1)) << (index << 1);
      }
      bits[word] = found;
    }
    return bits;
  }
}

/** The bits of a cell that tell of some of the fields of which there are `count`. */
export function cellMask(fields: number, count: number): number {
  const inMain = ((fields >>> (count - 1)) & 1) === 1 ? MOST : 0;
  return count > 1 && (fields & 1) === 1 ? inMain | IN_FIRST : inMain;
}

function cellOf(cells: Uint8Array, document: number): number {
  return (cells[document >>> 1]! >>> ((document & 1) * CELL_BITS)) & 15;
}
