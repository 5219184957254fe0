/** A segment as the merge policy sees it. */
export interface SegmentSize {
  readonly documents: number;
  readonly deleted: number;
  readonly sizeBytes: number;
}

/** Segments of about the same size are merged when so many stand side by side. */
const FAN_IN = 8;
/** Sizes below this count as equal: tiny segments of single updates. */
const FLOOR = 32;
/** Smaller segments are not written anew for what is deleted in them. */
const WORTH_IT = 1_000;
/** No merge makes a larger file: offsets within a part of it are 32 bits. */
const MAX_BYTES = 3 * 2 ** 30;

const tier = ({ documents, deleted }: SegmentSize): number =>
  Math.floor(Math.log(Math.max(FLOOR, documents - deleted) / FLOOR) / Math.log(FAN_IN));

/**
 * The half-open range of neighbouring segments to merge next; null when there is nothing to gain. Neighbours only, so
 * that documents keep their order. With `all` everything that fits into one file, otherwise segments of one tier, the
 * smallest first, with smaller ones between them, and segments half of which is deleted.
 */
export function chooseMerge(segments: readonly SegmentSize[], all: boolean): { from: number; to: number } | null {
  if (all) return largestRun(segments);
  const tiers = segments.map(tier);
  for (const wanted of [...new Set(tiers)].sort((a, b) => a - b)) {
    const run = runOfTier(segments, tiers, wanted);
    if (run !== null) return run;
  }
  const wasteful = segments.findIndex(({ documents, deleted }) => deleted * 2 > documents && documents >= WORTH_IT);
  return wasteful < 0 ? null : { from: wasteful, to: wasteful + 1 };
}

/** From one segment of a tier to another, so many of them that they are merged, and none of a higher tier between them. */
function runOfTier(
  segments: readonly SegmentSize[],
  tiers: readonly number[],
  wanted: number,
): { from: number; to: number } | null {
  let from = 0;
  let found = 0;
  let bytes = 0;
  let run: { from: number; to: number } | null = null;
  for (let at = 0; at < segments.length; at++) {
    const fits = tiers[at]! <= wanted && bytes + segments[at]!.sizeBytes <= MAX_BYTES;
    if (!fits) {
      if (run !== null) return run;
      found = bytes = 0;
    }
    if (tiers[at]! > wanted || (found === 0 && tiers[at] !== wanted)) continue;
    if (found === 0) from = at;
    bytes += segments[at]!.sizeBytes;
    if (tiers[at] === wanted && ++found >= FAN_IN) run = { from, to: at + 1 };
  }
  return run;
}

function largestRun(segments: readonly SegmentSize[]): { from: number; to: number } | null {
  let from = 0;
  while (from < segments.length) {
    let to = from;
    let bytes = 0;
    while (to < segments.length && bytes + segments[to]!.sizeBytes <= MAX_BYTES) bytes += segments[to++]!.sizeBytes;
    if (to - from > 1 || (to - from === 1 && segments[from]!.deleted > 0)) return { from, to };
    from = Math.max(to, from + 1);
  }
  return null;
}
