import { ByteWriter, encodeUtf8, wellFormed } from './bytes.ts';
import { encodeLength } from './field-length.ts';
import { NumberColumn } from './number-column.ts';
import { NO_DAY } from './schema.ts';
import { FacetNames } from './facet-names.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';
import type { Columns, FacetNumbers } from './write-columns.ts';

/** The columns of documents that come one by one. */
export class ColumnsBuilder implements Columns {
  count = 0;
  readonly words: number[];
  readonly #lengths: ByteWriter[];
  readonly #ids = new ByteWriter();
  readonly #idEnds = new NumberColumn();
  readonly #days = { first: new NumberColumn(), last: new NumberColumn() };
  readonly #embargoed: number[] = [];
  readonly #visibleFrom: number[] = [];
  readonly #facets: FacetBuilder[];

  constructor(schema: Pick<IndexSchema, 'fields' | 'facets'>) {
    this.words = schema.fields.map(() => 0);
    this.#lengths = schema.fields.map(() => new ByteWriter());
    this.#facets = schema.facets.map(() => new FacetBuilder());
    this.#idEnds.push(0);
  }

  /** `lengths` are words for each field. */
  add(document: Pick<IndexDocument, 'id' | 'days' | 'visibleFrom' | 'facets'>, lengths: readonly number[]): void {
    this.#ids.raw(encodeUtf8(document.id));
    this.#idEnds.push(this.#ids.length);
    lengths.forEach((length, field) => {
      this.words[field]! += length;
      this.#lengths[field]!.byte(encodeLength(length));
    });
    this.#days.first.push(document.days?.first ?? NO_DAY);
    this.#days.last.push(document.days?.last ?? NO_DAY);
    if (document.visibleFrom > 0) {
      this.#embargoed.push(this.count);
      this.#visibleFrom.push(document.visibleFrom);
    }
    document.facets.forEach((values, facet) => this.#facets[facet]!.add(values));
    this.count++;
  }

  ids(): { bytes: Uint8Array; ends: Uint32Array } {
    return { bytes: this.#ids.view(), ends: this.#idEnds.view() };
  }

  days(end: 'first' | 'last'): Int32Array {
    return this.#days[end].signed();
  }

  embargoes(): { documents: readonly number[]; visibleFrom: readonly number[] } {
    return { documents: this.#embargoed, visibleFrom: this.#visibleFrom };
  }

  lengths(field: number): Uint8Array {
    return this.#lengths[field]!.view();
  }

  facet(facet: number): FacetNumbers {
    return this.#facets[facet]!.numbers();
  }
}

/** The values of one facet as numbers of their own, in the order in which they first come. */
class FacetBuilder {
  readonly #starts = new NumberColumn();
  readonly #values = new NumberColumn();
  readonly #names = new FacetNames();

  constructor() {
    this.#starts.push(0);
  }

  add(values: readonly string[]): void {
    for (const value of new Set(values.map(wellFormed))) this.#values.push(this.#names.numberOf(value));
    this.#starts.push(this.#values.length);
  }

  numbers(): FacetNumbers {
    return { starts: this.#starts.view(), values: this.#values.view(), names: this.#names.names };
  }
}
