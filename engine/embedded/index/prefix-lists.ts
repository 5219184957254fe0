/** Beginnings of so many letters, at most, have lists. */
const LETTERS = 3;
/** A beginning has a list when its words have so many documents each, added up, as a share of all: fewer are read in time. */
const SHARE = 0.5;
/** Smaller segments need none. */
const FEWEST = 256;
/** The low bits of a cell say how often in the main field, at most; the next whether in the first field. */
const MOST = 7;
const IN_FIRST = MOST + 1;
const CELL_BITS = 4;

/** Where the list of a beginning lies in the file, and how many documents are in it. */
export type PrefixPlaces = Readonly<Record<string, readonly [offset: number, documents: number]>>;

/** One beginning of words: a cell for each document, which counts all words that begin so. */
interface Level {
  prefix: string | null;
  /** Each with the round in which it was written, above its own bits: older ones count as empty. */
  readonly cells: Uint32Array;
  round: number;
  documents: number;
  /** Documents of all its words, added up. */
  postings: number;
}

/**
 * Makes the lists of short beginnings that very many words share, while the lists of a segment are written in the order
 * of its terms. A list has four bits for each document.
 */
export class PrefixListsBuilder {
  readonly #documents: number;
  readonly #main: number;
  readonly #levels: Level[];
  readonly #done: { prefix: string; documents: number; bytes: Uint8Array }[] = [];
  #active = 0;

  constructor(documents: number, fields: number) {
    this.#documents = documents;
    this.#main = fields - 1;
    const levels = documents < FEWEST || fields > 2 ? 0 : LETTERS;
    this.#levels = Array.from({ length: levels }, () => ({
      prefix: null, cells: new Uint32Array(documents), round: 0, documents: 0, postings: 0,
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
    const main = frequencies[this.#main]!;
    const first = this.#main > 0 && frequencies[0]! > 0 ? IN_FIRST : 0;
    for (let index = 0; index < this.#active; index++) {
      const level = this.#levels[index]!;
      const { cells, round } = level;
      let cell = cells[document]!;
      if (cell >>> CELL_BITS !== round) {
        cell = round << CELL_BITS;
        level.documents++;
      }
      const often = Math.min(MOST, (cell & MOST) + main);
      cells[document] = (cell & ~MOST) | often | first;
      level.postings++;
    }
  }

  #close(level: Level): void {
    const { prefix, cells, round, documents, postings } = level;
    if (prefix !== null && postings >= this.#documents * SHARE) {
      const bytes = new Uint8Array((this.#documents + 1) >>> 1);
      for (let document = 0; document < this.#documents; document++) {
        const cell = cells[document]!;
        if (cell >>> CELL_BITS === round) bytes[document >>> 1]! |= (cell & 15) << ((document & 1) * CELL_BITS);
      }
      this.#done.push({ prefix, documents, bytes });
    }
    level.round++;
    level.documents = level.postings = 0;
  }

  /** Writes all lists; `position` is where the next byte written will stand. */
  finish(position: () => number, write: (bytes: Uint8Array) => void): PrefixPlaces {
    for (const level of this.#levels) this.#close(level);
    return Object.fromEntries(
      this.#done.map(({ prefix, documents, bytes }) => {
        const offset = position();
        write(bytes);
        return [prefix, [offset, documents] as const];
      }),
    );
  }
}

/** Walks a list of `PrefixListsBuilder` as `PostingCursor` does one of a term. */
export class PrefixCursor {
  document = -1;
  readonly frequencies: Uint32Array;
  /** Four bits for each document; 0 when it holds no word that begins so. */
  readonly cells: Uint8Array;
  readonly #size: number;
  readonly #end: number;

  /** `end` is returned after the last document. */
  constructor(cells: Uint8Array, size: number, fields: number, end: number) {
    this.cells = cells;
    this.#size = size;
    this.#end = end;
    this.frequencies = new Uint32Array(fields);
  }

  next(): number {
    return this.advance(this.document + 1);
  }

  advance(target: number): number {
    if (this.document >= target) return this.document;
    for (let document = Math.max(0, target); document < this.#size; document++) {
      const cell = cellOf(this.cells, document);
      if (cell === 0) continue;
      this.frequencies[0] = cell >= IN_FIRST ? 1 : 0;
      this.frequencies[this.frequencies.length - 1] = cell & MOST;
      return (this.document = document);
    }
    return (this.document = this.#end);
  }
}

function cellOf(cells: Uint8Array, document: number): number {
  return (cells[document >>> 1]! >>> ((document & 1) * CELL_BITS)) & 15;
}
