import type { Bits } from './bits.ts';
import type { Segment } from './segment.ts';

/** A segment and the documents of it that are alive; null when all are. */
export interface MergeSource {
  readonly segment: Segment;
  readonly live: Bits | null;
}
