/**
 * Fits the trees by which the HTML reader tells an article's blocks from the rest of a page, and pages with an article
 * from lists, to pages for which both are known; writes `indexer/html/block-model.ts` and `page-model.ts`.
 * usage: tsx bench/train-html-model.ts [--check] [--pages] RECORDS.jsonl[.gz] …
 * Each record has `html`, `url`, `gold.text` (may be null) and, when not all pages are articles, `gold.page_type`.
 * --check: writes nothing; fits on four fifths of the hosts, judges the last fifth, five times.
 * --pages: only the second model.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { blockFeatures, FEATURES } from '../indexer/html/block-features.ts';
import { likeliestDay } from '../indexer/html/choose-html-date.ts';
import { mainContent, type BlockScore } from '../indexer/html/main-content.ts';
import { readMetadata } from '../indexer/html/metadata.ts';
import { pageDates } from '../indexer/html/page-dates.ts';
import { PAGE_FEATURES, pageFeatures } from '../indexer/html/page-features.ts';
import { parsePage } from '../indexer/html/parse-page.ts';
import { boost, leafValue, type BoostingOptions, type Tree } from './boosting.ts';
import { shingles, shingleScore } from './shingles.ts';

const BLOCK_OPTIONS: BoostingOptions = {
  trees: 130,
  leaves: 15,
  learningRate: 0.1,
  minRows: 40,
  l2: 5,
  featureShare: 0.4,
  rowShare: 0.7,
  seed: 1,
};
const PAGE_OPTIONS: BoostingOptions = {
  trees: 90,
  leaves: 5,
  learningRate: 0.1,
  minRows: 15,
  l2: 5,
  featureShare: 0.5,
  rowShare: 0.8,
  seed: 1,
};
const FOLDS = 5;
/** Pages whose text is not known were not seen by the block model: they show its scores as they will be. */
const WEIGHT_OF_UNSEEN = 1;
const WEIGHT_OF_SEEN = 1;
const WEIGHT_OF_LIST = 8;

interface Example {
  readonly row: Float64Array;
  readonly yes: number;
  readonly weight: number;
}

interface Page {
  readonly set: string;
  readonly fold: number;
  readonly text: string | null;
  readonly blocks: readonly (Example & { readonly text: string })[];
  /** Is it a list? As judged with the blocks that a score picks; the model's own, when none is given. */
  readonly page: (score?: BlockScore) => Example;
}

const args = process.argv.slice(2);
const paths = args.filter((argument) => !argument.startsWith('--'));
if (paths.length === 0)
  throw new Error('usage: tsx bench/train-html-model.ts [--check] [--pages] RECORDS.jsonl[.gz] …');
const pages = paths.flatMap(readPages);
if (args.includes('--check')) {
  if (args.includes('--pages')) checkPages(pages, new Map(pages.map((page) => [page, page.page()])));
  else check(pages);
} else {
  write('page-model.ts', 'PAGE_TREES', 'being a list', fitPages(pages), PAGE_FEATURES);
  if (!args.includes('--pages'))
    write('block-model.ts', 'BLOCK_TREES', "being the article's", fitBlocks(pages), FEATURES);
}

function readPages(path: string): Page[] {
  const bytes = readFileSync(path);
  const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const record = JSON.parse(line) as {
      html: string;
      url?: string;
      gold: { text: string | null; page_type?: string };
    };
    const type = record.gold.page_type ?? 'article';
    return toPage(path, record.html, record.url ?? '', type === 'article' ? record.gold.text : null, type);
  });
}

function toPage(set: string, html: string, url: string, text: string | null, type: string): Page {
  const parsed = parsePage(html);
  const metadata = readMetadata(parsed);
  const isList = type === 'listing' || type === 'collection';
  const weight = isList ? WEIGHT_OF_LIST : text === null ? WEIGHT_OF_UNSEEN : WEIGHT_OF_SEEN;
  const host = /\/\/([^/]+)/.exec(url)?.[1]?.split('.').slice(-2, -1)[0] ?? url;
  const page = (score?: BlockScore): Example => {
    const again = parsePage(html);
    const content = mainContent(again.root, metadata.statedText, score);
    const dates = likeliestDay(pageDates(again, content.survey, metadata, content.range, url));
    const features = pageFeatures(again.root, content, metadata, url, dates.score);
    return { row: Float64Array.from(PAGE_FEATURES, (name) => features[name]), yes: isList ? 1 : 0, weight };
  };
  const blocks = text === null ? [] : blockExamples(mainContent(parsed.root, metadata.statedText).survey, text);
  return { set, fold: hash(host) % FOLDS, text, blocks, page };
}

function blockExamples(survey: Parameters<typeof blockFeatures>[0], text: string): Page['blocks'] {
  const rows = blockFeatures(survey);
  const gold = shingles(text);
  const goldWords = ` ${wordsOf(text).join(' ')} `;
  return survey.blocks.map((block, at) => {
    const words = wordsOf(block.text);
    const own = shingles(block.text);
    let common = 0;
    for (const shingle of own.keys()) if (gold.has(shingle)) common += 1;
    const share =
      words.length < 6 ? Number(words.length > 0 && goldWords.includes(` ${words.join(' ')} `)) : common / own.size;
    // A block counts by its share of the page's article, and not at all when half of it is in the article.
    const weight = (Math.max(1, words.length) / Math.max(60, gold.size)) * Math.abs(2 * share - 1);
    return { text: block.text, yes: share > 0.5 ? 1 : 0, weight, row: rows[at]! };
  });
}

function fit(examples: readonly Example[], options: BoostingOptions): Tree[] {
  const rows = examples.map(({ row }) => row);
  const weights = Float64Array.from(examples, ({ weight }) => weight);
  return boost(
    rows,
    Uint8Array.from(examples, ({ yes }) => yes),
    weights,
    options,
  );
}

function fitBlocks(train: readonly Page[]): Tree[] {
  return fit(
    train.flatMap((page) => page.blocks),
    BLOCK_OPTIONS,
  );
}

function fitPages(train: readonly Page[]): Tree[] {
  return fit(
    train.map((page) => page.page()),
    PAGE_OPTIONS,
  );
}

function logOdds(trees: readonly Tree[], row: Float64Array): number {
  return trees.reduce((sum, tree) => sum + leafValue(tree, row), 0);
}

function check(all: readonly Page[]): void {
  const sums = new Map<string, { p: number; r: number; n: number }>();
  const judged = new Map<Page, Example>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const trees = fitBlocks(all.filter((page) => page.fold !== fold));
    for (const page of all.filter((candidate) => candidate.fold === fold)) {
      judged.set(
        page,
        page.page((row) => logOdds(trees, row)),
      );
      if (page.text === null) continue;
      const kept = page.blocks.filter(({ row }) => logOdds(trees, row) > 0);
      const { precision, recall } = shingleScore(kept.map(({ text }) => text).join('\n'), page.text);
      const sum = sums.get(page.set) ?? { p: 0, r: 0, n: 0 };
      sums.set(page.set, { p: sum.p + precision, r: sum.r + recall, n: sum.n + 1 });
    }
  }
  for (const [set, { p, r, n }] of sums) {
    console.log(
      `${set}: ${n} pages; P ${(p / n).toFixed(4)} R ${(r / n).toFixed(4)} F1 ${((2 * p * r) / (p + r) / n).toFixed(4)}`,
    );
  }
  checkPages(all, judged);
}

function checkPages(all: readonly Page[], judged: ReadonlyMap<Page, Example>): void {
  const scores = new Map<Page, number>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const trees = fit(
      all.filter((page) => page.fold !== fold).map((page) => judged.get(page)!),
      PAGE_OPTIONS,
    );
    for (const page of all) if (page.fold === fold) scores.set(page, logOdds(trees, judged.get(page)!.row));
  }
  for (const threshold of [-1.5, -1, -0.75, -0.5, -0.25, 0, 0.5]) {
    const lists = all.filter((page) => judged.get(page)!.yes === 1);
    const quiet = lists.filter((page) => scores.get(page)! > threshold).length / lists.length;
    const lost = [...new Set(all.map(({ set }) => set))].map((set) => {
      const articles = all.filter((page) => page.set === set && judged.get(page)!.yes === 0);
      return `${articles.filter((page) => scores.get(page)! > threshold).length} of ${articles.length}`;
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

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

function hash(text: string): number {
  let value = 7;
  for (const character of text) value = (value * 31 + character.codePointAt(0)!) >>> 0;
  return value;
}
