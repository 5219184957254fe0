/**
 * Fits the trees by which the HTML reader tells an article's blocks from the rest of a page, and pages with an article
 * from lists, to pages for which both are known; writes `indexer/html/block-model.ts` and `page-model.ts`.
 * usage: tsx bench/train-html-model.ts [--check] [--seed=N] RECORDS.jsonl[.gz] …
 * Each record has `html`, `url`, `gold.text` (may be null) and, when not all pages are articles, `gold.page_type`.
 * Prints how the models do on hosts that they were not fitted to: fitted to four fifths, asked for the last fifth, five times.
 * --check: writes nothing.
 * --seed: other folds and other trees. Figures of one seed vary in the third decimal; take the mean of several.
 */
import { writeFileSync } from 'node:fs';
import { blockFeatures, FEATURES } from '../indexer/html/block-features.ts';
import { likeliestDay } from '../indexer/html/choose-html-date.ts';
import { blocksIn } from '../indexer/html/blocks.ts';
import { pageContent } from '../indexer/html/page-content.ts';
import type { BlockScore } from '../indexer/html/main-content.ts';
import { readMetadata } from '../indexer/html/metadata.ts';
import { pageDates } from '../indexer/html/page-dates.ts';
import { PAGE_FEATURES, pageFeatures } from '../indexer/html/page-features.ts';
import { parsePage } from '../indexer/html/parse-page.ts';
import { surveyPage, type Survey } from '../indexer/html/survey.ts';
import { mendDoubleEncoding } from '../indexer/read/double-encoding.ts';
import { boost, leafValue, type BoostingOptions, type Tree } from './boosting.ts';
import { labelBlocks } from './label-blocks.ts';
import { PAGE_DIRECTIONS } from './page-directions.ts';
import { readLines } from './read-lines.ts';
import { shingleScore } from './shingles.ts';

const BLOCK_OPTIONS: BoostingOptions = {
  trees: 65,
  leaves: 15,
  learningRate: 0.2,
  minRows: 40,
  l2: 5,
  featureShare: 0.4,
  rowShare: 0.7,
  seed: 1,
};
const PAGE_OPTIONS: BoostingOptions = {
  trees: 80,
  leaves: 5,
  learningRate: 0.2,
  minRows: 15,
  l2: 5,
  featureShare: 0.5,
  rowShare: 0.8,
  seed: 1,
  directions: PAGE_FEATURES.map((name) => PAGE_DIRECTIONS[name] ?? 0),
};
/** A model is the mean of this many, each fitted to other samples: one alone depends much on its samples. */
const MODELS = 3;
/** Most blocks are navigation that weighs next to nothing: one of so many stands for the others. */
const LIGHT = 0.02;
const LIGHT_SAMPLE = 4;
const FOLDS = 5;
const WEIGHT_OF_LIST = 3;

interface Example {
  readonly row: Float64Array;
  readonly yes: number;
  readonly weight: number;
}

interface Page {
  readonly set: string;
  readonly fold: number;
  readonly text: string | null;
  readonly blocks: readonly Example[];
  /** What becomes of it when its blocks are picked by a score. */
  readonly read: (score: BlockScore) => Judged;
}

interface Judged {
  readonly body: string;
  /** Is it a list? */
  readonly page: Example;
}

const args = process.argv.slice(2);
const seed = Number(args.find((argument) => argument.startsWith('--seed='))?.slice('--seed='.length) ?? 1);
const paths = args.filter((argument) => !argument.startsWith('--'));
if (paths.length === 0)
  throw new Error('usage: tsx bench/train-html-model.ts [--check] [--seed=N] RECORDS.jsonl[.gz] …');
const pages = paths.flatMap(readPages);
const judged = judge(pages);
check(pages, judged);
if (!args.includes('--check')) {
  write(
    'page-model.ts',
    'PAGE_TREES',
    'being a list',
    fit(
      [...judged.values()].map(({ page }) => page),
      PAGE_OPTIONS,
    ),
    PAGE_FEATURES,
  );
  write('block-model.ts', 'BLOCK_TREES', "being the article's", fitBlocks(pages), FEATURES);
}

function readPages(path: string): Page[] {
  return readLines(path).map((line) => {
    const record = JSON.parse(line) as {
      html: string;
      url?: string;
      gold: { text: string | null; page_type?: string };
    };
    const type = record.gold.page_type ?? 'article';
    return toPage(
      path,
      mendDoubleEncoding(record.html),
      record.url ?? '',
      type === 'article' ? record.gold.text : null,
      type,
    );
  });
}

function toPage(set: string, html: string, url: string, text: string | null, type: string): Page {
  const parsed = parsePage(html);
  const metadata = readMetadata(parsed);
  const isList = type === 'listing' || type === 'collection';
  const host = /\/\/([^/]+)/.exec(url)?.[1]?.split('.').slice(-2, -1)[0] ?? url;
  const read = (score: BlockScore): Judged => {
    const again = parsePage(html);
    const content = pageContent(html, again, metadata.statedText, score);
    const dates = likeliestDay(pageDates(again, content.survey, metadata, content.range, url));
    const features = pageFeatures(again.root, content, metadata, url, dates.score);
    const row = Float64Array.from(PAGE_FEATURES, (name) => features[name]);
    return {
      body: content.blocks.map((block) => block.text).join('\n'),
      page: { row, yes: isList ? 1 : 0, weight: isList ? WEIGHT_OF_LIST : 1 },
    };
  };
  const blocks = text === null ? [] : blockExamples(surveyPage(blocksIn(parsed.root), metadata.statedText), text);
  return { set, fold: hash(`${seed === 1 ? '' : seed}${host}`) % FOLDS, text, blocks, read };
}

function blockExamples(survey: Survey, text: string): Example[] {
  const rows = blockFeatures(survey);
  return labelBlocks(survey.blocks, text).map((label, at) => ({ ...label, row: rows[at]! }));
}

function fit(examples: readonly Example[], options: BoostingOptions): Tree[] {
  const rows = examples.map(({ row }) => row);
  const weights = Float64Array.from(examples, ({ weight }) => weight);
  const yes = Uint8Array.from(examples, ({ yes }) => yes);
  return Array.from({ length: MODELS }, (_, model) =>
    boost(rows, yes, weights, { ...options, seed: MODELS * seed + model }).map((tree) => scaled(tree, 1 / MODELS)),
  ).flat();
}

function scaled(tree: Tree, factor: number): Tree {
  return 'value' in tree
    ? { value: Number((tree.value * factor).toPrecision(3)) }
    : { ...tree, left: scaled(tree.left, factor), right: scaled(tree.right, factor) };
}

function fitBlocks(train: readonly Page[]): Tree[] {
  return fit(
    train
      .flatMap((page) => page.blocks)
      .flatMap((block, at) => {
        if (block.yes === 1 || block.weight > LIGHT) return [block];
        return at % LIGHT_SAMPLE === 0 ? [{ ...block, weight: LIGHT_SAMPLE * block.weight }] : [];
      }),
    BLOCK_OPTIONS,
  );
}

function logOdds(trees: readonly Tree[], row: Float64Array): number {
  return trees.reduce((sum, tree) => sum + leafValue(tree, row), 0);
}

/**
 * Each page as the block model sees it that was fitted without its host: what the page model has to judge are pages that
 * nobody has seen, and those look less like articles than the ones that the block model knows.
 */
function judge(all: readonly Page[]): Map<Page, Judged> {
  const judged = new Map<Page, Judged>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const trees = fitBlocks(all.filter((page) => page.fold !== fold));
    for (const page of all.filter((candidate) => candidate.fold === fold))
      judged.set(
        page,
        page.read((row) => logOdds(trees, row)),
      );
  }
  return judged;
}

function check(all: readonly Page[], judged: ReadonlyMap<Page, Judged>): void {
  const sums = new Map<string, { p: number; r: number; n: number }>();
  for (const page of all) {
    if (page.text === null) continue;
    const { precision, recall } = shingleScore(judged.get(page)!.body, page.text);
    const sum = sums.get(page.set) ?? { p: 0, r: 0, n: 0 };
    sums.set(page.set, { p: sum.p + precision, r: sum.r + recall, n: sum.n + 1 });
  }
  for (const [set, { p, r, n }] of sums) {
    console.log(
      `${set}: ${n} pages; P ${(p / n).toFixed(4)} R ${(r / n).toFixed(4)} F1 ${((2 * p * r) / (p + r) / n).toFixed(4)}`,
    );
  }
  const scores = new Map<Page, number>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const trees = fit(
      all.filter((page) => page.fold !== fold).map((page) => judged.get(page)!.page),
      PAGE_OPTIONS,
    );
    for (const page of all) if (page.fold === fold) scores.set(page, logOdds(trees, judged.get(page)!.page.row));
  }
  for (const threshold of [-2.5, -2.25, -2, -1.75, -1.5, -1.25, -1, -0.75]) {
    const isAbove = (page: Page): boolean => scores.get(page)! > threshold;
    const lists = all.filter((page) => judged.get(page)!.page.yes === 1);
    const quiet = lists.filter(isAbove).length / lists.length;
    const lost = [...new Set(all.map(({ set }) => set))].map((set) => {
      const articles = all.filter((page) => page.set === set && judged.get(page)!.page.yes === 0);
      return `${articles.filter(isAbove).length} of ${articles.length}`;
    });
    console.log(`lists above ${threshold}: ${quiet.toFixed(3)}; articles above it: ${lost.join(', ')}`);
  }
}

function write(
  file: string,
  name: string,
  question: string,
  trees: readonly Tree[],
  features: readonly string[],
): void {
  const format = (tree: Tree): string =>
    'value' in tree
      ? String(tree.value)
      : `${features[tree.feature]!}<${tree.threshold} ${format(tree.left)} ${format(tree.right)}`;
  const text = `/**
 * Written by \`bench/train-html-model.ts\`: do not edit, fit again. One tree a line, root first: \`feature<threshold\` is followed
 * by what holds below the threshold and then by the rest; a bare number is a leaf, and adds to the log-odds of ${question}.
 */
export const ${name}: readonly string[] = [
${trees.map((tree) => `  '${format(tree)}',\n`).join('')}];
`;
  writeFileSync(new URL(`../indexer/html/${file}`, import.meta.url), text);
}

function hash(text: string): number {
  let value = 7;
  for (const character of text) value = (value * 31 + character.codePointAt(0)!) >>> 0;
  return value;
}
