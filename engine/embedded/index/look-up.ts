import { lookUpPostings, weighOccurrences } from './bulk-postings.ts';
import { saturate } from './clause-sources.ts';
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
  for (const { cursor, factor, fields } of sources) {
    const own = { tables: norms, lengths: segment.lengths, fields };
    if (cursor instanceof PostingCursor) {
      lookUpPostings(cursor, own, factor, found);
      continue;
    }
    for (let index = 0; index < matches.count; index++) {
      const document = matches.documents[index]!;
      const next = cursor.advance(document);
      if (next === document) sums[index]! += weighOccurrences(own, document, cursor.frequencies) * factor;
      else if (next === END) break;
    }
  }
  for (let index = 0; index < matches.count; index++) {
    if (sums[index] === 0) continue;
    matches.scores[index]! += saturate(clause.rarity, sums[index]!);
    matches.weights[index]! += clause.weight;
  }
}
