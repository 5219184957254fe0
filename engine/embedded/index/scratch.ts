/** More than this is not kept between queries, bytes. */
const MOST_KEPT = 64 << 20;

let buffer = new ArrayBuffer(1 << 20);
let used = 0;
let wanted = 0;

/**
 * Arrays for one query, from memory that the next one takes again: fresh memory costs more than most of what is done with
 * it. Their content is whatever was there. A query runs in one go, so nobody else begins in between.
 */
export function beginQuery(): void {
  if (wanted > buffer.byteLength) buffer = new ArrayBuffer(Math.min(MOST_KEPT, wanted * 1.5));
  used = wanted = 0;
}

/** Room for so many bytes until the next `beginQuery`. */
export function scratchBytes(length: number): Uint8Array {
  const at = reserve(length);
  return at < 0 ? new Uint8Array(length) : new Uint8Array(buffer, at, length);
}

/** Room for so many numbers until the next `beginQuery`. */
export function scratchUint32(length: number): Uint32Array {
  const at = reserve(length * 4);
  return at < 0 ? new Uint32Array(length) : new Uint32Array(buffer, at, length);
}

/** Room for so many numbers until the next `beginQuery`. */
export function scratchFloat64(length: number): Float64Array {
  const at = reserve(length * 8);
  return at < 0 ? new Float64Array(length) : new Float64Array(buffer, at, length);
}

/** Where the bytes begin, or -1 when there is no room. */
function reserve(bytes: number): number {
  const rounded = (bytes + 7) & ~7;
  wanted += rounded;
  if (used + rounded > buffer.byteLength) return -1;
  used += rounded;
  return used - rounded;
}
