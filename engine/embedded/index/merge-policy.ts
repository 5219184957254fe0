/** A segment as the merge policy sees it. */
export interface SegmentSize {
  readonly documents: number;
  readonly deleted: number;
  readonly sizeBytes: number;
}

/** Segments of about the same size are merged when so many stand side by side. */
const FAN_IN = 8;
/** Sizes below this count as equal: tiny segments of single updates. */
const FLOOR = 1_000;
/** No merge makes a larger file: offsets within a part of it are 32 bits. */
const MAX_BYTES = 3 * 2 ** 30;

const tier = ({ documents, deleted }: SegmentSize): number =>
  Math.floor(Math.log(Math.max(FLOOR, documents - deleted) / FLOOR) / Math.log(FAN_IN));

/**
 * The half-open range of neighbouring segments to merge next; null when there is nothing to gain. Neighbours only, so
 * that documents keep their order. With `all` everything that fits into one file, otherwise runs of one tier, and
 * segments half of which is deleted.
 */
export function chooseMerge(segments: readonly SegmentSize[], all: boolean): { from: number; to: number } | null {
  if (all) return largestRun(segments);
  for (let from = 0; from < segments.length; from++) {
    const highest = tier(segments[from]!);
    let to = from;
    let bytes = 0;
    while (to < segments.length && tier(segments[to]!) <= highest && bytes + segments[to]!.sizeBytes <= MAX_BYTES) {
      bytes += segments[to++]!.sizeBytes;
    }
    if (to - from >= FAN_IN) return { from, to };
  }
  const wasteful = segments.findIndex(({ documents, deleted }) => deleted * 2 > documents && documents >= FLOOR);
  return wasteful < 0 ? null : { from: wasteful, to: wasteful + 1 };
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
