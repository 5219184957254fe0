import { END } from './posting-list.ts';
import { scratchFloat64, scratchUint32 } from './scratch.ts';

/** Documents of one part that match, in order. */
export interface Matches {
  documents: Uint32Array;
  scores: Float64Array;
  /** Sum of the weights of the clauses that matched. */
  weights: Uint32Array;
  count: number;
}

/** The documents of both. */
export function union(a: Matches, b: Matches): Matches {
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

/** Lets go of documents that weigh less than `minimum`. */
export function dropHopeless(matches: Matches, minimum: number): void {
  let kept = 0;
  for (let index = 0; index < matches.count; index++) {
    if (matches.weights[index]! < minimum) continue;
    matches.documents[kept] = matches.documents[index]!;
    matches.scores[kept] = matches.scores[index]!;
    matches.weights[kept++] = matches.weights[index]!;
  }
  matches.count = kept;
}
