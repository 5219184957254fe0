/** Bits of a place entry that tell the word; the others tell where it stands. */
const WORD_BITS = 6;
/** Words told apart at most. */
export const COVERED_WORDS = 1 << WORD_BITS;

/** A word of the query at a place of a text, as one number: sorted, they are in the order of the text. */
export function placeEntry(place: number, word: number): number {
  return place * COVERED_WORDS + word;
}

/** How often each word stands in the passage; between two calls nothing is meant by it. */
const within = new Uint32Array(COVERED_WORDS);

/**
 * How much of a query the best passage of a text covers: the highest sum of weights of different words that stand within
 * `window` words. Passages as evidence beside whole texts: Callan, Passage-level evidence in document retrieval (1994).
 * @param entries sorted; see `placeEntry`
 * @param weights by word
 */
export function bestCover(entries: Uint32Array, weights: ArrayLike<number>, window: number): number {
  within.fill(0);
  let first = 0;
  let sum = 0;
  let best = 0;
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]!;
    const word = entry % COVERED_WORDS;
    if (within[word]!++ === 0) sum += weights[word]!;
    const from = (entry >>> WORD_BITS) - window + 1;
    while (entries[first]! >>> WORD_BITS < from) {
      const left = entries[first++]! % COVERED_WORDS;
      if (--within[left]! === 0) sum -= weights[left]!;
    }
    if (sum > best) best = sum;
  }
  return best;
}
