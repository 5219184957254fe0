/** Lengths up to here are kept exactly; longer ones grow by a fixed ratio from code to code. */
const EXACT = 64;
const RATIO = 1.06;

/** A field's length in words as one byte, never rounding a shorter length above a longer one. */
export function encodeLength(words: number): number {
  if (words <= EXACT) return words;
  return Math.min(255, EXACT + Math.floor(Math.log(words / EXACT) / Math.log(RATIO)));
}

/** The length that each byte stands for. */
export const DECODED_LENGTHS = Float64Array.from({ length: 256 }, (_, code) =>
  code <= EXACT ? code : EXACT * RATIO ** (code - EXACT + 0.5),
);
