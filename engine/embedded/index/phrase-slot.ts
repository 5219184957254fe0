import { countBits, listBits, makeBits, setBit } from './bits.ts';
import { grown } from './grown.ts';
import { PlaceReader } from './place-reader.ts';
import { END } from './posting-list.ts';
import { scratchUint32 } from './scratch.ts';
import type { TermMatch } from './as-typed.ts';
import type { Bits } from './bits.ts';
import type { Places } from './place-reader.ts';
import type { PostingCursor } from './posting-list.ts';
import type { Segment } from './segment.ts';

/** Some documents, rising. */
export interface Listed {
  readonly documents: Uint32Array;
  readonly count: number;
}

/** So many documents are looked at together: their places stay in the nearest cache. */
export const STRETCH = 512;
/** Tells the entries of one document from those of the next. */
const DOCUMENT_ENTRIES = 2 ** 32;

const makePlaces = (): Places => ({
  entries: scratchUint32(STRETCH * 4),
  starts: scratchUint32(STRETCH),
  ends: scratchUint32(STRETCH),
});

/** The postings of one place of a phrase: one term, or several of which any will do (a prefix). */
export class PhraseSlot {
  readonly documents: number;
  /** Of the documents read last. */
  readonly places = makePlaces();
  /** Which of the entries comes into question next. */
  pointer = 0;
  readonly #cursors: readonly PostingCursor[];
  readonly #fields: number;
  #readers: readonly PlaceReader[] | undefined;
  /** Of one of several terms. */
  #own: Places | undefined;

  constructor(segment: Segment, terms: readonly TermMatch[], fields: number) {
    this.#cursors = terms.map(({ ordinal }) => segment.queryPostings(ordinal));
    this.#fields = fields;
    this.documents = this.#cursors.reduce((sum, { documents }) => sum + documents, 0);
  }

  /** The documents, where they are kept as bits. */
  bits(): Bits | null {
    return this.#cursors.length === 1 ? this.#cursors[0]!.bits() : null;
  }

  /** Whether it stands in a document, which is not before that of an earlier call. */
  holds(document: number): boolean {
    for (const cursor of this.#cursors) if (cursor.advance(document) === document) return true;
    return false;
  }

  /** All documents. */
  list(size: number): Listed {
    if (this.#cursors.length === 1) return listAll(this.#cursors[0]!);
    const bits = makeBits(size);
    for (const cursor of this.#cursors) {
      const { documents } = listAll(cursor);
      for (const document of documents) setBit(bits, document);
    }
    return listedBits(bits);
  }

  /** Reads the places in the first `count` documents, at most a stretch, all of them behind those of an earlier call. */
  read(documents: Uint32Array, count: number): void {
    this.#readers ??= this.#cursors.map((cursor) => new PlaceReader(cursor, this.#fields));
    if (this.#readers.length === 1) {
      this.#readers[0]!.read(documents, count, this.places);
      return;
    }
    const own = (this.#own ??= makePlaces());
    const keys: number[] = [];
    for (const reader of this.#readers) {
      reader.read(documents, count, own);
      for (let index = 0; index < count; index++) {
        for (let at = own.starts[index]!; at < own.ends[index]!; at++) {
          keys.push(index * DOCUMENT_ENTRIES + own.entries[at]!);
        }
      }
    }
    this.#put(Float64Array.from(keys).sort(), count);
  }

  #put(keys: Float64Array, count: number): void {
    const { places } = this;
    if (keys.length > places.entries.length) places.entries = grown(places.entries, keys.length);
    let at = 0;
    for (let index = 0; index < count; index++) {
      places.starts[index] = at;
      for (; at < keys.length && keys[at]! < (index + 1) * DOCUMENT_ENTRIES; at++) {
        places.entries[at] = keys[at]! % DOCUMENT_ENTRIES;
      }
      places.ends[index] = at;
    }
  }
}

/**
 * Lets go of documents in which no place of `after` lies at most so far behind one of `before`, the only slots that have been
 * read. Returns how many are left.
 */
export function keepNear(
  documents: Uint32Array,
  count: number,
  before: PhraseSlot,
  after: PhraseSlot,
  distance: number,
): number {
  const [a, b] = [before.places, after.places];
  let kept = 0;
  for (let index = 0; index < count; index++) {
    if (!isNear(a, b, index, distance)) continue;
    documents[kept] = documents[index]!;
    for (const { starts, ends } of [a, b]) {
      starts[kept] = starts[index]!;
      ends[kept] = ends[index]!;
    }
    kept++;
  }
  return kept;
}

function isNear(before: Places, after: Places, index: number, distance: number): boolean {
  let at = after.starts[index]!;
  const end = after.ends[index]!;
  for (let from = before.starts[index]!; from < before.ends[index]!; from++) {
    const place = before.entries[from]!;
    while (at < end && after.entries[at]! <= place) at++;
    if (at === end) return false;
    if (after.entries[at]! - place <= distance) return true;
  }
  return false;
}

/** What a cursor has not passed yet. */
function listAll(cursor: PostingCursor): Listed {
  const documents = scratchUint32(cursor.documents);
  let count = 0;
  for (let document = cursor.next(); document !== END; document = cursor.next()) documents[count++] = document;
  return { documents, count };
}

export function listedBits(bits: Bits): Listed {
  const documents = scratchUint32(countBits(bits));
  return { documents, count: listBits(bits, documents) };
}
