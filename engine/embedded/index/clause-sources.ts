import { addBits, setBit } from './bits.ts';
import { readPostings, weighOccurrences } from './bulk-postings.ts';
import { DocumentSums } from './document-sums.ts';
import { END, PostingCursor } from './posting-list.ts';
import { PhraseCursor } from './phrase-match.ts';
import { PrefixCursor } from './prefix-lists.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';
import type { Bits } from './bits.ts';
import type { FieldNorms } from './bulk-postings.ts';
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
export function readSums(segment: Segment, sources: readonly Source[], tables: readonly Float64Array[]): Sums {
  if (sources.length === 0) return { documents: scratchUint32(0), sums: scratchFloat64(0), count: 0 };
  const { lengths } = segment;
  if (sources.length === 1) {
    const { cursor, fields, factor } = sources[0]!;
    if (!(cursor instanceof PrefixCursor)) return readOne(cursor, { tables, lengths, fields }, factor);
  }
  const gathered = new DocumentSums(segment.documents);
  for (const { cursor, fields, factor } of sources) {
    const norms = { tables, lengths, fields };
    if (cursor instanceof PostingCursor) gathered.addList(cursor, norms, factor);
    else if (cursor instanceof PrefixCursor) gathered.addCells(cursor, norms, factor);
    else {
      for (let document = cursor.next(); document !== END; document = cursor.next()) {
        gathered.add(document, weighOccurrences(norms, document, cursor.frequencies) * factor);
      }
    }
  }
  return gathered.take();
}

function readOne(cursor: PostingCursor | PhraseCursor, norms: FieldNorms, factor: number): Sums {
  const documents = scratchUint32(cursor.documents);
  const sums = scratchFloat64(cursor.documents);
  if (cursor instanceof PostingCursor) {
    return { documents, sums, count: readPostings(cursor.whole(), norms, factor, documents, sums) };
  }
  let count = 0;
  for (let document = cursor.next(); document !== END; document = cursor.next()) {
    documents[count] = document;
    sums[count++] = weighOccurrences(norms, document, cursor.frequencies) * factor;
  }
  return { documents, sums, count };
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
