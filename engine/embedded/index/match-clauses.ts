import { clearBit, dropBits } from './bits.ts';
import { openSources, readSums, saturate, saturated } from './clause-sources.ts';
import { lookUp } from './look-up.ts';
import { lookUpBest } from './look-up-best.ts';
import { dropHopeless, union } from './matches.ts';
import { END, PostingCursor } from './posting-list.ts';
import { scratchUint32 } from './scratch.ts';
import type { Source } from './clause-sources.ts';
import type { Wanted } from './look-up-best.ts';
import type { Matches } from './matches.ts';
import type { ResolvedAlternative, ResolvedClause } from './resolve-clauses.ts';
import type { Segment } from './segment.ts';

/**
 * Documents of one segment whose matched clauses weigh at least `minimum` together. Rare clauses first: those without
 * which the minimum cannot be reached are gathered, the others only looked up for what has been gathered.
 * @param wanted the documents whose scores are asked for; others may have lower ones, which are not among the best either, and
 *   weights that are no more than enough. null = all
 */
export function matchClauses(
  segment: Segment,
  part: number,
  clauses: readonly ResolvedClause[],
  minimum: number,
  norms: readonly Float64Array[],
  withVariants: boolean,
  wanted: Wanted | null = null,
): Matches {
  const ordered = [...clauses].sort((a, b) => a.documents - b.documents || b.weight - a.weight);
  let left = ordered.reduce((sum, clause) => sum + clause.weight, 0);
  let most = ordered.reduce((sum, clause) => sum + saturated(clause.rarity), 0);
  let matches: Matches | null = null;
  for (const clause of ordered) {
    const among = left >= minimum ? undefined : matches!;
    const sources = openSources(segment, clause.parts[part]!, withVariants, among);
    if (among === undefined) {
      const found = gather(segment, sources, norms, clause);
      matches = matches === null ? found : union(matches, found);
    } else if (wanted === null) {
      lookUp(segment, sources, norms, clause, among);
    } else {
      lookUpBest(segment, sources, norms, clause, among, { most, minimum }, wanted);
    }
    left -= clause.weight;
    most -= saturated(clause.rarity);
    if (ordered.length > 1) dropHopeless(matches!, minimum - left);
  }
  return (
    matches ?? { documents: new Uint32Array(0), scores: new Float64Array(0), weights: new Uint32Array(0), count: 0 }
  );
}

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
