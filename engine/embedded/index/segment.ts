import { BlockFile } from './block-file.ts';
import { ByteReader, compareBytes, decodeUtf8, encodeUtf8 } from './bytes.ts';
import { IndexError } from './errors.ts';
import { readInOrder, readTogether } from './list-sources.ts';
import { PostingCursor } from './posting-list.ts';
import { LONGEST_CODE } from './prefix-code.ts';
import { prefixBytes, PrefixCursor } from './prefix-lists.ts';
import { NO_DAY } from './schema.ts';
import { StoredDocuments } from './stored-documents.ts';
import { scratchBytes } from './scratch.ts';
import { blockNumbers, TermDictionary } from './term-dictionary.ts';
import type { CodebookColumns } from './codebook.ts';
import type { ListSource } from './posting-list.ts';
import type { ListLocation } from './postings-format.ts';
import type { SectionName, SegmentMeta } from './segment-layout.ts';

export interface FacetColumn {
  /** Where each document's values begin; one more entry than documents. */
  readonly starts: Uint32Array;
  readonly values: Uint16Array | Uint32Array;
  readonly names: readonly string[];
}

/**
 * An immutable segment, open for reading. Dictionary and columns are in memory; postings, positions and stored documents
 * are read from the file when asked for.
 */
export class Segment {
  readonly path: string;
  readonly meta: SegmentMeta;
  readonly documents: number;
  readonly terms: TermDictionary;
  /** The columns, one after the other. */
  readonly resident: Uint8Array;
  readonly lengths: readonly Uint8Array[];
  /** Documents by id, and from the newest day on. */
  readonly idOrder: Uint32Array;
  readonly dayOrder: Uint32Array;
  readonly dayFirst: Int32Array;
  readonly dayLast: Int32Array;
  readonly embargoed: Uint32Array;
  readonly visibleFrom: Float64Array;
  readonly facets: readonly FacetColumn[];
  readonly #file: BlockFile;
  readonly #sections: ReadonlyMap<string, { offset: number; bytes: number }>;
  readonly #ids: Uint8Array;
  readonly #idEnds: Uint32Array;
  readonly #stored: StoredDocuments;

  /** @throws IndexError damaged */
  constructor(path: string) {
    this.path = path;
    this.#file = new BlockFile(path);
    try {
      this.meta = this.#file.meta as SegmentMeta;
      this.documents = this.meta.documents;
      this.resident = this.#read(this.meta.residentAt, this.meta.residentBytes);
      this.#sections = new Map(this.meta.sections.map((section) => [section.name, section]));
      this.terms = new TermDictionary(
        this.#bytes('terms'),
        this.#bytes('infos'),
        this.#numbers('blocks', Uint32Array, blockNumbers(this.meta.terms)),
        this.meta.terms,
      );
      this.#idEnds = this.#numbers('idEnds', Uint32Array, this.documents + 1);
      this.#ids = this.#bytes('ids', this.#idEnds[this.documents]);
      this.idOrder = this.#numbers('idOrder', Uint32Array, this.documents);
      this.dayFirst = this.#numbers('dayFirst', Int32Array, this.documents);
      this.dayLast = this.#numbers('dayLast', Int32Array, this.documents);
      this.dayOrder = this.#numbers('dayOrder', Uint32Array, this.documents);
      this.embargoed = this.#numbers('embargoed', Uint32Array);
      this.visibleFrom = this.#numbers('visibleFrom', Float64Array, this.embargoed.length);
      this.#stored = this.#storedFrom(this.#read);
      this.lengths = this.meta.fields.map((_, field) => this.#bytes(`length${field}`, this.documents));
      this.facets = this.meta.facets.map((_, facet) => this.#facet(facet));
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  #bytes(name: SectionName, length?: number): Uint8Array {
    return this.#numbers(name, Uint8Array, length);
  }

  /** A section, whose length must be the one given. */
  #numbers<T>(
    name: SectionName,
    type: { new (buffer: ArrayBufferLike, offset: number, length: number): T; BYTES_PER_ELEMENT: number },
    length?: number,
  ): T {
    const { offset, bytes } = this.#sections.get(name) ?? { offset: -1, bytes: 0 };
    const found = bytes / type.BYTES_PER_ELEMENT;
    if (!(offset >= 0 && offset % 8 === 0 && bytes >= 0 && offset + bytes <= this.resident.length))
      throw this.#damaged(`there is no section ${name}`);
    if (found !== (length ?? Math.floor(found)))
      throw this.#damaged(`section ${name} is ${bytes} bytes long, the other ones say otherwise`);
    return new type(this.resident.buffer, this.resident.byteOffset + offset, found);
  }

  #facet(index: number): FacetColumn {
    const names: string[] = [];
    const reader = new ByteReader(this.#bytes(`facetNames${index}`));
    while (reader.position < reader.bytes.length) names.push(decodeUtf8(reader.raw(reader.varint())));
    const values = names.length <= 0x10000 ? Uint16Array : Uint32Array;
    const starts = this.#numbers(`facetStarts${index}`, Uint32Array, this.documents + 1);
    const count = starts[this.documents];
    return { starts, values: this.#numbers<Uint16Array | Uint32Array>(`facetValues${index}`, values, count), names };
  }

  /** A cursor over the postings of a term. */
  postings(ordinal: number, source: ListSource = this.#read): PostingCursor {
    return this.#walk(this.terms.info(ordinal), source);
  }

  /** For reading all lists in the order of their terms. */
  sequentialLists(): ListSource {
    return readInOrder(this.#read, this.meta.storedAt);
  }

  /** As `postings`, for use until the next query begins. */
  queryPostings(ordinal: number): PostingCursor {
    return this.postings(ordinal, this.#readForQuery);
  }

  #walk(list: ListLocation, source: ListSource): PostingCursor {
    if (list.documents > this.documents) throw this.#damaged(`the list at byte ${list.offset} has too many documents`);
    return new PostingCursor(list, this.lengths.length, this.documents, source);
  }

  /** As `queryPostings`, of several terms. */
  queryPostingsOf(ordinals: readonly number[]): PostingCursor[] {
    const places = ordinals.map((ordinal) => this.terms.info(ordinal));
    const sources = readTogether(places, this.#readForQuery);
    return places.map((place, at) => this.#walk(place, sources[at]!));
  }

  /** How many documents hold a word that begins so, by a list made for it; null when there is no such list. */
  prefixDocuments(prefix: string): number | null {
    return Object.hasOwn(this.meta.prefixes, prefix) ? this.meta.prefixes[prefix]![1] : null;
  }

  /** The list of a beginning that has one, for use until the next query begins. */
  queryPrefix(prefix: string): PrefixCursor | PostingCursor {
    const [offset, documents, postingsBytes, positionsBytes = 0] = this.meta.prefixes[prefix]!;
    if (postingsBytes !== undefined) {
      return this.#walk({ documents, offset, postingsBytes, positionsBytes }, this.#readForQuery);
    }
    const list = this.#readForQuery(offset, prefixBytes(this.documents));
    return new PrefixCursor(list, this.documents, this.lengths.length);
  }

  readonly #read: ListSource = (offset, length) => this.#file.read(offset, length);

  readonly #readForQuery: ListSource = (offset, length) => this.#file.read(offset, length, scratchBytes);

  /** One stored part of a document. @throws IndexError damaged */
  stored(document: number, part: number): Uint8Array {
    return this.#stored.part(document, part);
  }

  /** For reading what is stored of all documents in their order. */
  storedInOrder(): StoredDocuments {
    return this.#storedFrom(readInOrder(this.#read, this.meta.residentAt));
  }

  /** What the stored documents are read with. */
  get codebookColumns(): CodebookColumns {
    const codeCounts = this.#numbers('codeCounts', Uint32Array, LONGEST_CODE + 1);
    return { symbols: this.#bytes('symbols'), codeCounts };
  }

  #storedFrom(source: ListSource): StoredDocuments {
    const ends = this.#numbers('storedEnds', Uint32Array, this.documents);
    return new StoredDocuments(this.path, this.meta, source, ends, this.codebookColumns);
  }

  idBytes(document: number): Uint8Array {
    return this.#ids.subarray(this.#idEnds[document], this.#idEnds[document + 1]);
  }

  id(document: number): string {
    return decodeUtf8(this.idBytes(document));
  }

  /** The numbers of the documents with this id: one, or several when some of them are deleted. */
  findId(id: string): number[] {
    const wanted = encodeUtf8(id);
    let low = 0;
    let high = this.documents;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareBytes(this.idBytes(this.idOrder[middle]!), wanted) < 0) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (; low < this.documents; low++) {
      const document = this.idOrder[low]!;
      if (compareBytes(this.idBytes(document), wanted) !== 0) break;
      found.push(document);
    }
    return found;
  }

  /** The range of days of a document, or null. */
  days(document: number): { first: number; last: number } | null {
    const first = this.dayFirst[document]!;
    return first === NO_DAY ? null : { first, last: this.dayLast[document]! };
  }

  /** The values of a document for one facet. */
  facetValues(document: number, facet: number): string[] {
    const { starts, values, names } = this.facets[facet]!;
    const own: string[] = [];
    for (let at = starts[document]!; at < starts[document + 1]!; at++) own.push(names[values[at]!]!);
    return own;
  }

  /** Blocks of the file whose checksum does not hold. */
  damagedBlocks(): number[] {
    return this.#file.damagedBlocks();
  }

  #damaged(what: string): IndexError {
    return new IndexError('damaged', `${this.path}: ${what}`);
  }

  get sizeBytes(): number {
    return this.#file.sizeBytes;
  }

  close(): void {
    this.#file.close();
  }
}
