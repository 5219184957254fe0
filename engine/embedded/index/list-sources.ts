import type { ListSource } from './posting-list.ts';
import type { ListLocation } from './postings-format.ts';

/** Read at once, at most. */
const STRETCH_BYTES = 1 << 20;
/** Reading so many bytes that nobody wants costs less than another call of the system. */
const NEAR_BYTES = 1 << 14;

/** For reading a part of a file in order, up to `end`: it is read in long stretches. */
export function readInOrder(read: ListSource, end: number): ListSource {
  let start = 0;
  let stretch: Uint8Array = new Uint8Array(0);
  return (offset, length) => {
    if (offset < start || offset + length > start + stretch.length) {
      start = offset;
      stretch = read(offset, Math.max(length, Math.min(STRETCH_BYTES, end - offset)));
    }
    return stretch.subarray(offset - start, offset - start + length);
  };
}

/** Sources for some lists: the postings of those that lie close together, as the words of one beginning do, are read at once. */
export function readTogether(places: readonly ListLocation[], read: ListSource): ListSource[] {
  const sources: ListSource[] = [];
  for (let first = 0, end; first < places.length; first = end) {
    const start = places[first]!.offset;
    let reach = start + places[first]!.postingsBytes;
    for (end = first + 1; end < places.length; end++) {
      const { offset, postingsBytes } = places[end]!;
      if (offset < reach || offset > reach + NEAR_BYTES || offset + postingsBytes > start + STRETCH_BYTES) break;
      reach = offset + postingsBytes;
    }
    const source = end === first + 1 ? read : readStretch(start, reach, read);
    for (let at = first; at < end; at++) sources.push(source);
  }
  return sources;
}

/** One stretch of the file; what reaches beyond it is read for itself. */
function readStretch(start: number, end: number, read: ListSource): ListSource {
  const bytes = read(start, end - start);
  return (offset, length) =>
    offset + length > end ? read(offset, length) : bytes.subarray(offset - start, offset - start + length);
}
