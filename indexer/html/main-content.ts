import { blockFeatures } from './block-features.ts';
import { blockScores } from './block-scores.ts';
import { blocksIn, type Block } from './blocks.ts';
import type { PageElement } from './page-tree.ts';
import { surveyPage, type StatedText, type Survey } from './survey.ts';

export interface MainContent {
  readonly survey: Survey;
  /** For each block of the survey the log-odds that it is the article's. */
  readonly scores: readonly number[];
  /** Positions of the article's first and last block in `survey.blocks`; -1 when it has none. */
  readonly range: { readonly first: number; readonly last: number };
  /** The article's blocks in reading order. */
  readonly blocks: readonly Block[];
  /** Blocks between the article's first and last that are not its own, and the rule that took them out. */
  readonly dropped: readonly { readonly block: Block; readonly rule: string }[];
}

/** Tells the article's blocks from the rest of the page. */
export function mainContent(page: PageElement, stated: StatedText): MainContent {
  const survey = surveyPage(blocksIn(page), stated);
  const scores = blockScores(blockFeatures(survey));
  const first = scores.findIndex((score) => score > 0);
  const last = scores.findLastIndex((score) => score > 0);
  const blocks: Block[] = [];
  const dropped: { block: Block; rule: string }[] = [];
  const seen = new Set<string>();
  for (let at = Math.max(first, 0); at <= last; at += 1) {
    const block = survey.blocks[at]!;
    const key = survey.keys[at]!;
    if (scores[at]! <= 0) dropped.push({ block, rule: 'beside-article' });
    else if (block.text.length >= REPEATED_LENGTH && seen.has(key)) dropped.push({ block, rule: 'repeated' });
    else blocks.push(block);
    seen.add(key);
  }
  return { survey, scores, range: { first, last }, blocks, dropped };
}

/** Shorter texts may come twice in an article: names in a list, cells of a table. */
const REPEATED_LENGTH = 40;
