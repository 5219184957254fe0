import { readFileSync } from 'node:fs';
import { visitTokens } from '../core/text.ts';
import type { ArticleDocument } from '../core/document.ts';
import { syntheticArticle, wordOfRank } from './synthetic-articles.ts';

/** Articles to index and to ask for. */
export interface BenchArticles {
  readonly count: number;
  readonly article: (number: number) => ArticleDocument;
  /** Words by how often they are used, from 0. */
  readonly wordOfRank: (rank: number) => string;
}

/** Articles whose words tell which are common. */
const SAMPLE = 5_000;

/** @param source how many synthetic articles, or a JSON Lines file whose `title` and `text` take the place of theirs */
export function benchArticles(source: string): BenchArticles {
  if (/^\d+$/.test(source)) return { count: Number(source), article: syntheticArticle, wordOfRank };
  const file = readFileSync(source);
  const starts = [0];
  for (let at = file.indexOf('\n'); at >= 0 && at + 1 < file.length; at = file.indexOf('\n', at + 1))
    starts.push(at + 1);
  const article = (number: number): ArticleDocument => {
    const line = file.toString('utf8', starts[number], starts[number + 1] ?? file.length);
    const { title, text } = JSON.parse(line) as { title: string; text: string };
    return { ...syntheticArticle(number), title, body: text };
  };
  const uses = new Map<string, number>();
  for (let number = 0; number < Math.min(SAMPLE, starts.length); number++) {
    visitTokens(article(number).body, (term) => uses.set(term, (uses.get(term) ?? 0) + 1));
  }
  const ranked = Array.from(uses.keys()).sort((a, b) => uses.get(b)! - uses.get(a)!);
  return { count: starts.length, article, wordOfRank: (rank) => ranked[Math.min(rank, ranked.length - 1)]! };
}

/** All articles in order, so many at a time. */
export function* inBatches({ count, article }: BenchArticles, size: number): Generator<ArticleDocument[]> {
  for (let from = 0; from < count; from += size)
    yield Array.from({ length: Math.min(size, count - from) }, (_, index) => article(from + index));
}

/** Bytes of the text of some articles. */
export function textBytesOf(articles: readonly ArticleDocument[]): number {
  return articles.reduce((sum, { title, body }) => sum + Buffer.byteLength(title) + Buffer.byteLength(body), 0);
}
