import type { Block } from '../indexer/html/blocks.ts';
import { shingles, wordsOf } from './shingles.ts';

/** Whether a block is the article's, and how much the answer weighs. */
export interface Label {
  readonly yes: number;
  readonly weight: number;
}

/** Shorter blocks say too little for shingles, and stand in an article by chance. */
const SHORT = 6;
/** How far the next block of the article may be from a short one, in blocks. */
const NEAR = 7;

/** Which blocks of a page are in `text`, its article as annotated. */
export function labelBlocks(blocks: readonly Block[], text: string): Label[] {
  const gold = shingles(text);
  const goldWords = ` ${wordsOf(text).join(' ')} `;
  const words = blocks.map((block) => wordsOf(block.text));
  const shares = blocks.map((block, at) => {
    const own = words[at]!;
    if (own.length < SHORT) return Number(own.length > 0 && goldWords.includes(` ${own.join(' ')} `));
    const found = shingles(block.text);
    return [...found.keys()].filter((shingle) => gold.has(shingle)).length / found.size;
  });
  const isIn = shares.map((share) => share > 0.5);
  return blocks.map((_, at) => {
    const own = words[at]!;
    if (isIn[at] && own.length < SHORT) isIn[at] = continues(words, isIn, at, goldWords);
    // A block counts by its share of the page's article, and not at all when half of it is in the article.
    const weight = (Math.max(1, own.length) / Math.max(60, gold.size)) * Math.abs(2 * shares[at]! - 1);
    return { yes: Number(isIn[at]), weight };
  });
}

/** Whether a short block follows or precedes in the article what it follows or precedes on the page: a subhead does, a link in a menu does not. */
function continues(
  words: readonly (readonly string[])[],
  isIn: readonly boolean[],
  at: number,
  goldWords: string,
): boolean {
  const isOfArticle = (other: number): boolean => isIn[other]! && words[other]!.length > 0;
  const steps = Array.from({ length: NEAR }, (_, step) => step + 1);
  const before = steps.map((step) => at - step).find((other) => other >= 0 && isOfArticle(other));
  const after = steps.map((step) => at + step).find((other) => other < words.length && isOfArticle(other));
  const stands = (run: readonly string[]): boolean => goldWords.includes(` ${run.join(' ')} `);
  return (
    (before !== undefined && stands([...words[before]!.slice(-2), ...words[at]!])) ||
    (after !== undefined && stands([...words[at]!, ...words[after]!.slice(0, 2)]))
  );
}
