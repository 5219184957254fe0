import { ByteReader, ByteWriter } from './bytes.ts';
import { NumberColumn } from './number-column.ts';
import { StoredWriter } from './stored-writer.ts';
import { visitSymbols } from './stored-symbols.ts';
import { WordTable } from './word-table.ts';
import type { BlockFileWriter } from './block-file.ts';
import type { StoredPlaces } from './write-columns.ts';

/** Gathers what is stored of documents in memory, as numbers of symbols, until it is known how often each comes. */
export class StoredBuilder {
  readonly #table = new WordTable();
  readonly #frequencies = new NumberColumn();
  /** For each document how many symbols each part has, then their numbers. */
  readonly #documents = new ByteWriter(1 << 16);
  readonly #symbols = new ByteWriter(1 << 12);

  /** Bytes held, roughly. */
  get sizeBytes(): number {
    return this.#documents.length + this.#table.sizeBytes;
  }

  add(parts: readonly Uint8Array[]): void {
    this.#symbols.clear();
    for (const part of parts) this.#documents.varint(this.#addPart(part));
    this.#documents.raw(this.#symbols.view());
  }

  #addPart(text: Uint8Array): number {
    let count = 0;
    visitSymbols(text, (from, to) => {
      const symbol = this.#table.numberOf(text, from, to);
      this.#frequencies.add(symbol, 1);
      this.#symbols.varint(symbol);
      count++;
    });
    return count;
  }

  /** Writes all documents, each of so many parts. */
  writeTo(file: BlockFileWriter, documents: number, parts: number): StoredPlaces {
    const writer = new StoredWriter(file, this.#table, this.#frequencies.view());
    const reader = new ByteReader(this.#documents.view());
    for (let document = 0; document < documents; document++) {
      const counts = Array.from({ length: parts }, () => reader.varint());
      writer.begin(counts);
      for (const count of counts) for (let left = count; left > 0; left--) writer.symbol(reader.varint());
      writer.end();
    }
    return writer.finish();
  }
}
