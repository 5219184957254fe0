import { END } from './posting-list.ts';
import { ALL_FOLLOW, MAIN_LIMIT } from './postings-format.ts';
import { cellMask, IN_FIRST, MOST } from './prefix-lists.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';
import type { PostingCursor, Run } from './posting-list.ts';
import type { PrefixCursor } from './prefix-lists.ts';

/** What an occurrence in each field counts for a document: a table by length code, and the codes. */
export interface FieldNorms {
  readonly tables: readonly Float64Array[];
  readonly lengths: readonly Uint8Array[];
  /** Fields that count, one bit each. */
  readonly fields: number;
}

/** What occurrences in a document count, before saturation, from how many there are in each field; 0 when none is in a field that counts. */
export function weighOccurrences(
  { tables, lengths, fields }: FieldNorms,
  document: number,
  frequencies: Uint32Array,
): number {
  let sum = 0;
  for (let field = 0; field < tables.length; field++) {
    const frequency = frequencies[field]!;
    if (frequency > 0 && ((fields >>> field) & 1) === 1) sum += frequency * tables[field]![lengths[field]![document]!]!;
  }
  return sum;
}

/**
 * Reads postings one after the other, which is several times faster than walking them. Writes the documents that hold the term in
 * a field that counts, and what their occurrences count, times `factor`. Returns how many.
 */
export function readPostings(
  { bytes, start, before, count: postings }: Run,
  norms: FieldNorms,
  factor: number,
  documents: Uint32Array,
  sums: Float64Array,
): number {
  const fieldCount = norms.tables.length;
  const main = fieldCount - 1;
  const mainTable = norms.tables[main]!;
  const mainLengths = norms.lengths[main]!;
  const firstTable = norms.tables[0]!;
  const firstLengths = norms.lengths[0]!;
  const firstCounts = (norms.fields & 1) === 1;
  const mainCounts = ((norms.fields >>> main) & 1) === 1;
  const plainBelow = mainCounts ? MAIN_LIMIT : 0;
  let position = start;
  let document = before;
  let count = 0;
  for (let left = postings; left > 0; left--) {
    // Most are one byte, or two with a small frequency in the main field; which of the two, no branch must guess.
    let coded = bytes[position]!;
    const once = coded & 1;
    const often = left > 1 ? bytes[position + 1]! * (1 - once) : MAIN_LIMIT;
    if (coded < 128 && often < plainBelow) {
      document += (coded >>> 1) + 1;
      position += 2 - once;
      documents[count] = document;
      sums[count++] = (often + once) * mainTable[mainLengths[document]!]! * factor;
      continue;
    }
    let byte = bytes[position++]!;
    coded = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[position++]!;
      coded |= (byte & 127) << shift;
    }
    document += (coded >>> 1) + 1;
    let sum = 0;
    if ((coded & 1) === 1) {
      if (mainCounts) sum = mainTable[mainLengths[document]!]!;
    } else {
      const both = bytes[position++]!;
      if (both < ALL_FOLLOW) {
        if (mainCounts) sum = (both % MAIN_LIMIT) * mainTable[mainLengths[document]!]!;
        if (both >= MAIN_LIMIT && firstCounts) sum += ((both / MAIN_LIMIT) | 0) * firstTable[firstLengths[document]!]!;
      } else {
        for (let field = 0; field < fieldCount; field++) {
          byte = bytes[position++]!;
          let frequency = byte & 127;
          for (let shift = 7; byte > 127; shift += 7) {
            byte = bytes[position++]!;
            frequency |= (byte & 127) << shift;
          }
          if (frequency > 0 && ((norms.fields >>> field) & 1) === 1) {
            sum += frequency * norms.tables[field]![norms.lengths[field]![document]!]!;
          }
        }
      }
    }
    if (sum === 0) continue;
    documents[count] = document;
    sums[count++] = sum * factor;
  }
  return count;
}

/** Adds what a list of a beginning counts in a stretch of documents, times `factor`, to `sums`, which begins with the first of them. */
export function sumCells(
  { cells, size }: PrefixCursor,
  { tables, lengths, fields }: FieldNorms,
  factor: number,
  stretch: { readonly first: number; readonly end: number },
  sums: Float64Array,
): void {
  const main = tables.length - 1;
  const [firstTable, firstLengths] = [tables[0]!, lengths[0]!];
  const [mainTable, mainLengths] = [tables[main]!, lengths[main]!];
  const mask = cellMask(fields, tables.length);
  const end = Math.min(stretch.end, size);
  for (let document = stretch.first; document < end; document++) {
    const cell = (cells[document >>> 1]! >>> ((document & 1) << 2)) & mask;
    if (cell === 0) continue;
    let sum = (cell & MOST) * mainTable[mainLengths[document]!]!;
    if (cell >= IN_FIRST) sum += firstTable[firstLengths[document]!]!;
    sums[document - stretch.first]! += sum * factor;
  }
}

/** Documents already found, in rising order, and the sums that stand beside them. */
interface Found {
  readonly documents: Uint32Array;
  readonly count: number;
  readonly sums: Float64Array;
}

/** A list is read whole when it has no more than so many documents for each one found: skipping blocks would save less than it costs. */
const READ_WHOLE = 48;

/** Adds what a list counts to the sums of documents already found. */
export function lookUpPostings(cursor: PostingCursor, norms: FieldNorms, factor: number, found: Found): void {
  if (cursor.documents <= found.count * READ_WHOLE) addWhole(cursor, norms, factor, found);
  else addSkipping(cursor, norms, factor, found);
}

function addWhole(cursor: PostingCursor, norms: FieldNorms, factor: number, found: Found): void {
  const documents = scratchUint32(cursor.documents);
  const values = scratchFloat64(cursor.documents);
  const count = readPostings(cursor.whole(), norms, factor, documents, values);
  let at = 0;
  for (let index = 0; index < count && at < found.count; index++) {
    const document = documents[index]!;
    // in leaps that double, then by halves: either list may be far longer than the other
    let leap = 1;
    while (at + leap < found.count && found.documents[at + leap]! < document) leap *= 2;
    let high = Math.min(at + leap, found.count);
    at += leap >>> 1;
    while (at < high) {
      const middle = (at + high) >>> 1;
      if (found.documents[middle]! < document) at = middle + 1;
      else high = middle;
    }
    if (at < found.count && found.documents[at] === document) found.sums[at]! += values[index]!;
  }
}

/** Whole blocks between two of the documents found are passed over. */
function addSkipping(cursor: PostingCursor, norms: FieldNorms, factor: number, found: Found): void {
  for (let index = 0; index < found.count; index++) {
    const wanted = found.documents[index]!;
    const document = cursor.advance(wanted);
    if (document === END) return;
    if (document !== wanted) continue;
    found.sums[index]! += weighOccurrences(norms, document, cursor.frequencies) * factor;
  }
}
