import { addBits, setBit } from './bits.ts';
import { readPostings } from './bulk-postings.ts';
import { DocumentSums } from './document-sums.ts';
import { END, PostingCursor } from './posting-list.ts';
import { PhraseCursor } from './phrase-match.ts';
import { PrefixCursor } from './prefix-lists.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';
import type { Bits } from './bits.ts';
import type { Listed } from './phrase-slot.ts';
import type { ResolvedAlternative } from './resolve-clauses.ts';
import type { Segment } from './segment.ts';

/** Saturation of repeated words (the k1 of BM25). */
const SATURATION = 1.4;

/** One list that makes a clause match. */
export interface Source {
  readonly cursor: PostingCursor | PhraseCursor | PrefixCursor;
  readonly factor: number;
  readonly fields: number;
}

/** The lists that make a clause match in a segment; phrases are sought `among` some documents, if these are told. */
export function openSources(
  segment: Segment,
  alternatives: readonly ResolvedAlternative[],
  withVariants: boolean,
  among?: Listed,
): Source[] {
  return alternatives.flatMap(({ slots, slop, fields, factor }): Source[] => {
    if (slots.length > 1) {
      const cursor = new PhraseCursor(segment, slots, slop, fields, among);
      return [{ cursor, factor: factor * slots.length, fields }];
    }
    const matches = slots[0]!.filter(({ variant }) => withVariants || !variant);
    const words = segment.queryPostingsOf(
      matches.flatMap(({ ordinal, prefix }) => (prefix === undefined ? ordinal : [])),
    );
    let next = 0;
    return matches.map(({ prefix, factor: own }) => ({
      cursor: prefix === undefined ? words[next++]! : segment.queryPrefix(prefix),
      factor: factor * own,
      fields,
    }));
  });
}

/** What the occurrences at a cursor count, before saturation; 0 when none is in a field asked for. */
export function occurrences(segment: Segment, source: Source, norms: readonly Float64Array[]): number {
  const { cursor, fields } = source;
  let sum = 0;
  for (let field = 0; field < norms.length; field++) {
    const frequency = cursor.frequencies[field]!;
    if (frequency > 0 && ((fields >>> field) & 1) === 1) {
      sum += frequency * norms[field]![segment.lengths[field]![cursor.document]!]!;
    }
  }
  return sum * source.factor;
}

/** What the occurrences of a clause count for the score: ever less, the more there are. */
export const saturate = (rarity: number, sum: number): number => (rarity * sum * (SATURATION + 1)) / (SATURATION + sum);

/** What no number of occurrences exceeds. */
export const saturated = (rarity: number): number => rarity * (SATURATION + 1);

/** Documents in order, and what the occurrences in each count before saturation. */
export interface Sums {
  readonly documents: Uint32Array;
  readonly sums: Float64Array;
  readonly count: number;
}

/** Reads all of some lists. */
export function readSums(segment: Segment, sources: readonly Source[], norms: readonly Float64Array[]): Sums {
  const only = sources.length === 1 ? sources[0]! : null;
  if (sources.length === 0) return { documents: scratchUint32(0), sums: scratchFloat64(0), count: 0 };
  if (only?.cursor instanceof PostingCursor) return readOne(segment, only, only.cursor, norms);
  if (only?.cursor instanceof PhraseCursor) return readPhrase(segment, only, only.cursor, norms);
  return readSeveral(segment, sources, norms);
}

function readPhrase(segment: Segment, source: Source, cursor: PhraseCursor, norms: readonly Float64Array[]): Sums {
  const documents = scratchUint32(cursor.documents);
  const sums = scratchFloat64(cursor.documents);
  let count = 0;
  for (let document = cursor.next(); document !== END; document = cursor.next()) {
    documents[count] = document;
    sums[count++] = occurrences(segment, source, norms);
  }
  return { documents, sums, count };
}

function readOne(segment: Segment, source: Source, cursor: PostingCursor, tables: readonly Float64Array[]): Sums {
  const documents = scratchUint32(cursor.documents);
  const sums = scratchFloat64(cursor.documents);
  const norms = { tables, lengths: segment.lengths, fields: source.fields };
  return { documents, sums, count: readPostings(cursor.whole(), norms, source.factor, documents, sums) };
}

function readSeveral(segment: Segment, sources: readonly Source[], tables: readonly Float64Array[]): Sums {
  const gathered = new DocumentSums(segment.documents);
  for (const source of sources) {
    const { cursor, fields, factor } = source;
    if (cursor instanceof PostingCursor) {
      gathered.addList(cursor, { tables, lengths: segment.lengths, fields }, factor);
      continue;
    }
    if (cursor instanceof PrefixCursor) {
      gathered.addCells(cursor, { tables, lengths: segment.lengths, fields }, factor);
      continue;
    }
    for (let document = cursor.next(); document !== END; document = cursor.next()) {
      gathered.add(document, occurrences(segment, source, tables));
    }
  }
  return gathered.take();
}

/** The documents that match, as bits; null where only positions tell. */
export function matchingBits(
  segment: Segment,
  sources: readonly Source[],
  tables: readonly Float64Array[],
): Bits | null {
  const bits = scratchUint32((segment.documents + 31) >>> 5).fill(0);
  const inAnyField = (1 << tables.length) - 1;
  for (const { cursor, fields } of sources) {
    if (cursor instanceof PhraseCursor) return null;
    const known = cursor instanceof PrefixCursor ? cursor.bits(fields) : fields === inAnyField ? cursor.bits() : null;
    if (known !== null) {
      addBits(bits, known);
      continue;
    }
    const { documents, count } = readSums(segment, [{ cursor, factor: 1, fields }], tables);
    for (let index = 0; index < count; index++) setBit(bits, documents[index]!);
  }
  return bits;
}
