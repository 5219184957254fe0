import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { IndexError } from './errors.ts';
import { LONGEST_CODE, PrefixCode } from './prefix-code.ts';
import { beginsWord } from './stored-symbols.ts';

/** What a segment keeps of its codebook. */
export interface CodebookColumns {
  /** The symbols, most frequent first: how many bytes each has, then all of them. The one without any is the escape. */
  readonly symbols: Uint8Array;
  /** How many symbols have a code of so many bits, from 0 on. */
  readonly codeCounts: Uint32Array;
}

/** Symbols that were read. */
export interface ReadSymbols {
  /** Their ranks, at the beginning of an array that the next ones use again. */
  readonly ranks: Uint32Array;
  /** The bytes of those that stand there in full, in order: behind each escape one. */
  readonly inFull: readonly Uint8Array[];
}

/** So many symbols at most have a code, the escape included: their texts stay in memory. */
export const MOST_SYMBOLS = 2 ** 20;
/** A symbol that is longer, bytes, has none. */
export const LONGEST_SYMBOL = 255;

const SPACE = 0x20;
/** So many bytes must follow the last code: four are looked at at once. */
export const BYTES_BEHIND = 4;
/** At this quality Brotli takes half the time of deflate. */
const PACKING = { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } };

/** The column of symbols from what it holds. */
export function packSymbols(lengths: Uint8Array, texts: Uint8Array): Uint8Array {
  return brotliCompressSync(Buffer.concat([lengths, texts]), PACKING);
}

/** Reads what `StoredWriter` wrote: symbols, or the text that they make. */
export class Codebook {
  /** Symbols, the escape included. */
  readonly count: number;
  readonly escape: number;
  readonly #path: string;
  readonly #code: PrefixCode;
  readonly #texts: Uint8Array;
  /** Where the text of each symbol begins; one more begins where the last ends. */
  readonly #starts: Uint32Array;
  #ranks = new Uint32Array(1 << 10);
  #bytes: Uint8Array = new Uint8Array(0);
  /** Where the next code begins, and where the last one ends at the latest, in bits. */
  #bit = 0;
  #endBit = 0;

  /** @throws IndexError damaged: the columns of the segment at `path` cannot be read, or contradict each other */
  constructor(path: string, { symbols, codeCounts }: CodebookColumns) {
    this.#path = path;
    let unpacked: Uint8Array;
    try {
      this.#code = new PrefixCode(codeCounts);
      this.count = this.#code.symbols;
      if (this.count > MOST_SYMBOLS) throw new Error('more symbols than there can be');
      const maxOutputLength = this.count * (1 + LONGEST_SYMBOL);
      unpacked = Uint8Array.from(brotliDecompressSync(symbols, { maxOutputLength }));
    } catch (error) {
      throw this.#damaged('the codebook cannot be read', error);
    }
    const lengths = unpacked.subarray(0, this.count);
    this.#texts = unpacked.subarray(this.count);
    this.#starts = new Uint32Array(this.count + 1);
    for (let rank = 0; rank < this.count; rank++) this.#starts[rank + 1] = this.#starts[rank]! + lengths[rank]!;
    this.escape = lengths.indexOf(0);
    if (this.#starts[this.count] !== this.#texts.length || this.escape < 0) {
      throw this.#damaged('the columns of the codebook contradict each other');
    }
  }

  /** The bytes of a symbol; none for the escape. */
  symbol(rank: number): Uint8Array {
    return this.#texts.subarray(this.#starts[rank], this.#starts[rank + 1]);
  }

  /** Codes are read from this bit on; `BYTES_BEHIND` bytes follow their end. */
  begin(bytes: Uint8Array, bit: number): void {
    this.#bytes = bytes;
    this.#bit = bit;
    this.#endBit = (bytes.length - BYTES_BEHIND) * 8;
  }

  /** Where the next code begins. */
  get bit(): number {
    return this.#bit;
  }

  /** True when only what fills up the last byte is left. */
  get ended(): boolean {
    return this.#endBit - this.#bit < 8;
  }

  /** The next `count` symbols. @throws IndexError damaged */
  read(count: number): ReadSymbols {
    if (count > this.#endBit - this.#bit) throw this.#damaged('a stored document ends too early');
    if (count > this.#ranks.length) this.#ranks = new Uint32Array(count * 2);
    const ranks = this.#ranks;
    const inFull: Uint8Array[] = [];
    const code = this.#code;
    for (let at = 0; at < count; at++) {
      const bits = this.#peek();
      const length = code.lengthOf(bits);
      const rank = code.rankOf(bits, length);
      if (rank >= this.count) throw this.#damaged('a stored document has a code that there is not');
      this.#bit += length;
      ranks[at] = rank;
      if (rank === this.escape) inFull.push(this.#readInFull());
    }
    if (this.#bit > this.#endBit) throw this.#damaged('a stored document ends too early');
    return { ranks, inFull };
  }

  #readInFull(): Uint8Array {
    let length = 0;
    for (let shift = 0, more = true; more && shift < 32; shift += 7) {
      const byte = this.#byte();
      length += (byte & 127) * 2 ** shift;
      more = byte > 127;
    }
    if (this.#bit + length * 8 > this.#endBit) throw this.#damaged('a stored document ends too early');
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at++) bytes[at] = this.#byte();
    return bytes;
  }

  /** The text that the next `count` symbols make. @throws IndexError damaged */
  text(count: number): Uint8Array {
    const { ranks, inFull } = this.read(count);
    const text = new Uint8Array(this.#lengthOf(ranks, inFull, count));
    const texts = this.#texts;
    const starts = this.#starts;
    let end = 0;
    let afterWord = false;
    for (let at = 0, full = 0; at < count; at++) {
      const rank = ranks[at]!;
      const symbol = rank === this.escape ? inFull[full++]! : null;
      const from = starts[rank]!;
      const isWord = beginsWord(symbol === null ? texts[from]! : symbol[0]!);
      if (isWord && afterWord) text[end++] = SPACE;
      afterWord = isWord;
      if (symbol === null) for (let index = from; index < starts[rank + 1]!; index++) text[end++] = texts[index]!;
      else {
        text.set(symbol, end);
        end += symbol.length;
      }
    }
    return text.subarray(0, end);
  }

  /** So long at most, bytes, is the text of symbols: a space may stand before each. */
  #lengthOf(ranks: Uint32Array, inFull: readonly Uint8Array[], count: number): number {
    let length = inFull.reduce((sum, bytes) => sum + bytes.length, count);
    for (let at = 0; at < count; at++) length += this.#starts[ranks[at]! + 1]! - this.#starts[ranks[at]!]!;
    return length;
  }

  #peek(): number {
    const bytes = this.#bytes;
    const at = this.#bit >>> 3;
    const four = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    return (four << (this.#bit & 7)) >>> (32 - LONGEST_CODE);
  }

  #byte(): number {
    const byte = this.#peek() >>> (LONGEST_CODE - 8);
    this.#bit += 8;
    return byte;
  }

  #damaged(what: string, cause?: unknown): IndexError {
    return new IndexError('damaged', `${this.#path}: ${what}`, cause);
  }
}
