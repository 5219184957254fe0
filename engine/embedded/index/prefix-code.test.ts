import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_CODE, PrefixCode, shortestCode } from './prefix-code.ts';

const sorted = (frequencies: readonly number[]): Float64Array => Float64Array.from(frequencies).sort().reverse();

/** Bits that all symbols take together, by merging the two lightest trees one step after the other. */
function leastBits(frequencies: Float64Array): number {
  const trees = [...frequencies];
  let bits = trees.length === 1 ? trees[0]! : 0;
  while (trees.length > 1) {
    trees.sort((a, b) => a - b);
    const both = trees.shift()! + trees.shift()!;
    bits += both;
    trees.push(both);
  }
  return bits;
}

/** Every code, left-aligned and followed by what it is followed by at most. */
function readAll(code: PrefixCode): number[] {
  const { codes, lengths } = code.codes();
  return Array.from(codes, (bits, rank) => {
    const behind = LONGEST_CODE - lengths[rank]!;
    const window = bits * 2 ** behind + (rank % 2 === 0 ? 0 : 2 ** behind - 1);
    expect(code.lengthOf(window)).toBe(lengths[rank]);
    return code.rankOf(window, lengths[rank]!);
  });
}

test('no code is shorter, and each is read as its rank, whatever follows it', () => {
  const frequencies = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 300 }).map(sorted);
  fc.assert(
    fc.property(frequencies, (list) => {
      const code = shortestCode(list);
      const { lengths } = code.codes();
      expect(list.reduce((sum, frequency, rank) => sum + frequency * lengths[rank]!, 0)).toBe(leastBits(list));
      expect(readAll(code)).toEqual(Array.from(list.keys()));
    }),
  );
});

test('no code is too long, even where each symbol is as frequent as all rarer ones together', () => {
  const code = shortestCode(sorted(Array.from({ length: 50 }, (_, power) => 2 ** power)));
  expect(code.symbols).toBe(50);
  expect(Math.max(...code.codes().lengths)).toBe(LONGEST_CODE);
  expect(readAll(code)).toEqual(Array.from({ length: 50 }, (_, rank) => rank));
});

test('more codes of a length than bits can tell apart are refused', () => {
  const counts = new Uint32Array(LONGEST_CODE + 1);
  counts[2] = 5;
  expect(() => new PrefixCode(counts)).toThrow('more codes than there can be');
});
