import { END } from './posting-list.ts';
import { NumberColumn } from './number-column.ts';
import { FacetNames } from './facet-names.ts';
import type { MergeSource } from './merge-source.ts';
import type { Segment } from './segment.ts';
import type { Columns, FacetNumbers } from './write-columns.ts';

/** The columns of the living documents of several segments, each made when it is asked for: all of them at once take as much as the segments do. */
export class MergedColumns implements Columns {
  readonly count: number;
  readonly words: readonly number[];
  readonly #sources: readonly MergeSource[];
  readonly #numbering: readonly Uint32Array[];

  /** `numbering` gives for each source the new number of each document, `END` for those that go; `count` are left. */
  constructor(
    sources: readonly MergeSource[],
    numbering: readonly Uint32Array[],
    count: number,
    words: readonly number[],
  ) {
    this.count = count;
    this.words = words;
    this.#sources = sources;
    this.#numbering = numbering;
  }

  /** Calls `visit` for each document that stays, in order. */
  #forEach(visit: (segment: Segment, document: number, number: number, source: number) => void): void {
    this.#sources.forEach(({ segment }, source) => {
      const numbers = this.#numbering[source]!;
      for (let document = 0; document < segment.documents; document++) {
        if (numbers[document] !== END) visit(segment, document, numbers[document]!, source);
      }
    });
  }

  ids(): { bytes: Uint8Array; ends: Uint32Array } {
    const ends = new Uint32Array(this.count + 1);
    let end = 0;
    this.#forEach((segment, document, number) => (ends[number + 1] = end += segment.idBytes(document).length));
    const bytes = new Uint8Array(end);
    this.#forEach((segment, document, number) => bytes.set(segment.idBytes(document), ends[number]));
    return { bytes, ends };
  }

  days(end: 'first' | 'last'): Int32Array {
    const days = new Int32Array(this.count);
    const column = end === 'first' ? 'dayFirst' : 'dayLast';
    this.#forEach((segment, document, number) => (days[number] = segment[column][document]!));
    return days;
  }

  embargoes(): { documents: number[]; visibleFrom: number[] } {
    const documents: number[] = [];
    const visibleFrom: number[] = [];
    this.#sources.forEach(({ segment }, source) => {
      segment.embargoed.forEach((document, index) => {
        const number = this.#numbering[source]![document]!;
        if (number === END) return;
        documents.push(number);
        visibleFrom.push(segment.visibleFrom[index]!);
      });
    });
    return { documents, visibleFrom };
  }

  lengths(field: number): Uint8Array {
    const lengths = new Uint8Array(this.count);
    this.#forEach((segment, document, number) => (lengths[number] = segment.lengths[field]![document]!));
    return lengths;
  }

  facet(facet: number): FacetNumbers {
    const starts = new Uint32Array(this.count + 1);
    const values = new NumberColumn();
    const facetNames = new FacetNames();
    const renamed = this.#sources.map(({ segment }) => new Uint32Array(segment.facets[facet]!.names.length));
    this.#forEach((segment, document, number, source) => {
      const own = segment.facets[facet]!;
      const known = renamed[source]!;
      for (let at = own.starts[document]!; at < own.starts[document + 1]!; at++) {
        const value = own.values[at]!;
        if (known[value] === 0) known[value] = facetNames.numberOf(own.names[value]!) + 1;
        values.push(known[value]! - 1);
      }
      starts[number + 1] = values.length;
    });
    return { starts, values: values.view(), names: facetNames.names };
  }
}
