import { ByteWriter, encodeUtf8 } from './bytes.ts';
import { encodeLength } from './field-length.ts';
import { NumberColumn } from './number-column.ts';
import { NO_DAY } from './schema.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';
import type { BlockFileWriter } from './block-file.ts';
import type { Section } from './segment-layout.ts';
import type { TermDictionaryBuilder } from './term-dictionary.ts';

/** Where stored parts lie: the end of each document's first part, and the packs of the others. */
export interface StoredPlaces {
  readonly headEnds: NumberColumn;
  readonly packs: { readonly firsts: readonly number[]; readonly ends: readonly number[] };
}

/** The columns of the documents of a segment, while it is being made. */
export class ColumnsBuilder {
  count = 0;
  readonly words: number[];
  readonly #lengths: ByteWriter[];
  readonly #ids = new ByteWriter();
  readonly #idEnds = new NumberColumn();
  readonly #dayFirst = new NumberColumn();
  readonly #dayLast = new NumberColumn();
  readonly #embargoed: number[] = [];
  readonly #visibleFrom: number[] = [];
  readonly #facets: FacetBuilder[];

  constructor(schema: Pick<IndexSchema, 'fields' | 'facets'>) {
    this.words = schema.fields.map(() => 0);
    this.#lengths = schema.fields.map(() => new ByteWriter());
    this.#facets = schema.facets.map(() => new FacetBuilder());
    this.#idEnds.push(0);
  }

  /** The length of each field of the documents so far, as it is stored. */
  get lengths(): Uint8Array[] {
    return this.#lengths.map((lengths) => lengths.view());
  }

  /** `lengths` are words for each field. */
  add(document: Pick<IndexDocument, 'id' | 'days' | 'visibleFrom' | 'facets'>, lengths: readonly number[]): void {
    lengths.forEach((length, field) => (this.words[field]! += length));
    this.addEncoded(encodeUtf8(document.id), document, lengths.map(encodeLength));
  }

  /** As `add`, with lengths as they are stored; the sum of words is the caller's. */
  addEncoded(
    id: Uint8Array,
    document: Pick<IndexDocument, 'days' | 'visibleFrom' | 'facets'>,
    lengthCodes: readonly number[],
  ): void {
    this.#ids.raw(id);
    this.#idEnds.push(this.#ids.length);
    lengthCodes.forEach((code, field) => this.#lengths[field]!.raw(Uint8Array.of(code)));
    this.#dayFirst.push(document.days?.first ?? NO_DAY);
    this.#dayLast.push(document.days?.last ?? NO_DAY);
    if (document.visibleFrom > 0) {
      this.#embargoed.push(this.count);
      this.#visibleFrom.push(document.visibleFrom);
    }
    document.facets.forEach((values, facet) => this.#facets[facet]!.add(values));
    this.count++;
  }

  /** Writes everything that stays in memory, each array at a multiple of eight bytes, and says where it lies. */
  write(file: BlockFileWriter, dictionary: TermDictionaryBuilder, stored: StoredPlaces): Section[] {
    const start = file.position;
    const sections: Section[] = [];
    const put = (name: string, array: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }): void => {
      sections.push({ name, offset: file.position - start, bytes: array.byteLength });
      file.write(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
      file.align();
    };
    put('terms', dictionary.terms.view());
    put('infos', dictionary.infos.view());
    put('blocks', Uint32Array.from(dictionary.blocks));
    put('ids', this.#ids.view());
    put('idEnds', this.#idEnds.view());
    put('idOrder', this.#idOrder());
    put('dayFirst', this.#dayFirst.signed());
    put('dayLast', this.#dayLast.signed());
    put('dayOrder', this.#dayOrder());
    put('embargoed', Uint32Array.from(this.#embargoed));
    put('visibleFrom', Float64Array.from(this.#visibleFrom));
    put('headEnds', stored.headEnds.view());
    put('packFirsts', Uint32Array.from(stored.packs.firsts));
    put('packEnds', Uint32Array.from(stored.packs.ends));
    this.#lengths.forEach((lengths, field) => put(`length${field}`, lengths.view()));
    this.#facets.forEach((facet, index) => facet.write(index, put));
    return sections;
  }

  /** No view of each id: a million of them are a hundred megabytes. */
  #idOrder(): Uint32Array {
    const { bytes } = this.#ids;
    const ends = this.#idEnds.view();
    return Uint32Array.from({ length: this.count }, (_, index) => index).sort((a, b) => {
      const [endA, endB] = [ends[a + 1]!, ends[b + 1]!];
      let [atA, atB] = [ends[a]!, ends[b]!];
      while (atA < endA && atB < endB && bytes[atA] === bytes[atB]) {
        atA++;
        atB++;
      }
      return atA < endA && atB < endB ? bytes[atA]! - bytes[atB]! : endA - atA - (endB - atB);
    });
  }

  /** Newest first, undated last; of equal days the earlier document first. */
  #dayOrder(): Uint32Array {
    // One number holds both, day above document, and stays below 2^53.
    const span = 2 ** 28;
    const keys = Float64Array.from(
      this.#dayFirst.signed(),
      (day, document) => -Math.max(day, -(2 ** 24)) * span + document,
    ).sort();
    return Uint32Array.from(keys, (key) => ((key % span) + span) % span);
  }
}

/** One facet: for each document where its values begin, and the values as numbers of their own. */
class FacetBuilder {
  readonly #starts = new NumberColumn();
  readonly #values = new NumberColumn();
  readonly #numbers = new Map<string, number>();

  constructor() {
    this.#starts.push(0);
  }

  add(values: readonly string[]): void {
    for (const value of new Set(values)) {
      let number = this.#numbers.get(value);
      if (number === undefined) this.#numbers.set(value, (number = this.#numbers.size));
      this.#values.push(number);
    }
    this.#starts.push(this.#values.length);
  }

  write(index: number, put: (name: string, array: Uint8Array | Uint16Array | Uint32Array) => void): void {
    put(`facetStarts${index}`, this.#starts.view());
    const values = this.#values.view();
    put(`facetValues${index}`, this.#numbers.size <= 0x10000 ? Uint16Array.from(values) : values);
    const names = new ByteWriter();
    for (const name of this.#numbers.keys()) {
      const bytes = encodeUtf8(name);
      names.varint(bytes.length);
      names.raw(bytes);
    }
    put(`facetNames${index}`, names.view());
  }
}
