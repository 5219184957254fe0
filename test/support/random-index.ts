import type { ArticleDocument } from '../../core/document.ts';
import { article } from '../../engine/conformance/build.ts';
import { EmbeddedIndex } from '../../engine/embedded/index/embedded-index.ts';
import type { IndexQuery, QueryClause } from '../../engine/embedded/index/query.ts';
import { ALL_FIELDS, ARTICLE_SCHEMA, toIndexDocument } from '../../engine/embedded/to-document.ts';

/** Equally likely fractions. */
function random(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
}

/** The same in every run. */
export const draw = random(1963);
/** Words from one that nearly every article has to rare ones, and some that begin alike. */
export const VOCABULARY = Array.from(
  { length: 60 },
  (_, rank) => `${['pre', 'con', 'sub', 'xi'][rank % 4]!}${rank}word`,
);
const text = (count: number): string =>
  Array.from({ length: count }, () => VOCABULARY[Math.floor(draw() ** 3 * VOCABULARY.length)]!).join(' ');
/** Names of bodies, some far more frequent than others. */
const name = (): string => `Body ${Math.floor(draw() ** 2 * 80)}`;
const makeArticle = (number: number): ArticleDocument =>
  article({
    id: `a${number}`,
    title: text(Math.floor(draw() * 6)),
    body: text(Math.floor(draw() ** 2 * 120)),
    organisations: [...new Set([name(), name(), name()])],
    ...(draw() < 0.1 ? {} : { date: `2020-01-${String(1 + Math.floor(draw() * 28)).padStart(2, '0')}` }),
    ...(draw() < 0.05 ? { embargoUntil: '2090-01-01T00:00:00Z' } : {}),
  });

/** An index of 3,000 random articles in two parts, a hundred of them deleted from the first; the caller closes it. */
export async function openRandomIndex(folder: string): Promise<EmbeddedIndex> {
  const index = new EmbeddedIndex(ARTICLE_SCHEMA, folder, { keep: 1, readOnly: false });
  const articles = Array.from({ length: 3_000 }, (_, number) => makeArticle(number));
  const rebuild = index.startRebuild(new Date(0));
  await rebuild.add(articles.slice(0, 2_500).map(toIndexDocument));
  await rebuild.commit(false);
  // Those of the second part are longer than those the bounds were reckoned for.
  const longer = articles.slice(2_500).map((one) => toIndexDocument({ ...one, body: `${one.body} ${text(300)}` }));
  await index.update(
    longer,
    Array.from({ length: 100 }, (_, number) => `a${number * 20}`),
  );
  return index;
}

/** A word that must be found. */
export const clause = (word: string, more: Partial<QueryClause['alternatives'][number]> = {}): QueryClause => ({
  alternatives: [
    { words: [word], prefix: false, maxEdits: 0, slop: 0, fields: ALL_FIELDS, factor: 1, synonym: false, ...more },
  ],
});

/** A query of everybody's, by score. */
export const ask = (clauses: readonly QueryClause[], limit: number, more: Partial<IndexQuery> = {}): IndexQuery => ({
  clauses, excluded: [], filter: { facets: [], days: null, undated: null }, scope: null, now: Date.UTC(2021, 0, 1), order: 'score',
  offset: 0, limit, facets: [], facetLimit: 10, histogram: false, relaxBelow: 0, relaxedShare: 1, refined: false, ...more,
}); // prettier-ignore

/** A word of theirs, often a frequent one. */
export const word = (): string => VOCABULARY[Math.floor(draw() ** 2 * VOCABULARY.length)]!;
