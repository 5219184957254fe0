import { lookUpPostings } from './bulk-postings.ts';
import { occurrences, saturate } from './clause-sources.ts';
import { END, PostingCursor } from './posting-list.ts';
import { scratchFloat64 } from './scratch.ts';
import type { Source } from './clause-sources.ts';
import type { Matches } from './matches.ts';
import type { ResolvedClause } from './resolve-clauses.ts';
import type { Segment } from './segment.ts';

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
