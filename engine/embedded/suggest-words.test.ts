import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Filters } from '../../core/query.ts';
import { tokenize } from '../../core/text.ts';
import { article } from '../conformance/build.ts';
import { EmbeddedIndex } from './index/embedded-index.ts';
import { suggestWords } from './index/suggest-words.ts';
import { ALL_FIELDS, ARTICLE_SCHEMA, toIndexDocument } from './to-document.ts';
import { toFilter } from './to-query.ts';
import type { ArticleDocument } from '../../core/document.ts';
import type { Snapshot } from './index/snapshot.ts';

// Counts come from the dictionary, from bits or from lists, as it is quickest: they must be those of reading every article.

const NOW = Date.UTC(2021, 0, 1);
/** From words that nearly every article has to rare ones; forty begin with a `p`, a few with each of two longer beginnings. */
const VOCABULARY = Array.from({ length: 60 }, (_, rank) => `${['pre', 'pat', 'sub'][rank % 3]!}${rank}word`);

let state = 1871;
const draw = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
const text = (count: number): string =>
  Array.from({ length: count }, () => VOCABULARY[Math.floor(draw() ** 3 * VOCABULARY.length)]!).join(' ');
/** Three articles hold the one, the first of which is removed, and two the other: then they are as frequent. */
const TIED: Readonly<Record<number, string>> = { 20: 'tieb', 101: 'tieb', 102: 'tieb', 103: 'tiea', 104: 'tiea' };
const makeArticle = (number: number): ArticleDocument =>
  article({
    id: `a${number}`,
    title: text(Math.floor(draw() * 5)),
    body: `${text(Math.floor(draw() ** 2 * 60))} ${TIED[number] ?? ''}`,
    countries: draw() < 0.4 ? ['FR'] : ['PE'],
    ...(draw() < 0.05 && TIED[number] === undefined ? { embargoUntil: '2090-01-01T00:00:00Z' } : {}),
  });

const articles = Array.from({ length: 1_600 }, (_, number) => makeArticle(number));
const wordsOf = new Map(
  articles.map(({ id, title, body }) => [id, new Set(tokenize(`${title} ${body}`).map(({ term }) => term))]),
);
const removed = new Set(Array.from({ length: 60 }, (_, number) => `a${number * 20}`));

let folder: string;
let index: EmbeddedIndex;
/** One part with nothing to hide, and three with deleted and embargoed articles. */
const snapshots: { name: string; snapshot: Snapshot; articles: readonly ArticleDocument[] }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-suggest-'));
  index = new EmbeddedIndex(ARTICLE_SCHEMA, folder, { keep: 1, readOnly: false });
  const first = articles.slice(0, 1_200).filter(({ embargoUntil }) => embargoUntil === undefined);
  const rebuild = index.startRebuild(new Date(0));
  await rebuild.add(first.map(toIndexDocument));
  await rebuild.commit(false);
  snapshots.push({ name: 'nothing hidden', snapshot: index.snapshot(), articles: first });
  await index.update(articles.slice(1_200).map(toIndexDocument), [...removed]);
  await index.update([toIndexDocument(articles[3]!)], []);
  const living = [...first, ...articles.slice(1_200)].filter(
    ({ id, embargoUntil }) => !removed.has(id) && embargoUntil === undefined,
  );
  snapshots.push({ name: 'some hidden', snapshot: index.snapshot(), articles: living });
});

afterAll(async () => {
  for (const { snapshot } of snapshots) snapshot.release();
  await index.close();
  rmSync(folder, { recursive: true, force: true });
});

function readAll(
  living: readonly ArticleDocument[],
  beginning: string,
  before: readonly string[],
): { word: string; documents: number }[] {
  const counts = new Map<string, number>();
  for (const one of living) {
    const words = wordsOf.get(one.id)!;
    if (!before.every((word) => words.has(word))) continue;
    for (const word of words) if (word.startsWith(beginning)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return Array.from(counts, ([word, documents]) => ({ word, documents })).sort(
    (a, b) => b.documents - a.documents || (a.word < b.word ? -1 : 1),
  );
}

const FRANCE: Filters = { facets: { country: { include: ['FR'], exclude: [] } } };

for (const place of [0, 1]) {
  for (const scope of [null, FRANCE]) {
    for (const before of [[], ['pre0word'], ['sub44word'], ['pat4word', 'sub2word'], ['nowhere']]) {
      test.each(['p', 'tie', 'pre', 'pat1', 'sub', 'sub44word', 'zz'])(
        `words after [${before.join(' ')}], scope ${scope === null ? 'none' : 'one country'}, state ${place}, that begin with %s`,
        (beginning) => {
          const { snapshot, articles: living } = snapshots[place]!;
          const seen = scope === null ? living : living.filter(({ countries }) => countries.includes('FR'));
          const clauses = before.map((word) => ({
            alternatives: [
              {
                ...{ words: [word], prefix: false, maxEdits: 0, slop: 0 },
                ...{ fields: ALL_FIELDS, factor: 1, synonym: false },
              },
            ],
          }));
          for (const limit of [1, 3, 50]) {
            const found = suggestWords(
              ...([ARTICLE_SCHEMA, snapshot, clauses, beginning, limit] as const),
              ...([scope === null ? null : toFilter(scope), NOW] as const),
            );
            expect(found.map(({ word, documents }) => ({ word, documents }))).toEqual(
              readAll(seen, beginning, before).slice(0, limit),
            );
            for (const { word, part, document } of found) {
              const id = snapshot.parts[part]!.segment.id(document);
              expect(seen.some((one) => one.id === id)).toBe(true);
              expect(wordsOf.get(id)!.has(word)).toBe(true);
            }
          }
        },
      );
    }
  }
}
