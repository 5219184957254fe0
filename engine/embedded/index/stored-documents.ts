import { IndexError } from './errors.ts';
import { unpack } from './packed-documents.ts';
import type { ListSource } from './posting-list.ts';
import type { SegmentMeta } from './segment-layout.ts';

/** Stored parts of neighbouring documents, compressed together. */
export interface Pack {
  readonly first: number;
  readonly end: number;
  readonly packed: Uint8Array;
}

/** So many unpacked packs are kept, a megabyte or two: pages of one search, and searches alike, show the same articles. */
const UNPACKED = 128;

/** Reads what is stored of the documents of a segment. */
export class StoredDocuments {
  readonly #path: string;
  readonly #meta: SegmentMeta;
  readonly #source: ListSource;
  readonly #places: Readonly<Record<'headEnds' | 'packFirsts' | 'packEnds', Uint32Array>>;
  /** Packs read last, by number. */
  readonly #unpacked = new Map<number, readonly (readonly Uint8Array[])[]>();

  constructor(
    path: string,
    meta: SegmentMeta,
    source: ListSource,
    places: Readonly<Record<'headEnds' | 'packFirsts' | 'packEnds', Uint32Array>>,
  ) {
    this.#path = path;
    this.#meta = meta;
    this.#source = source;
    this.#places = places;
  }

  /** One stored part of a document. @throws IndexError damaged */
  part(document: number, part: number): Uint8Array {
    if (part > 0) return this.packedParts(document)[part - 1]!;
    const start = document === 0 ? 0 : this.#places.headEnds[document - 1]!;
    return this.#source(this.#meta.headsAt + start, this.#places.headEnds[document]! - start);
  }

  /** All stored parts but the first. @throws IndexError damaged */
  packedParts(document: number): readonly Uint8Array[] {
    const pack = this.#packOf(document);
    let parts = this.#unpacked.get(pack);
    if (parts !== undefined) {
      this.#unpacked.delete(pack); // put back below: what is asked for least goes first
    } else {
      const { first, end, packed } = this.#pack(pack);
      try {
        parts = unpack(packed, end - first, this.#meta.storedParts - 1);
      } catch (error) {
        throw new IndexError('damaged', `${this.#path}: stored document ${document} cannot be unpacked`, error);
      }
      if (this.#unpacked.size >= UNPACKED) this.#unpacked.delete(this.#unpacked.keys().next().value!);
    }
    this.#unpacked.set(pack, parts);
    return parts[document - this.#places.packFirsts[pack]!]!;
  }

  /** All packs in order: their documents as a half-open range, and their bytes in the file. */
  *packs(): Generator<Pack> {
    for (let pack = 0; pack < this.#places.packEnds.length; pack++) yield this.#pack(pack);
  }

  #pack(pack: number): Pack {
    const start = pack === 0 ? 0 : this.#places.packEnds[pack - 1]!;
    return {
      first: this.#places.packFirsts[pack]!,
      end: this.#places.packFirsts[pack + 1] ?? this.#meta.documents,
      packed: this.#source(this.#meta.packsAt + start, this.#places.packEnds[pack]! - start),
    };
  }

  #packOf(document: number): number {
    let low = 0;
    let high = this.#places.packFirsts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#places.packFirsts[middle]! <= document) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
