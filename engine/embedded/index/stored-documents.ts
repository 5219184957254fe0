import { ByteReader } from './bytes.ts';
import { BYTES_BEHIND, Codebook } from './codebook.ts';
import { IndexError } from './errors.ts';
import type { CodebookColumns } from './codebook.ts';
import type { ListSource } from './posting-list.ts';
import type { SegmentMeta } from './segment-layout.ts';

/** So many documents that were read are kept: those of a page of hits are read twice, head and text, and asked for again. */
const KEPT = 64;

/** A document as it lies in the file, and its parts as far as they were asked for: the next begins at `bit`. */
interface OpenDocument {
  readonly bytes: Uint8Array;
  /** How many symbols each part has. */
  readonly counts: readonly number[];
  readonly parts: Uint8Array[];
  bit: number;
}

/** Reads what is stored of the documents of a segment. */
export class StoredDocuments {
  readonly #path: string;
  readonly #meta: SegmentMeta;
  readonly #source: ListSource;
  readonly #ends: Uint32Array;
  readonly #columns: CodebookColumns;
  #codebook: Codebook | null = null;
  /** Documents read last, by number. */
  readonly #kept = new Map<number, OpenDocument>();

  constructor(path: string, meta: SegmentMeta, source: ListSource, ends: Uint32Array, columns: CodebookColumns) {
    this.#path = path;
    this.#meta = meta;
    this.#source = source;
    this.#ends = ends;
    this.#columns = columns;
  }

  get codebook(): Codebook {
    return (this.#codebook ??= new Codebook(this.#path, this.#columns));
  }

  /** One stored part of a document. @throws IndexError damaged */
  part(document: number, part: number): Uint8Array {
    const kept = this.#kept.get(document) ?? this.#open(document);
    this.#kept.delete(document); // put back below: what is asked for least goes first
    if (this.#kept.size >= KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(document, kept);
    if (kept.parts.length <= part) {
      const { codebook } = this;
      codebook.begin(kept.bytes, kept.bit);
      while (kept.parts.length <= part) kept.parts.push(codebook.text(kept.counts[kept.parts.length]!));
      kept.bit = codebook.bit;
    }
    return kept.parts[part]!;
  }

  /** The codebook stands before the first symbol of a document then. Gives how many symbols each part has. */
  begin(document: number): readonly number[] {
    const { bytes, counts, bit } = this.#open(document);
    this.codebook.begin(bytes, bit);
    return counts;
  }

  /** Reads a document to its end. @throws IndexError damaged */
  check(document: number): void {
    for (const count of this.begin(document)) this.codebook.text(count);
    if (!this.codebook.ended) {
      throw new IndexError('damaged', `${this.#path}: stored document ${document} is longer than its symbols`);
    }
  }

  #open(document: number): OpenDocument {
    const start = document === 0 ? 0 : this.#ends[document - 1]!;
    const length = this.#ends[document]! - start;
    const { storedAt, storedParts } = this.#meta;
    // each part takes a byte at least
    if (length < storedParts)
      throw new IndexError('damaged', `${this.#path}: stored document ${document} is too short`);
    const bytes = this.#source(storedAt + start, length + BYTES_BEHIND);
    const reader = new ByteReader(bytes);
    const counts = Array.from({ length: storedParts }, () => reader.varint());
    return { bytes, counts, parts: [], bit: reader.position * 8 };
  }
}
