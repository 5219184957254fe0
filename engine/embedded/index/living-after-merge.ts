import { allBits, clearBit, hasBit } from './bits.ts';
import type { Bits } from './bits.ts';
import type { MergeSource } from './merge-source.ts';

/**
 * Of the documents of a merged segment those that still live, when some of its sources' were deleted while it was made:
 * `before` is what was merged, `now` the living documents of the same segments (null = all, undefined = the whole segment
 * is gone). Null when all live.
 */
export function livingAfterMerge(
  before: readonly MergeSource[],
  now: readonly (Bits | null | undefined)[],
  documents: number,
): Bits | null {
  let living: Bits | null = null;
  let number = 0;
  before.forEach(({ segment, live }, source) => {
    const alive = now[source];
    for (let document = 0; document < segment.documents; document++) {
      if (live !== null && !hasBit(live, document)) continue;
      if (alive === undefined || (alive !== null && !hasBit(alive, document))) {
        living ??= allBits(documents);
        clearBit(living, number);
      }
      number++;
    }
  });
  return living;
}
