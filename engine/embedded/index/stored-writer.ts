import { BitWriter } from './bit-writer.ts';
import { ByteWriter } from './bytes.ts';
import { LONGEST_SYMBOL, MOST_SYMBOLS, packSymbols } from './codebook.ts';
import { NumberColumn } from './number-column.ts';
import { shortestCode } from './prefix-code.ts';
import type { BlockFileWriter } from './block-file.ts';
import type { CodebookColumns } from './codebook.ts';
import type { StoredPlaces } from './write-columns.ts';
import type { WordTable } from './word-table.ts';

/** A symbol that comes less often is written out where it stands. */
const LEAST_OFTEN = 2;

/** Writes stored documents, as symbols of a table, in the code that makes them shortest. */
export class StoredWriter {
  readonly #file: BlockFileWriter;
  readonly #table: WordTable;
  readonly #codebook: CodebookColumns;
  /** For each symbol of the table its code and how long that is; 0 for one that is written out, behind the escape. */
  readonly #codes: Uint32Array;
  readonly #lengths: Uint8Array;
  readonly #bits = new BitWriter();
  readonly #counts = new ByteWriter(16);
  readonly #start: number;
  readonly #ends = new NumberColumn();

  /** `counts` tells how often each symbol of the table comes; its units are bytes of UTF-8. */
  constructor(file: BlockFileWriter, table: WordTable, counts: Uint32Array) {
    this.#file = file;
    this.#start = file.position;
    this.#table = table;
    const { symbols, frequencies } = rankSymbols(table, counts);
    const code = shortestCode(frequencies);
    const { codes, lengths } = code.codes();
    this.#codes = new Uint32Array(table.count + 1); // the last is the escape
    this.#lengths = new Uint8Array(table.count + 1);
    const texts = new ByteWriter(symbols.length * 8);
    const textLengths = new Uint8Array(symbols.length);
    symbols.forEach((symbol, rank) => {
      this.#codes[symbol] = codes[rank]!;
      this.#lengths[symbol] = lengths[rank]!;
      if (symbol === table.count) return;
      const units = table.units(symbol);
      textLengths[rank] = units.length;
      for (const unit of units) texts.byte(unit);
    });
    this.#codebook = { symbols: packSymbols(textLengths, texts.view()), codeCounts: code.counts };
  }

  /** The next document; its symbols follow, so many for each part. */
  begin(counts: readonly number[]): void {
    this.#counts.clear();
    for (const count of counts) this.#counts.varint(count);
    this.#file.write(this.#counts.view());
  }

  symbol(number: number): void {
    const length = this.#lengths[number]!;
    if (length > 0) this.#bits.bits(this.#codes[number]!, length);
    else this.#writeOut(number);
  }

  #writeOut(number: number): void {
    const escape = this.#table.count;
    this.#bits.bits(this.#codes[escape]!, this.#lengths[escape]!);
    const units = this.#table.units(number);
    let rest = units.length;
    for (; rest > 127; rest >>>= 7) this.#bits.bits((rest & 127) | 128, 8);
    this.#bits.bits(rest, 8);
    for (const unit of units) this.#bits.bits(unit, 8);
  }

  /** The document is complete. */
  end(): void {
    this.#file.write(this.#bits.take());
    this.#ends.push(this.#file.position - this.#start);
  }

  /** Where the documents are, and what they are read with. */
  finish(): StoredPlaces {
    return { storedAt: this.#start, storedEnds: this.#ends, codebook: this.#codebook };
  }
}

/** The symbols that have a code, most frequent first. Among them is the escape, which comes as often as all others together. */
function rankSymbols(table: WordTable, counts: Uint32Array): { symbols: Uint32Array; frequencies: Float64Array } {
  const escape = table.count;
  // One number holds both, how often above which: numbers alone are sorted four times as quickly.
  const keys = new Float64Array(table.count);
  let coded = 0;
  for (let symbol = 0; symbol < table.count; symbol++) {
    if (counts[symbol]! < LEAST_OFTEN || table.units(symbol).length > LONGEST_SYMBOL) continue;
    keys[coded++] = symbol - counts[symbol]! * table.count;
  }
  const ranked = Uint32Array.from(
    keys
      .subarray(0, coded)
      .sort()
      .subarray(0, MOST_SYMBOLS - 1),
    (key) => {
      const over = key % table.count;
      return over < 0 ? over + table.count : over;
    },
  );
  const all = counts.reduce((sum, count) => sum + count, 0);
  const escapes = all - ranked.reduce((sum, symbol) => sum + counts[symbol]!, 0);
  const rarer = ranked.findIndex((symbol) => counts[symbol]! < escapes);
  const place = rarer < 0 ? ranked.length : rarer;
  const symbols = new Uint32Array(ranked.length + 1);
  symbols.set(ranked.subarray(0, place));
  symbols[place] = escape;
  symbols.set(ranked.subarray(place), place + 1);
  return { symbols, frequencies: Float64Array.from(symbols, (symbol) => counts[symbol] ?? escapes) };
}
