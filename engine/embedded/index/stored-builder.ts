import { ByteReader, ByteWriter } from './bytes.ts';
import { StoredWriter } from './stored-writer.ts';
import { visitSymbols } from './stored-symbols.ts';
import { WordTable } from './word-table.ts';
import type { BlockFileWriter } from './block-file.ts';
import type { StoredPlaces } from './write-columns.ts';

/** So many bytes are taken apart together: between the words of one document and those of the next the table of terms would push that of symbols out of the processor's cache. */
const TOGETHER_BYTES = 1 << 20;

/** Gathers what is stored of documents in memory, as numbers of symbols, until it is known how often each comes. */
export class StoredBuilder {
  readonly #table = new WordTable();
  /** For each document how many symbols each part has, then their numbers. */
  readonly #documents = new ByteWriter(1 << 16);
  /** Documents that are not taken apart yet. */
  #waiting: (readonly Uint8Array[])[] = [];
  #waitingBytes = 0;
  readonly #symbols = new ByteWriter(1 << 12);

  /** Bytes held, roughly. */
  get sizeBytes(): number {
    return this.#waitingBytes + this.#documents.length + this.#table.sizeBytes;
  }

  add(parts: readonly Uint8Array[]): void {
    this.#waiting.push(parts);
    for (const { length } of parts) this.#waitingBytes += length;
    if (this.#waitingBytes > TOGETHER_BYTES) this.#takeApart();
  }

  #takeApart(): void {
    for (const parts of this.#waiting) {
      this.#symbols.clear();
      for (const part of parts) this.#documents.varint(this.#addPart(part));
      this.#documents.raw(this.#symbols.view());
    }
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  #addPart(text: Uint8Array): number {
    let count = 0;
    visitSymbols(text, (from, to) => {
      this.#symbols.varint(this.#table.numberOf(text, from, to));
      count++;
    });
    return count;
  }

  /** Writes all documents, each of so many parts. */
  writeTo(file: BlockFileWriter, documents: number, parts: number): StoredPlaces {
    this.#takeApart();
    const writer = new StoredWriter(file, this.#table, this.#count(documents, parts));
    const reader = new ByteReader(this.#documents.view());
    for (let document = 0; document < documents; document++) {
      const counts = Array.from({ length: parts }, () => reader.varint());
      writer.begin(counts);
      for (const count of counts) for (let left = count; left > 0; left--) writer.symbol(reader.varint());
      writer.end();
    }
    return writer.finish();
  }

  /** How often each symbol comes in all documents. */
  #count(documents: number, parts: number): Uint32Array {
    const frequencies = new Uint32Array(this.#table.count);
    const reader = new ByteReader(this.#documents.view());
    for (let document = 0; document < documents; document++) {
      let symbols = 0;
      for (let part = 0; part < parts; part++) symbols += reader.varint();
      for (; symbols > 0; symbols--) frequencies[reader.varint()]!++;
    }
    return frequencies;
  }
}
