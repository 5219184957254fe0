import { hasBit } from './bits.ts';
import { matchingBits } from './clause-sources.ts';
import { Largest } from './largest.ts';
import { lookUp } from './look-up.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';
import type { Bits } from './bits.ts';
import type { Source } from './clause-sources.ts';
import type { Matches } from './matches.ts';
import type { ResolvedClause } from './resolve-clauses.ts';
import type { Segment } from './segment.ts';

/** The documents whose scores somebody wants: so many of the best of those that can be seen (null: all can). */
export interface Wanted {
  readonly size: number;
  readonly visible: Bits | null;
}

/** What a clause may still change for documents: how high scores rise with it and those after it at most, and what a match must weigh. */
export interface Outlook {
  readonly most: number;
  readonly minimum: number;
}

/** So few documents are looked up before it is known which of them could be spared. */
const FEW = 1_000;
/** Sums of a bound and of a score may differ in their last bits. */
const ROUNDING = 1 + 1e-9;
/** Scores are compared in such steps, rounded down. */
const STEPS = 2 ** 16;

/**
 * As `lookUp`, for whoever wants the best alone. A document that can no longer come among them keeps the score that it
 * has (MaxScore: Turtle and Flood, Query evaluation: strategies and optimizations, 1995); whether the clause matches it
 * is asked only where its weight is not enough yet, and bits answer.
 */
export function lookUpBest(
  segment: Segment,
  sources: readonly Source[],
  norms: readonly Float64Array[],
  clause: ResolvedClause,
  matches: Matches,
  outlook: Outlook,
  wanted: Wanted,
): void {
  if (matches.count <= FEW) {
    lookUp(segment, sources, norms, clause, matches);
    return;
  }
  const { scores, weights } = matches;
  const least = leastOfBest(matches, outlook.minimum, wanted);
  const chosen = scratchUint32(matches.count);
  const undecided = scratchUint32(matches.count);
  let count = 0;
  let open = 0;
  for (let index = 0; index < matches.count; index++) {
    if ((scores[index]! + outlook.most) * ROUNDING >= least) chosen[count++] = index;
    else if (weights[index]! < outlook.minimum) undecided[open++] = index;
  }
  const bits = open === 0 ? null : matchingBits(segment, sources, norms);
  if (open > 0 && bits === null) {
    lookUp(segment, sources, norms, clause, matches);
    return;
  }
  for (let at = 0; at < open; at++) {
    const index = undecided[at]!;
    if (hasBit(bits!, matches.documents[index]!)) weights[index]! += clause.weight;
  }
  const some = pick(matches, chosen, count);
  lookUp(segment, sources, norms, clause, some);
  for (let at = 0; at < count; at++) {
    scores[chosen[at]!] = some.scores[at]!;
    weights[chosen[at]!] = some.weights[at]!;
  }
}

/** No more than the last of the best will score in the end; who may not match at all in the end is none of them. */
function leastOfBest(
  { documents, scores, weights, count }: Matches,
  minimum: number,
  { size, visible }: Wanted,
): number {
  if (size === 0) return Infinity;
  const best = new Largest(size);
  for (let index = 0; index < count; index++) {
    if (weights[index]! < minimum) continue;
    if (visible === null || hasBit(visible, documents[index]!)) best.add(Math.floor(scores[index]! * STEPS));
  }
  return best.least / STEPS;
}

function pick(matches: Matches, chosen: Uint32Array, count: number): Matches {
  const documents = scratchUint32(count);
  const scores = scratchFloat64(count);
  const weights = scratchUint32(count);
  for (let at = 0; at < count; at++) {
    documents[at] = matches.documents[chosen[at]!]!;
    scores[at] = matches.scores[chosen[at]!]!;
    weights[at] = matches.weights[chosen[at]!]!;
  }
  return { documents, scores, weights, count };
}
