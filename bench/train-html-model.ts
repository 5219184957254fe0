/**
 * Fits the trees by which the HTML reader tells an article's blocks from the rest of a page, to pages whose article
 * text is known, and writes `indexer/html/block-model.ts`.
 * usage: tsx bench/train-html-model.ts [--check] RECORDS.jsonl[.gz] …
 * Each record has `html`, `url`, `gold.text` and, when not all pages are articles, `gold.page_type`.
 * --check: writes nothing; fits on four fifths of the hosts, scores the pages of the last fifth, five times.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { blockFeatures, FEATURES } from '../indexer/html/block-features.ts';
import { blocksIn } from '../indexer/html/blocks.ts';
import { readMetadata } from '../indexer/html/metadata.ts';
import { parsePage } from '../indexer/html/parse-page.ts';
import { surveyPage } from '../indexer/html/survey.ts';
import { boost, leafValue, type BoostingOptions, type Tree } from './boosting.ts';
import { shingles, shingleScore } from './shingles.ts';

const OPTIONS: BoostingOptions = {
  trees: 130,
  leaves: 15,
  learningRate: 0.1,
  minRows: 40,
  l2: 5,
  featureShare: 0.4,
  rowShare: 0.7,
  seed: 1,
};
const FOLDS = 5;

interface Page {
  readonly set: string;
  readonly fold: number;
  readonly text: string;
  readonly blocks: readonly {
    readonly text: string;
    readonly isArticle: number;
    readonly weight: number;
    readonly row: Float64Array;
  }[];
}

const args = process.argv.slice(2);
const paths = args.filter((argument) => argument !== '--check');
if (paths.length === 0) throw new Error('usage: tsx bench/train-html-model.ts [--check] RECORDS.jsonl[.gz] …');
const pages = paths.flatMap(readPages);
if (args.includes('--check')) check(pages);
else writeModel(fit(pages));

function readPages(path: string): Page[] {
  const bytes = readFileSync(path);
  const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    const record = JSON.parse(line) as {
      html: string;
      url?: string;
      gold: { text: string | null; page_type?: string };
    };
    const { text, page_type: type = 'article' } = record.gold;
    return type === 'article' && text ? [toPage(path, record.html, record.url ?? '', text)] : [];
  });
}

function toPage(set: string, html: string, url: string, text: string): Page {
  const parsed = parsePage(html);
  const survey = surveyPage(blocksIn(parsed.root), readMetadata(parsed).statedText);
  const rows = blockFeatures(survey);
  const gold = shingles(text);
  const goldWords = ` ${wordsOf(text).join(' ')} `;
  const blocks = survey.blocks.map((block, at) => {
    const words = wordsOf(block.text);
    const own = shingles(block.text);
    let common = 0;
    for (const shingle of own.keys()) if (gold.has(shingle)) common += 1;
    const share =
      words.length < 6 ? Number(words.length > 0 && goldWords.includes(` ${words.join(' ')} `)) : common / own.size;
    // A block counts by its share of the page's article, and not at all when half of it is in the article.
    const weight = (Math.max(1, words.length) / Math.max(60, gold.size)) * Math.abs(2 * share - 1);
    return { text: block.text, isArticle: share > 0.5 ? 1 : 0, weight, row: rows[at]! };
  });
  const host = /\/\/([^/]+)/.exec(url)?.[1]?.split('.').slice(-2, -1)[0] ?? url;
  return { set, fold: hash(host) % FOLDS, text, blocks };
}

function fit(train: readonly Page[]): Tree[] {
  const blocks = train.flatMap((page) => page.blocks);
  const yes = Uint8Array.from(blocks, ({ isArticle }) => isArticle);
  return boost(
    blocks.map(({ row }) => row),
    yes,
    Float64Array.from(blocks, ({ weight }) => weight),
    OPTIONS,
  );
}

function check(all: readonly Page[]): void {
  const sums = new Map<string, { p: number; r: number; n: number }>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const trees = fit(all.filter((page) => page.fold !== fold));
    for (const page of all.filter((candidate) => candidate.fold === fold)) {
      const kept = page.blocks.filter(({ row }) => trees.reduce((sum, tree) => sum + leafValue(tree, row), 0) > 0);
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
}

function writeModel(trees: readonly Tree[]): void {
  const lines = trees.map((tree) => `  '${format(tree)}',\n`).join('');
  const text = `/**
 * Written by \`bench/train-html-model.ts\`: do not edit, fit again. One tree a line, root first: \`feature<threshold\` is followed
 * by what holds below the threshold and then by the rest; a bare number is a leaf, and adds to the log-odds of being the article's.
 */
export const BLOCK_TREES: readonly string[] = [
${lines}];
`;
  writeFileSync(new URL('../indexer/html/block-model.ts', import.meta.url), text);
}

function format(tree: Tree): string {
  if ('value' in tree) return String(tree.value);
  return `${FEATURES[tree.feature]!}<${tree.threshold} ${format(tree.left)} ${format(tree.right)}`;
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

function hash(text: string): number {
  let value = 7;
  for (const character of text) value = (value * 31 + character.codePointAt(0)!) >>> 0;
  return value;
}
