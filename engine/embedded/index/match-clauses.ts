import { clearBit, dropBits } from './bits.ts';
import { lookUpPostings, readPostings } from './bulk-postings.ts';
import { END, PostingCursor } from './posting-list.ts';
import { PhraseCursor } from './phrase-match.ts';
import { PrefixCursor } from './prefix-lists.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';
import { DocumentSums } from './document-sums.ts';
import type { Listed } from './phrase-slot.ts';
import type { ResolvedAlternative, ResolvedClause } from './resolve-clauses.ts';
import type { Segment } from './segment.ts';

/** Saturation of repeated words (the k1 of BM25). */
const SATURATION = 1.4;

/** Documents of one part that match, in order. */
export interface Matches {
  documents: Uint32Array;
  scores: Float64Array;
  /** Sum of the weights of the clauses that matched. */
  weights: Uint32Array;
  count: number;
}

/** One list that makes a clause match. */
export interface Source {
  readonly cursor: PostingCursor | PhraseCursor | PrefixCursor;
  readonly factor: number;
  readonly fields: number;
}

/**
 * Documents of one segment whose matched clauses weigh at least `minimum` together. Rare clauses first: those without
 * which the minimum cannot be reached are gathered, the others only looked up for what has been gathered.
 */
export function matchClauses(
  segment: Segment,
  part: number,
  clauses: readonly ResolvedClause[],
  minimum: number,
  norms: readonly Float64Array[],
  withVariants: boolean,
): Matches {
  const ordered = [...clauses].sort((a, b) => a.documents - b.documents || b.weight - a.weight);
  let left = ordered.reduce((sum, clause) => sum + clause.weight, 0);
  let matches: Matches | null = null;
  for (const clause of ordered) {
    const among = left >= minimum ? undefined : matches!;
    const sources = openSources(segment, clause.parts[part]!, withVariants, among);
    if (among === undefined) {
      const found = gather(segment, sources, norms, clause);
      matches = matches === null ? found : union(matches, found);
    } else {
      lookUp(segment, sources, norms, clause, among);
    }
    left -= clause.weight;
    if (ordered.length > 1) dropHopeless(matches!, minimum - left);
  }
  return (
    matches ?? { documents: new Uint32Array(0), scores: new Float64Array(0), weights: new Uint32Array(0), count: 0 }
  );
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
function occurrences(segment: Segment, source: Source, norms: readonly Float64Array[]): number {
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

/** All documents that match a clause. */
function gather(
  segment: Segment,
  sources: readonly Source[],
  norms: readonly Float64Array[],
  clause: ResolvedClause,
): Matches {
  const { documents, sums, count } = readSums(segment, sources, norms);
  for (let index = 0; index < count; index++) sums[index] = saturate(clause.rarity, sums[index]!);
  return { documents, scores: sums, weights: scratchUint32(count).fill(clause.weight), count };
}

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

function union(a: Matches, b: Matches): Matches {
  const documents = scratchUint32(a.count + b.count);
  const scores = scratchFloat64(documents.length).fill(0);
  const weights = scratchUint32(documents.length).fill(0);
  let count = 0;
  for (let i = 0, j = 0; i < a.count || j < b.count; count++) {
    const left = i < a.count ? a.documents[i]! : END;
    const right = j < b.count ? b.documents[j]! : END;
    documents[count] = Math.min(left, right);
    if (left <= right) {
      scores[count]! += a.scores[i]!;
      weights[count]! += a.weights[i++]!;
    }
    if (right <= left) {
      scores[count]! += b.scores[j]!;
      weights[count]! += b.weights[j++]!;
    }
  }
  return { documents, scores, weights, count };
}

/** Adds what a clause contributes to documents already found. */
export function lookUp(
  segment: Segment,
  sources: readonly Source[],
  norms: readonly Float64Array[],
  clause: Pick<ResolvedClause, 'rarity' | 'weight'>,
  matches: Matches,
): void {
  const sums = scratchFloat64(matches.count).fill(0);
  const found = { documents: matches.documents, count: matches.count, sums };
  for (const source of sources) {
    const { cursor } = source;
    if (cursor instanceof PostingCursor) {
      const { factor, fields } = source;
      lookUpPostings(cursor, { tables: norms, lengths: segment.lengths, fields }, factor, found);
      continue;
    }
    for (let index = 0; index < matches.count; index++) {
      const document = matches.documents[index]!;
      const found = cursor.advance(document);
      if (found === document) sums[index]! += occurrences(segment, source, norms);
      else if (found === END) break;
    }
  }
  for (let index = 0; index < matches.count; index++) {
    if (sums[index] === 0) continue;
    matches.scores[index]! += saturate(clause.rarity, sums[index]!);
    matches.weights[index]! += clause.weight;
  }
}

/** Lets go of documents that weigh less than `minimum`. */
function dropHopeless(matches: Matches, minimum: number): void {
  let kept = 0;
  for (let index = 0; index < matches.count; index++) {
    if (matches.weights[index]! < minimum) continue;
    matches.documents[kept] = matches.documents[index]!;
    matches.scores[kept] = matches.scores[index]!;
    matches.weights[kept++] = matches.weights[index]!;
  }
  matches.count = kept;
}

/** Takes the documents of an alternative out of a set. */
export function dropMatching(segment: Segment, alternative: ResolvedAlternative, bits: Uint32Array): void {
  for (const source of openSources(segment, [alternative], false)) {
    const { cursor, fields } = source;
    const inAnyField = fields === (1 << segment.lengths.length) - 1;
    const dense = inAnyField && cursor instanceof PostingCursor ? cursor.bits() : null;
    if (dense !== null) {
      dropBits(bits, dense);
      continue;
    }
    for (let document = cursor.next(); document !== END; document = cursor.next()) {
      for (let field = 0; field < cursor.frequencies.length; field++) {
        if (cursor.frequencies[field]! > 0 && ((fields >>> field) & 1) === 1) clearBit(bits, document);
      }
    }
  }
}
