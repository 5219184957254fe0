import { tokenize } from '../core/text.ts';

/**
 * A sketch of a text: the smallest hashes of its four-word runs (bottom-k MinHash, Broder 1997). Two texts that share
 * most runs share most of their smallest hashes, wherever a comma changed. Short texts have fewer.
 */
export type TextSketch = readonly number[];

const RUN_WORDS = 4;
const SKETCH_SIZE = 64;
/** Share of common hashes from which two texts are the same story, reworded at most. */
const SAME_STORY = 0.6;
/** Fewer runs than this say nothing about a text. */
const FEWEST_RUNS = 8;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function hashWord(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  return Math.imul(hash ^ 32, FNV_PRIME);
}

/** murmur3's finaliser: FNV alone orders similar texts alike, and the smallest hashes must be a fair sample. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The sketch of a text, ascending. */
export function sketchText(text: string): TextSketch {
  const words = tokenize(text).map((token) => token.term);
  const hashes = new Set<number>();
  for (let start = 0; start + RUN_WORDS <= words.length; start++) {
    let hash = FNV_OFFSET;
    for (let offset = 0; offset < RUN_WORDS; offset++) hash = hashWord(words[start + offset]!, hash);
    hashes.add(mix(hash));
  }
  return [...hashes].sort((a, b) => a - b).slice(0, SKETCH_SIZE);
}

/** Estimated share of four-word runs that two texts have in common, 0…1. */
export function similarity(a: TextSketch, b: TextSketch): number {
  const size = Math.min(SKETCH_SIZE, Math.max(a.length, b.length));
  if (size === 0) return 0;
  const inA = new Set(a);
  const inB = new Set(b);
  const smallest = [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, size);
  return smallest.filter((hash) => inA.has(hash) && inB.has(hash)).length / smallest.length;
}

/** Whether two texts are the same story. Texts of a few words never are: they say too little. */
export function isSameStory(a: TextSketch, b: TextSketch): boolean {
  return a.length >= FEWEST_RUNS && b.length >= FEWEST_RUNS && similarity(a, b) >= SAME_STORY;
}
