import { BOUND_STEP } from './postings-format.ts';
import type { ByteReader } from './bytes.ts';

/** What stands in front of a list of several blocks, by block. */
export interface SkipEntries {
  /** Its last document, and where its postings and its positions end. */
  readonly lasts: Int32Array;
  readonly ends: Uint32Array;
  readonly positionEnds: Uint32Array;
  /** In a dense list how many documents it has, and the most that the occurrences in one of them count. */
  readonly counts: Uint32Array;
  readonly bounds: Float64Array;
}

/** Most lists are short, and a query may open hundreds of them: making empty arrays costs more than reading such a list. */
export const NO_SKIPS: SkipEntries = {
  lasts: new Int32Array(0),
  ends: new Uint32Array(0),
  positionEnds: new Uint32Array(0),
  counts: new Uint32Array(0),
  bounds: new Float64Array(0),
};

/** Reads the entries of so many blocks; the reader stands before the first posting then. */
export function readSkips(reader: ByteReader, blocks: number, dense: boolean): SkipEntries {
  const lasts = new Int32Array(blocks);
  const ends = new Uint32Array(blocks);
  const positionEnds = new Uint32Array(blocks);
  const counts = dense ? new Uint32Array(blocks) : NO_SKIPS.counts;
  const bounds = dense ? new Float64Array(blocks) : NO_SKIPS.bounds;
  let last = -1;
  let end = 0;
  let positionEnd = 0;
  for (let block = 0; block < blocks; block++) {
    if (dense) counts[block] = reader.varint();
    lasts[block] = last += reader.varint();
    ends[block] = end += reader.varint();
    positionEnds[block] = positionEnd += reader.varint();
    if (dense) bounds[block] = reader.varint() * BOUND_STEP;
  }
  for (let block = 0; block < blocks; block++) ends[block]! += reader.position;
  return { lasts, ends, positionEnds, counts, bounds };
}
