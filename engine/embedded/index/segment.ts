import { BlockFile } from './block-file.ts';
import { ByteReader, compareBytes, decodeUtf8, encodeUtf8 } from './bytes.ts';
import { IndexError } from './errors.ts';
import { readInOrder, readTogether } from './list-sources.ts';
import { END, PostingCursor } from './posting-list.ts';
import { prefixBytes, PrefixCursor } from './prefix-lists.ts';
import { NO_DAY } from './schema.ts';
import { StoredDocuments } from './stored-documents.ts';
import { scratchBytes } from './scratch.ts';
import { TermDictionary } from './term-dictionary.ts';
import type { CodebookColumns } from './codebook.ts';
import type { ListSource } from './posting-list.ts';
import type { SectionName, SegmentMeta } from './segment-layout.ts';

export interface FacetColumn {
  /** Where each document's values begin; one more entry than documents. */
  readonly starts: Uint32Array;
  readonly values: Uint16Array | Uint32Array;
  readonly names: readonly string[];
}

/**
 * An immutable segment, open for reading. Dictionary and columns are in memory (shareable between threads); postings,
 * positions and stored documents are read from the file when asked for.
 */
export class Segment {
  readonly path: string;
  readonly meta: SegmentMeta;
  readonly documents: number;
  readonly terms: TermDictionary;
  readonly resident: SharedArrayBuffer;
  readonly lengths: readonly Uint8Array[];
  readonly dayFirst: Int32Array;
  readonly dayLast: Int32Array;
  readonly dayOrder: Uint32Array;
  readonly embargoed: Uint32Array;
  readonly visibleFrom: Float64Array;
  readonly facets: readonly FacetColumn[];
  readonly #file: BlockFile;
  readonly #sections: ReadonlyMap<string, { offset: number; bytes: number }>;
  readonly #ids: Uint8Array;
  readonly #idEnds: Uint32Array;
  readonly #idOrder: Uint32Array;
  readonly #stored: StoredDocuments;

  /** @throws IndexError damaged. `resident` is taken from another thread that has the same file open. */
  constructor(path: string, resident?: SharedArrayBuffer) {
    this.path = path;
    this.#file = new BlockFile(path);
    try {
      this.meta = this.#file.meta as SegmentMeta;
      this.documents = this.meta.documents;
      this.resident = resident ?? this.#load();
      this.#sections = new Map(this.meta.sections.map((section) => [section.name, section]));
      this.terms = new TermDictionary(
        this.#bytes('terms'),
        this.#bytes('infos'),
        this.#numbers('blocks', Uint32Array),
        this.meta.terms,
      );
      this.#ids = this.#bytes('ids');
      this.#idEnds = this.#numbers('idEnds', Uint32Array);
      this.#idOrder = this.#numbers('idOrder', Uint32Array);
      this.dayFirst = this.#numbers('dayFirst', Int32Array);
      this.dayLast = this.#numbers('dayLast', Int32Array);
      this.dayOrder = this.#numbers('dayOrder', Uint32Array);
      this.embargoed = this.#numbers('embargoed', Uint32Array);
      this.visibleFrom = this.#numbers('visibleFrom', Float64Array);
      this.#stored = this.#storedFrom((offset, length) => this.#read(offset, length));
      this.lengths = this.meta.fields.map((_, field) => this.#bytes(`length${field}`));
      this.facets = this.meta.facets.map((_, facet) => this.#facet(facet));
    } catch (error) {
      this.#file.close();
      throw error;
    }
  }

  #load(): SharedArrayBuffer {
    const resident = new SharedArrayBuffer(this.meta.residentBytes);
    this.#file.read(this.meta.residentAt, new Uint8Array(resident));
    return resident;
  }

  #bytes(name: SectionName): Uint8Array {
    const { offset, bytes } = this.#section(name);
    return new Uint8Array(this.resident, offset, bytes);
  }

  #numbers<T>(
    name: SectionName,
    type: { new (buffer: SharedArrayBuffer, offset: number, length: number): T; BYTES_PER_ELEMENT: number },
  ): T {
    const { offset, bytes } = this.#section(name);
    return new type(this.resident, offset, bytes / type.BYTES_PER_ELEMENT);
  }

  #section(name: SectionName): { offset: number; bytes: number } {
    const section = this.#sections.get(name);
    if (!section) throw new IndexError('damaged', `${this.path}: there is no section ${name}`);
    return section;
  }

  #facet(index: number): FacetColumn {
    const names: string[] = [];
    const reader = new ByteReader(this.#bytes(`facetNames${index}`));
    while (reader.position < reader.bytes.length) names.push(decodeUtf8(reader.raw(reader.varint())));
    const values = names.length <= 0x10000 ? Uint16Array : Uint32Array;
    return {
      starts: this.#numbers(`facetStarts${index}`, Uint32Array),
      values: this.#numbers<Uint16Array | Uint32Array>(`facetValues${index}`, values),
      names,
    };
  }

  /** A cursor over the postings of a term. */
  postings(ordinal: number, source: ListSource = (offset, length) => this.#read(offset, length)): PostingCursor {
    return new PostingCursor(this.terms.info(ordinal), this.lengths.length, this.documents, source);
  }

  /** For reading all lists in the order of their terms. */
  sequentialLists(): ListSource {
    return readInOrder((offset, length) => this.#read(offset, length), this.meta.storedAt);
  }

  /** As `postings`, for use until the next query begins. */
  queryPostings(ordinal: number): PostingCursor {
    return new PostingCursor(this.terms.info(ordinal), this.lengths.length, this.documents, this.#readForQuery);
  }

  /** As `queryPostings`, of several terms. */
  queryPostingsOf(ordinals: readonly number[]): PostingCursor[] {
    const places = ordinals.map((ordinal) => this.terms.info(ordinal));
    const sources = readTogether(places, this.#readForQuery);
    return places.map((place, at) => new PostingCursor(place, this.lengths.length, this.documents, sources[at]!));
  }

  /** How many documents hold a word that begins so, by a list made for it; null when there is no such list. */
  prefixDocuments(prefix: string): number | null {
    return Object.hasOwn(this.meta.prefixes, prefix) ? this.meta.prefixes[prefix]![1] : null;
  }

  /** The list of a beginning that has one, for use until the next query begins. */
  queryPrefix(prefix: string): PrefixCursor | PostingCursor {
    const [offset, documents, postingsBytes, positionsBytes = 0] = this.meta.prefixes[prefix]!;
    if (postingsBytes !== undefined) {
      const location = { documents, offset, postingsBytes, positionsBytes };
      return new PostingCursor(location, this.lengths.length, this.documents, this.#readForQuery);
    }
    const list = this.#readForQuery(offset, prefixBytes(this.documents));
    return new PrefixCursor(list, this.documents, this.lengths.length, END);
  }

  readonly #readForQuery = (offset: number, length: number): Uint8Array => {
    const bytes = scratchBytes(length);
    this.#file.read(offset, bytes);
    return bytes;
  };

  /** One stored part of a document. @throws IndexError damaged */
  stored(document: number, part: number): Uint8Array {
    return this.#stored.part(document, part);
  }

  /** For reading what is stored of all documents in their order. */
  storedInOrder(): StoredDocuments {
    return this.#storedFrom(readInOrder((offset, length) => this.#read(offset, length), this.meta.residentAt));
  }

  /** What the stored documents are read with. */
  get codebookColumns(): CodebookColumns {
    return { symbols: this.#bytes('symbols'), codeCounts: this.#numbers('codeCounts', Uint32Array) };
  }

  #storedFrom(source: ListSource): StoredDocuments {
    const ends = this.#numbers('storedEnds', Uint32Array);
    return new StoredDocuments(this.path, this.meta, source, ends, this.codebookColumns);
  }

  #read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    this.#file.read(offset, bytes);
    return bytes;
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
      if (compareBytes(this.idBytes(this.#idOrder[middle]!), wanted) < 0) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (; low < this.documents; low++) {
      const document = this.#idOrder[low]!;
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

  get sizeBytes(): number {
    return this.#file.sizeBytes;
  }

  close(): void {
    this.#file.close();
  }
}
