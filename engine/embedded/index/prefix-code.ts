/** The longest code in bits: with the up to seven before it in its first byte it fits into four bytes. */
export const LONGEST_CODE = 24;
/** So many bits tell at once how long a code is, or at least. */
const FIRST_BITS = 12;

/**
 * A canonical Huffman code: symbols have ranks, most frequent first, codes of one length follow one another in that order,
 * and shorter codes come first, so how many symbols have a code of each length says all of it (Schwartz and Kallick,
 * Generating a canonical prefix encoding, CACM 7, 1964; Moffat and Turpin, On the implementation of minimum redundancy
 * prefix codes, IEEE Trans. Comm. 45, 1997).
 */
export class PrefixCode {
  /** How many symbols have a code of so many bits. */
  readonly counts: Uint32Array;
  readonly symbols: number;
  /** For each length where its codes end, as numbers of `LONGEST_CODE` bits, and what makes a rank of one. */
  readonly #limits = new Int32Array(LONGEST_CODE + 1);
  readonly #offsets = new Int32Array(LONGEST_CODE + 1);
  /** The shortest code that begins with these bits: nearly always the one that is there. */
  readonly #shortest = new Uint8Array(2 ** FIRST_BITS);

  /** `counts` by length from 0 to `LONGEST_CODE`. @throws when there is no such code */
  constructor(counts: Uint32Array) {
    this.counts = counts;
    let code = 0;
    let rank = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      code *= 2;
      this.#offsets[length] = rank - code;
      rank += counts[length]!;
      code += counts[length]!;
      if (code > 2 ** length) throw new Error('more codes than there can be');
      this.#limits[length] = code * 2 ** (LONGEST_CODE - length);
    }
    this.symbols = rank;
    for (let first = 0, length = 1; first < this.#shortest.length; first++) {
      while (length < LONGEST_CODE && first << (LONGEST_CODE - FIRST_BITS) >= this.#limits[length]!) length++;
      this.#shortest[first] = length;
    }
  }

  /** The code of a rank, and its length in bits. */
  codes(): { readonly codes: Uint32Array; readonly lengths: Uint8Array } {
    const codes = new Uint32Array(this.symbols);
    const lengths = new Uint8Array(this.symbols);
    for (let length = 1, rank = 0; length <= LONGEST_CODE; length++) {
      for (let left = this.counts[length]!; left > 0; left--, rank++) {
        codes[rank] = rank - this.#offsets[length]!;
        lengths[rank] = length;
      }
    }
    return { codes, lengths };
  }

  /** The length of the code that these `LONGEST_CODE` bits begin with. */
  lengthOf(bits: number): number {
    let length = this.#shortest[bits >>> (LONGEST_CODE - FIRST_BITS)]!;
    while (length < LONGEST_CODE && bits >= this.#limits[length]!) length++;
    return length;
  }

  /** The rank whose code of `length` bits these `LONGEST_CODE` bits begin with; none that is, when no code begins so. */
  rankOf(bits: number, length: number): number {
    return (bits >>> (LONGEST_CODE - length)) + this.#offsets[length]!;
  }
}

/** The code that makes texts shortest in which symbols are so frequent; `frequencies`, one at least, from the most frequent on. */
export function shortestCode(frequencies: Float64Array): PrefixCode {
  let lengths = huffmanLengths(frequencies);
  // Rare symbols count as more frequent until the longest code is short enough: all alike, they need twenty bits.
  const total = frequencies.reduce((sum, frequency) => sum + frequency, 0);
  for (let least = total / 2 ** LONGEST_CODE; lengths.at(-1)! > LONGEST_CODE; least *= 2) {
    lengths = huffmanLengths(frequencies.map((frequency) => Math.max(frequency, least)));
  }
  const counts = new Uint32Array(LONGEST_CODE + 1);
  for (const length of lengths) counts[length]!++;
  return new PrefixCode(counts);
}

/** Lengths of codes, shortest first. The two lightest trees become one until one is left. */
function huffmanLengths(frequencies: Float64Array): Uint8Array {
  const symbols = frequencies.length;
  if (symbols < 2) return new Uint8Array(symbols).fill(1);
  const weights = new Float64Array(symbols - 1); // of inner nodes, which are made lightest first
  const parents = new Uint32Array(2 * symbols - 1); // symbols, then inner nodes
  let leaf = symbols - 1;
  let inner = 0;
  for (let made = 0; made < symbols - 1; made++) {
    for (let child = 0; child < 2; child++) {
      if (leaf >= 0 && (inner === made || frequencies[leaf]! <= weights[inner]!)) {
        weights[made]! += frequencies[leaf]!;
        parents[leaf--] = symbols + made;
      } else {
        weights[made]! += weights[inner]!;
        parents[symbols + inner++] = symbols + made;
      }
    }
  }
  const depths = new Uint8Array(2 * symbols - 1);
  for (let node = 2 * symbols - 3; node >= 0; node--) depths[node] = depths[parents[node]!]! + 1;
  return depths.subarray(0, symbols).sort();
}
