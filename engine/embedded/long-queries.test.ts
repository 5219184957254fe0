import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { article } from '../conformance/build.ts';
import { EmbeddedIndex } from './index/embedded-index.ts';
import { searchIndex } from './index/search.ts';
import { ALL_FIELDS, ARTICLE_SCHEMA, FIELD_BITS, toIndexDocument } from './to-document.ts';
import type { QueryClause } from './index/query.ts';
import type { Snapshot } from './index/snapshot.ts';
import { ask, clause, openRandomIndex, word } from '../../test/support/random-index.ts';

// Of a long query only the best get their whole score. They must be those that scoring everything finds.

let folder: string;
let index: EmbeddedIndex;
let snapshot: Snapshot;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-long-'));
  index = await openRandomIndex(join(folder, 'random'));
  snapshot = index.snapshot();
});

afterAll(async () => {
  snapshot.release();
  await index.close();
  rmSync(folder, { recursive: true, force: true });
});

/** From so many words on scores of a relaxed query that cannot be among the best are left as they are. */
const LONG: Readonly<Record<string, () => QueryClause[]>> = {
  words: () => Array.from({ length: 7 }, () => clause(word())),
  'words with typing errors': () => Array.from({ length: 6 }, () => clause(word(), { maxEdits: 1 })),
  'words and words of titles': () =>
    Array.from({ length: 6 }, (_, at) => clause(word(), { fields: at % 2 === 0 ? FIELD_BITS.title : ALL_FIELDS })),
  'words and a beginning': () => [...LONG['words']!(), clause('pre', { prefix: true })],
  'words and a phrase': () => [...LONG['words']!(), clause('', { words: [word(), word()] })],
};

for (const [name, make] of Object.entries(LONG)) {
  test(`the best of many ${name} of which some are enough are the best of all that is found`, () => {
    for (let round = 0; round < 25; round++) {
      const clauses = make();
      const relaxed = { relaxBelow: Infinity, relaxedShare: [0.2, 0.4, 0.7][round % 3]! };
      const all = searchIndex(ARTICLE_SCHEMA, snapshot, ask(clauses, 3_000, relaxed));
      for (const limit of [0, 1, 30]) {
        const best = searchIndex(ARTICLE_SCHEMA, snapshot, ask(clauses, limit, relaxed));
        expect(best.total).toBe(all.total);
        expect(best.hits).toEqual(all.hits.slice(0, limit));
      }
    }
  });
}

test('articles full of the rarest words that lack too many others hide none that has enough', async () => {
  const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'];
  const full = article({ id: 'full', title: 'Alpha beta', body: 'alpha beta '.repeat(20) });
  const enough = (number: number): string =>
    `alpha beta gamma delta ${'epsilon '.repeat(1 + (number % 7))} ${'zeta '.repeat(number % 2)} ${'xi '.repeat(80)}`;
  const articles = [
    ...Array.from({ length: 1_200 }, (_, number) => ({ ...full, id: `full${number}` })),
    ...Array.from({ length: 1_200 }, (_, number) => article({ id: `enough${number}`, body: enough(number) })),
    ...Array.from({ length: 6_000 }, (_, number) =>
      article({ id: `other${number}`, body: 'gamma delta epsilon zeta' }),
    ),
  ];
  const own = new EmbeddedIndex(ARTICLE_SCHEMA, join(folder, 'own'), { keep: 1, readOnly: false });
  const rebuild = own.startRebuild(new Date(0));
  await rebuild.add(articles.map(toIndexDocument));
  await rebuild.commit(false);
  const state = own.snapshot();
  const clauses = words.map((one) => clause(one));
  const relaxed = { relaxBelow: Infinity, relaxedShare: 0.9 };
  const all = searchIndex(ARTICLE_SCHEMA, state, ask(clauses, 5_000, relaxed));
  const best = searchIndex(ARTICLE_SCHEMA, state, ask(clauses, 30, relaxed));
  expect([all.relaxed, all.total, best.total]).toEqual([true, 1_200, 1_200]);
  expect(best.hits).toEqual(all.hits.slice(0, 30));
  state.release();
  await own.close();
});
