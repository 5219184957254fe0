/** The hash of a word with one more UTF-16 unit; that of the empty word is 0. 32 bits, signed. */
export function withUnit(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

/** The hash of a word, the same that `withUnit` gives unit by unit. */
export function hashOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = withUnit(hash, word.charCodeAt(at));
  return hash;
}

/** A set of hashes that may hold a few more than were added: `2 ** bits` bits. */
export class HashFilter {
  private readonly words: Uint32Array;
  private readonly mask: number;

  constructor(bits: number) {
    this.words = new Uint32Array(2 ** (bits - 5));
    this.mask = 2 ** bits - 1;
  }

  add(hash: number): void {
    const bit = this.bitOf(hash);
    this.words[bit >>> 5]! |= 1 << (bit & 31);
  }

  /** False: certainly not added. */
  mayHave(hash: number): boolean {
    const bit = this.bitOf(hash);
    return (this.words[bit >>> 5]! & (1 << (bit & 31))) !== 0;
  }

  private bitOf(hash: number): number {
    return (Math.imul(hash, 0x9e3779b1) >>> 7) & this.mask;
  }
}
