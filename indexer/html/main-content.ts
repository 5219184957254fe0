import { blockFeatures, FEATURES } from './block-features.ts';
import { BLOCK_TREES } from './block-model.ts';
import { blocksIn, type Block } from './blocks.ts';
import type { PageElement } from './page-tree.ts';
import { surveyPage, type StatedText, type Survey } from './survey.ts';
import { parseTree, sumOfLeaves } from './trees.ts';

const TREES = BLOCK_TREES.map((line) => parseTree(line, FEATURES));

/** The log-odds that a block with these features is the article's. */
export type BlockScore = (features: Float64Array) => number;

function fittedScore(features: Float64Array): number {
  return sumOfLeaves(TREES, features);
}

export interface MainContent {
  readonly survey: Survey;
  /** For each block of the survey the log-odds that it is the article's. */
  readonly scores: readonly number[];
  /** Positions of the article's first and last block in `survey.blocks`; -1 when it has none. */
  readonly range: { readonly first: number; readonly last: number };
  /** The article's blocks in reading order. */
  readonly blocks: readonly Block[];
  /** Blocks between the article's first and last that are not its own: what stands under pictures, and the rest with the rule. */
  readonly captions: readonly Block[];
  readonly dropped: readonly { readonly block: Block; readonly rule: string }[];
}

/** Tells the article's blocks from the rest of the page. */
export function mainContent(page: PageElement, stated: StatedText, score: BlockScore = fittedScore): MainContent {
  const survey = surveyPage(blocksIn(page), stated);
  const scores = blockFeatures(survey).map(score);
  const from = leastScore(scores, survey.prose);
  const first = scores.findIndex((score) => score > from);
  const last = scores.findLastIndex((score) => score > from);
  const blocks: Block[] = [];
  const dropped: { block: Block; rule: string }[] = [];
  const captions: Block[] = [];
  const seen = new Set<string>();
  const said = new SaidWords();
  for (let at = Math.max(first, 0); at <= last; at += 1) {
    const block = survey.blocks[at]!;
    const key = survey.keys[at]!;
    if (scores[at]! <= from) {
      if (isCaption(survey, block)) captions.push(block);
      else dropped.push({ block, rule: 'beside-article' });
    } else if ((block.text.length >= REPEATED_LENGTH && seen.has(key)) || said.holds(key))
      dropped.push({ block, rule: 'repeated' });
    else {
      blocks.push(block);
      said.add(key);
    }
    seen.add(key);
  }
  return { survey, scores, range: { first, last }, blocks, captions, dropped };
}

/**
 * The score above which a block is taken. On a page whose text is so short or so strangely built that nothing convinces,
 * what convinces most is the article, when it is prose.
 */
function leastScore(scores: readonly number[], prose: readonly number[]): number {
  if (scores.some((score) => score > 0)) return 0;
  const best = scores.reduce((highest, score, at) => (prose[at]! > 0 ? Math.max(highest, score) : highest), -Infinity);
  return best > WEAKEST ? best - WEAK_RANGE : Infinity;
}

const WEAKEST = -3;
const WEAK_RANGE = 0.7;

function isCaption({ placements }: Survey, { element, text }: Block): boolean {
  const { tags } = placements.get(element)!;
  return (tags.has('figcaption') || tags.has('figure')) && text.length >= 20 && text.length <= 1_000;
}

/** Shorter texts may come twice in an article: names in a list, cells of a table. */
const REPEATED_LENGTH = 40;

/** The words of what is kept, to know a long block that says them once more: the whole text for a pay wall, or for printing. */
class SaidWords {
  /** Some words on end, as often as they stand there. */
  readonly #runs = new Set<string>();
  #last: readonly string[] = [];

  add(key: string): void {
    const words = [...this.#last, ...key.split(' ')];
    for (let at = 0; at + SAID_RUN <= words.length && this.#runs.size <= MOST_SAID; at += 1) {
      this.#runs.add(runAt(words, at));
    }
    this.#last = words.slice(1 - SAID_RUN);
  }

  /** True when nearly all words of a long block are said already. */
  holds(key: string): boolean {
    if (key.length < 5 * SAID_WORDS) return false;
    const words = key.split(' ');
    if (words.length < SAID_WORDS) return false;
    let runs = 0;
    let known = 0;
    for (let at = 0; at + SAID_RUN <= words.length; at += SAID_RUN) {
      runs += 1;
      if (this.#runs.has(runAt(words, at))) known += 1;
    }
    return known >= SAID_SHARE * runs;
  }
}

const SAID_WORDS = 60;
const SAID_RUN = 8;
const SAID_SHARE = 0.9;
/** Longer texts are not compared beyond these: a page may be a book. */
const MOST_SAID = 20_000;

const runAt = (words: readonly string[], at: number): string => words.slice(at, at + SAID_RUN).join(' ');
