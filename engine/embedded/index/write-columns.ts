import { ByteWriter, encodeUtf8 } from './bytes.ts';
import type { BlockFileWriter } from './block-file.ts';
import type { CodebookColumns } from './codebook.ts';
import type { NumberColumn } from './number-column.ts';
import type { Section } from './segment-layout.ts';
import type { TermDictionaryBuilder } from './term-dictionary.ts';

/** Where the stored documents lie: the first one, the end of each behind that, and what they are read with. */
export interface StoredPlaces {
  readonly storedAt: number;
  readonly storedEnds: NumberColumn;
  readonly codebook: CodebookColumns;
}

/** The values of one facet: for each document where its own begin (one more than documents), and their names by number. */
export interface FacetNumbers {
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
  readonly names: readonly string[];
}

/**
 * The columns of the documents of a segment. Each is asked for once and let go when it has been written, so that whoever
 * can make them one by one need not hold them all.
 */
export interface Columns {
  readonly count: number;
  /** Words of all documents, for each field. */
  readonly words: readonly number[];
  /** The ids as bytes, and where each begins; one more begins where the last ends. */
  ids(): { readonly bytes: Uint8Array; readonly ends: Uint32Array };
  days(end: 'first' | 'last'): Int32Array;
  embargoes(): { readonly documents: readonly number[]; readonly visibleFrom: readonly number[] };
  /** As they are stored. */
  lengths(field: number): Uint8Array;
  facet(facet: number): FacetNumbers;
}

type Put = (name: string, array: Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array) => void;

/** Writes everything that stays in memory, each array at a multiple of eight bytes, in steps, and says where it lies. */
export function* writeColumns(
  file: BlockFileWriter,
  columns: Columns,
  facets: number,
  dictionary: TermDictionaryBuilder,
  stored: StoredPlaces,
): Generator<void, Section[]> {
  const start = file.position;
  const sections: Section[] = [];
  const put: Put = (name, array) => {
    sections.push({ name, offset: file.position - start, bytes: array.byteLength });
    file.write(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    file.align();
  };
  put('terms', dictionary.terms.view());
  put('infos', dictionary.infos.view());
  put('blocks', Uint32Array.from(dictionary.blocks));
  putIds(columns, put);
  yield;
  putDays(columns, put);
  yield;
  const { documents, visibleFrom } = columns.embargoes();
  put('embargoed', Uint32Array.from(documents));
  put('visibleFrom', Float64Array.from(visibleFrom));
  put('storedEnds', stored.storedEnds.view());
  put('symbols', stored.codebook.symbols);
  put('codeCounts', stored.codebook.codeCounts);
  columns.words.forEach((_, field) => put(`length${field}`, columns.lengths(field)));
  for (let facet = 0; facet < facets; facet++) {
    putFacet(columns.facet(facet), facet, put);
    yield;
  }
  return sections;
}

/** No view of each id: a million of them are a hundred megabytes. */
function putIds(columns: Columns, put: Put): void {
  const { bytes, ends } = columns.ids();
  put('ids', bytes);
  put('idEnds', ends);
  const order = Uint32Array.from({ length: columns.count }, (_, index) => index).sort((a, b) => {
    const [endA, endB] = [ends[a + 1]!, ends[b + 1]!];
    let [atA, atB] = [ends[a]!, ends[b]!];
    while (atA < endA && atB < endB && bytes[atA] === bytes[atB]) {
      atA++;
      atB++;
    }
    return atA < endA && atB < endB ? bytes[atA]! - bytes[atB]! : endA - atA - (endB - atB);
  });
  put('idOrder', order);
}

/** The order is newest first, undated last; of equal days the earlier document first. */
function putDays(columns: Columns, put: Put): void {
  const first = columns.days('first');
  put('dayFirst', first);
  put('dayLast', columns.days('last'));
  // One number holds both, day above document, and stays below 2^53.
  const span = 2 ** 28;
  const keys = Float64Array.from(first, (day, document) => -Math.max(day, -(2 ** 24)) * span + document).sort();
  put(
    'dayOrder',
    Uint32Array.from(keys, (key) => ((key % span) + span) % span),
  );
}

function putFacet({ starts, values, names }: FacetNumbers, facet: number, put: Put): void {
  put(`facetStarts${facet}`, starts);
  put(`facetValues${facet}`, names.length <= 0x10000 ? Uint16Array.from(values) : values);
  const bytes = new ByteWriter();
  for (const name of names) {
    const encoded = encodeUtf8(name);
    bytes.varint(encoded.length);
    bytes.raw(encoded);
  }
  put(`facetNames${facet}`, bytes.view());
}
