const ROUNDS = 5;

function timeMs(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/**
 * How many times as long one takes as the other: the best of several runs of each, in turns, so that what else the machine
 * does slows both. On four times as much, what grows with its input takes some 4 times as long; with its square, 16 times.
 */
export function timesAsLong(one: () => unknown, other: () => unknown): number {
  let [ofOne, ofOther] = [Infinity, Infinity];
  other(); // compiled by now
  for (let round = 0; round < ROUNDS; round++) {
    ofOther = Math.min(ofOther, timeMs(other));
    ofOne = Math.min(ofOne, timeMs(one));
  }
  return ofOne / ofOther;
}
