/** A set of small integers, one bit each. */
export type Bits = Uint32Array;

export function makeBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

/** All of 0…size-1. */
export function allBits(size: number): Bits {
  const bits = makeBits(size).fill(0xffffffff);
  if (size % 32 !== 0) bits[bits.length - 1] = (1 << (size % 32)) - 1;
  return bits;
}

export function setBit(bits: Bits, index: number): void {
  bits[index >>> 5]! |= 1 << (index & 31);
}

export function clearBit(bits: Bits, index: number): void {
  bits[index >>> 5]! &= ~(1 << (index & 31));
}

/** Takes a member out, or puts in what is none. */
export function flipBit(bits: Bits, index: number): void {
  bits[index >>> 5]! ^= 1 << (index & 31);
}

export function hasBit(bits: Bits, index: number): boolean {
  return ((bits[index >>> 5]! >>> (index & 31)) & 1) === 1;
}

/** How many are in the set. */
export function countBits(bits: Bits): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i]!;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return count;
}

/** Adds what is in `other`. */
export function addBits(bits: Bits, other: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i]! |= other[i]!;
}

/** Keeps in `bits` what is also in `other`. */
export function keepBits(bits: Bits, other: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i]! &= other[i]!;
}

/** Takes away what is in `other`. */
export function dropBits(bits: Bits, other: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i]! &= ~other[i]!;
}

/** Writes the members in order into `out` and returns how many. */
export function listBits(bits: Bits, out: Uint32Array): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i]!;
    const base = i << 5;
    while (word !== 0) {
      const lowest = word & -word;
      out[count++] = base + 31 - Math.clz32(lowest);
      word ^= lowest;
    }
  }
  return count;
}

/** Each eight bits as eight bytes of 0 and 1, which are moved at once when they pass for a number. */
const SPREAD = new Float64Array(Uint8Array.from({ length: 256 * 8 }, (_, at) => ((at >>> 3) >>> (at & 7)) & 1).buffer);

/** Writes a byte for each of the numbers, 1 for those in the set; `out` has room for all 32 of each word, at a multiple of eight bytes. */
export function spreadBits(bits: Bits, out: Uint8Array): void {
  const eights = new Float64Array(out.buffer, out.byteOffset, bits.length * 4);
  for (let i = 0; i < bits.length; i++) {
    const word = bits[i]!;
    eights[i * 4] = SPREAD[word & 255]!;
    eights[i * 4 + 1] = SPREAD[(word >>> 8) & 255]!;
    eights[i * 4 + 2] = SPREAD[(word >>> 16) & 255]!;
    eights[i * 4 + 3] = SPREAD[word >>> 24]!;
  }
}
