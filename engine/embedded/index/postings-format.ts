import { ByteWriter } from './bytes.ts';

/** A list longer than this is cut into blocks of so many documents, with a skip entry for each. */
export const BLOCK_DOCUMENTS = 128;

/** Frequencies in the first and the main field share a byte, the first times `MAIN_LIMIT`, while they are below these. */
export const FIRST_LIMIT = 4;
export const MAIN_LIMIT = 60;
/** Stands there instead when they are not, or when a field between has some: then all follow. */
export const ALL_FOLLOW = FIRST_LIMIT * MAIN_LIMIT;

/**
 * Encodes the postings of one term. A posting is the gap to the document before and one bit that says "once in the main
 * field, nowhere else"; otherwise the frequencies follow, mostly in one byte. Positions stand apart: for each posting and
 * field the gaps between places. A list of more than one block begins with a skip entry for each block: how far its last
 * document lies from that of the block before, and the bytes of its postings and of its positions.
 */
export class PostingsEncoder {
  readonly #fields: number;
  readonly #skips = new ByteWriter();
  readonly #postings = new ByteWriter();
  readonly #positions = new ByteWriter();
  #documents = 0;
  #inBlock = 0;
  #blocks = 0;
  #last = -1;
  #blockBase = -1;
  #postingsStart = 0;
  #positionsStart = 0;

  constructor(fields: number) {
    this.#fields = fields;
  }

  get documents(): number {
    return this.#documents;
  }

  /** Where the positions of the posting that has begun are written: for each field the gaps between places. */
  get positions(): ByteWriter {
    return this.#positions;
  }

  /** The next posting: its positions may be written. */
  begin(): void {
    if (this.#inBlock === BLOCK_DOCUMENTS) this.#endBlock();
  }

  /** Ends the posting that has begun. Documents come in rising order. */
  end(document: number, frequencies: Uint32Array): void {
    const gap = document - this.#last - 1;
    const main = this.#fields - 1;
    let simple = frequencies[main] === 1;
    for (let field = 0; field < main; field++) if (frequencies[field] !== 0) simple = false;
    this.#postings.varint(gap * 2 + (simple ? 1 : 0));
    if (!simple) this.#addFrequencies(frequencies);
    this.#last = document;
    this.#inBlock++;
    this.#documents++;
  }

  #addFrequencies(frequencies: Uint32Array): void {
    const main = this.#fields - 1;
    const first = main === 0 ? 0 : frequencies[0]!;
    let between = 0;
    for (let field = 1; field < main; field++) between += frequencies[field]!;
    if (between === 0 && first < FIRST_LIMIT && frequencies[main]! < MAIN_LIMIT) {
      this.#postings.byte(first * MAIN_LIMIT + frequencies[main]!);
      return;
    }
    this.#postings.byte(ALL_FOLLOW);
    for (let field = 0; field < this.#fields; field++) this.#postings.varint(frequencies[field]!);
  }

  #endBlock(): void {
    this.#skips.varint(this.#last - this.#blockBase);
    this.#skips.varint(this.#postings.length - this.#postingsStart);
    this.#skips.varint(this.#positions.length - this.#positionsStart);
    this.#blockBase = this.#last;
    this.#postingsStart = this.#postings.length;
    this.#positionsStart = this.#positions.length;
    this.#inBlock = 0;
    this.#blocks++;
  }

  /** Hands over the encoded list (skips and postings, then positions) and starts anew. */
  take(write: (bytes: Uint8Array) => void): { documents: number; postingsBytes: number; positionsBytes: number } {
    let postingsBytes = this.#postings.length;
    const positionsBytes = this.#positions.length;
    if (this.#blocks > 0) {
      this.#endBlock();
      postingsBytes += this.#skips.length;
      write(this.#skips.view());
    }
    write(this.#postings.view());
    write(this.#positions.view());
    const documents = this.#documents;
    for (const writer of [this.#skips, this.#postings, this.#positions]) writer.clear();
    this.#documents = this.#inBlock = this.#blocks = this.#postingsStart = this.#positionsStart = 0;
    this.#last = this.#blockBase = -1;
    return { documents, postingsBytes, positionsBytes };
  }
}
