import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FACET_NAMES } from '../../core/facets.ts';
import { article } from '../conformance/build.ts';
import { EmbeddedIndex } from './index/embedded-index.ts';
import { lengthNorms } from './index/field-norms.ts';
import { matchClauses } from './index/match-clauses.ts';
import { hasBit } from './index/bits.ts';
import { resolveClause } from './index/resolve-clauses.ts';
import { NO_DAY } from './index/schema.ts';
import { beginQuery } from './index/scratch.ts';
import { searchIndex } from './index/search.ts';
import { ARTICLE_SCHEMA, FIELD_BITS, toIndexDocument } from './to-document.ts';
import type { FacetTally } from './index/count-documents.ts';
import type { IndexQuery, QueryClause } from './index/query.ts';
import type { Snapshot } from './index/snapshot.ts';
import { ask, clause, draw, openRandomIndex, VOCABULARY, word } from '../../test/support/random-index.ts';

// Whoever wants only the best passes over most of a list. What it finds must be what scoring everything finds.

let folder: string;
let index: EmbeddedIndex;
let snapshot: Snapshot;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-best-'));
  index = await openRandomIndex(folder);
  snapshot = index.snapshot();
});

afterAll(async () => {
  snapshot.release();
  await index.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All that matches, every score reckoned. */
function scoreAll(
  clauses: readonly QueryClause[],
  days: IndexQuery['filter']['days'],
  order: 'score' | 'newest' | 'oldest' = 'score',
  schema = ARTICLE_SCHEMA,
): { key: string; score: number }[] {
  beginQuery();
  const resolved = clauses.flatMap((one) => resolveClause(schema, snapshot, one).clauses);
  const whole = resolved.reduce((sum, { weight }) => sum + weight, 0);
  const norms = lengthNorms(schema.fields, snapshot.averageWords);
  const found = snapshot.parts.flatMap(({ segment, live }, part) => {
    const { documents, scores, count } = matchClauses(segment, part, resolved, whole, norms, false);
    return Array.from({ length: count }, (_, at) => ({ part, document: documents[at]!, score: scores[at]! })).filter(
      ({ document }) => {
        const day = segment.dayFirst[document]!;
        if (live !== null && !hasBit(live, document)) return false;
        if (segment.embargoed.includes(document)) return false;
        return days === null || (day >= days.first && day <= days.last);
      },
    );
  });
  const dayOf = ({ part, document }: { part: number; document: number }): number =>
    snapshot.parts[part]!.segment.dayFirst[document]!;
  const byDay = (one: number, other: number): number => {
    if (order === 'score' || one === other) return 0;
    if (one === NO_DAY || other === NO_DAY) return one === NO_DAY ? 1 : -1;
    return order === 'newest' ? other - one : one - other;
  };
  found.sort(
    (a, b) =>
      byDay(dayOf(a), dayOf(b)) ||
      b.score - a.score ||
      dayOf(b) - dayOf(a) ||
      a.part - b.part ||
      a.document - b.document,
  );
  return found.map(({ part, document, score }) => ({ key: `${part}/${document}`, score }));
}

const CLAUSES: Readonly<Record<string, () => QueryClause[]>> = {
  'a word': () => [clause(word())],
  'two words': () => [clause(word()), clause(word())],
  'three words': () => [clause(word()), clause(word()), clause(word())],
  'a beginning': () => [clause(['pre', 'con', 'sub', 'xi'][Math.floor(draw() * 4)]!, { prefix: true })],
  'a beginning and a word': () => [clause(word()), clause('co', { prefix: true })],
  'a beginning of some frequent words': () => [clause('sub1', { prefix: true })],
  'a word with typing errors': () => [clause(word(), { maxEdits: 1 })],
  'a word in the title': () => [clause(word(), { fields: FIELD_BITS.title })],
  'a beginning in titles': () => [clause('pre', { prefix: true, fields: FIELD_BITS.title })],
  'a beginning in the body, and a word': () => [
    clause('pr', { prefix: true, fields: FIELD_BITS.body }),
    clause(word()),
  ],
  'a phrase and a word': () => [clause('', { words: [word(), word()] }), clause(word())],
  'one word or another': () => [{ alternatives: [...clause(word()).alternatives, ...clause(word()).alternatives] }],
};

for (const [name, make] of Object.entries(CLAUSES)) {
  test(`the best of ${name} are the best of all that is found`, () => {
    for (let round = 0; round < 25; round++) {
      const clauses = make();
      const days = round % 3 === 0 ? { first: 18_262, last: 18_270 } : null;
      const all = scoreAll(clauses, days);
      const limit = [1, 20, 300][round % 3]!;
      const result = searchIndex(
        ARTICLE_SCHEMA,
        snapshot,
        ask(clauses, limit, { filter: { facets: [], days, undated: null } }),
      );
      const words = JSON.stringify(clauses.map(({ alternatives }) => alternatives.map((one) => one.words)));
      expect(result.total, words).toBe(all.length);
      expect(
        result.hits.map(({ part, document }) => `${part}/${document}`),
        words,
      ).toEqual(all.slice(0, limit).map(({ key }) => key));
      result.hits.forEach(({ score }, at) => expect(score, words).toBeCloseTo(all[at]!.score, 9));
    }
  });
}

test('bounds that were stored for other weights mislead nobody', () => {
  const [title, body] = ARTICLE_SCHEMA.fields;
  const schema = { ...ARTICLE_SCHEMA, fields: [title!, { ...body!, weight: body!.weight * 9, lengthWeight: 0.1 }] };
  for (let round = 0; round < 20; round++) {
    const clauses = [clause(word()), clause('pre', { prefix: true })];
    const all = scoreAll(clauses, null, 'score', schema);
    const { hits } = searchIndex(schema, snapshot, ask(clauses, 10));
    expect(hits.map(({ part, document }) => `${part}/${document}`)).toEqual(all.slice(0, 10).map(({ key }) => key));
  }
});

test.each(['newest', 'oldest'] as const)(
  'the %s are those of all that is found, those of one day by their scores',
  (order) => {
    for (let round = 0; round < 20; round++) {
      const clauses = round % 2 === 0 ? [clause(word())] : [clause(word()), clause(word())];
      const days = round % 3 === 0 ? { first: 18_262, last: 18_270 } : null;
      const filter = { facets: [], days, undated: null };
      const limit = round % 5 === 0 ? 2_900 : 30;
      const all = scoreAll(clauses, days, order);
      const { hits, total } = searchIndex(ARTICLE_SCHEMA, snapshot, ask(clauses, limit, { order, filter }));
      expect(total).toBe(all.length);
      expect(hits.map(({ part, document }) => `${part}/${document}`)).toEqual(
        all.slice(0, limit).map(({ key }) => key),
      );
    }
  },
);

test('the freshest of the best are those of all that is found', () => {
  for (let round = 0; round < 20; round++) {
    const clauses = [clause(word())];
    const some = searchIndex(ARTICLE_SCHEMA, snapshot, ask(clauses, 10, { order: 'recent' }));
    const all = searchIndex(ARTICLE_SCHEMA, snapshot, ask(clauses, 10_000, { order: 'recent' }));
    expect(some.hits).toEqual(all.hits.slice(0, 10));
  }
});

test('the most frequent values of a facet, and those filtered by, have the counts that all values counted have', () => {
  const organisation = FACET_NAMES.indexOf('organisation');
  const { names } = snapshot.facets[organisation]!;
  for (let round = 0; round < 40; round++) {
    const clauses = round % 4 === 0 ? [] : [clause(VOCABULARY[round % 12]!)];
    const include = round % 3 === 0 ? ['Body 75', 'Body 3'] : [];
    const condition = { facet: organisation, include, exclude: [], includeNone: false, excludeNone: false };
    const days = round % 2 === 0 ? { first: 18_262, last: 18_285 } : null;
    const filter = { facets: include.length > 0 ? [condition] : [], days, undated: null };
    const count = (facetLimit: number): FacetTally =>
      searchIndex(ARTICLE_SCHEMA, snapshot, ask(clauses, 1, { filter, facets: [organisation], facetLimit })).facets[0]!;
    const all = count(Infinity);
    const some = count(5);
    expect(some.none).toBe(all.none);
    const fifth = all.counts.toSorted().at(-5)!;
    const counted = (tally: FacetTally): Record<string, number> =>
      Object.fromEntries(
        names.flatMap((value, number) =>
          all.counts[number]! >= fifth || include.includes(value) ? [[value, tally.counts[number]!]] : [],
        ),
      );
    expect(counted(some)).toEqual(counted(all));
    some.counts.forEach((found, number) => expect(found).toBeLessThanOrEqual(all.counts[number]!));
  }
});

test('a word that few articles hold may be a misspelling of another', async () => {
  const rare = new EmbeddedIndex(ARTICLE_SCHEMA, mkdtempSync(join(folder, 'rare-')), { keep: 1, readOnly: false });
  const rebuild = rare.startRebuild(new Date(0));
  // more than a few, but not one in 200
  const texts = Array.from({ length: 8_000 }, (_, number) => (number < 30 ? 'goverment' : 'government'));
  await rebuild.add(texts.map((body, number) => toIndexDocument(article({ id: `r${number}`, body }))));
  await rebuild.commit(false);
  const state = rare.snapshot();
  const { report } = resolveClause(ARTICLE_SCHEMA, state, clause('goverment', { maxEdits: 2 }));
  expect(report.corrections.map((found) => found.word)).toEqual(['government']);
  state.release();
  await rare.close();
});

test('a word that many articles hold as typed is not taken for a misspelling of others, one that none holds is', () => {
  const corrected = (word: string): number => {
    const { report } = resolveClause(ARTICLE_SCHEMA, snapshot, clause(word, { maxEdits: 1 }));
    return report.corrections.length;
  };
  expect(corrected('pre0word')).toBe(0);
  expect(corrected('pre0wort')).toBeGreaterThan(0);
});
