import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ArticleDocument } from '../../core/document.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import type { SearchQuery, Term } from '../../core/query.ts';
import { NOW, article, query } from '../conformance/build.ts';
import { count } from '../conformance/brute-force.ts';
import { openEmbeddedEngine } from './engine.ts';

// Few words and many articles, so that lists are longer than a block and phrases happen.
const WORDS = ['nato', 'iraq', 'mission', 'training', 'train', 'türkiye', 'çelik', 'العراق', 'peace', 'a', 'of', 'the'];
const words = (max: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...WORDS, 'the', 'the', 'of'), { maxLength: max }).map((list) => list.join(' '));

const COUNTRIES = ['IQ', 'TR', 'FR', 'US', 'SY'];
const document = (ids: number): fc.Arbitrary<ArticleDocument> =>
  fc
    .record({
      id: fc.nat(ids).map((number) => `d${number}`),
      title: words(4),
      body: words(14),
      day: fc.option(fc.integer({ min: 0, max: 900 }), { freq: 5 }),
      precision: fc.constantFrom('day' as const, 'day' as const, 'month' as const, 'year' as const),
      countries: fc.uniqueArray(fc.constantFrom(...COUNTRIES), { maxLength: 3 }),
      organisations: fc.uniqueArray(fc.constantFrom('NATO', 'United Nations', 'say "no" \\'), { maxLength: 2 }),
      publisher: fc.option(fc.constantFrom('Reuters', 'AP')),
      embargo: fc.option(fc.constantFrom(NOW - 1, NOW + 1), { freq: 10 }),
    })
    .map(({ day, precision, publisher, embargo, ...parts }) => {
      const full = day === null ? null : new Date(Date.UTC(2020, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
      const date =
        full &&
        (precision === 'day' ? full : precision === 'month' ? `${full.slice(0, 7)}-01` : `${full.slice(0, 4)}-01-01`);
      return article({
        ...parts,
        date,
        datePrecision: date === null ? null : precision,
        ...(publisher === null ? {} : { publisher }),
        ...(embargo === null ? {} : { embargoUntil: new Date(embargo).toISOString() }),
      });
    });

const field = fc.option(fc.constantFrom('title' as const, 'body' as const), { freq: 4, nil: undefined });
const term: fc.Arbitrary<Term> = fc.oneof(
  fc
    .record({ text: fc.constantFrom(...WORDS, 'zzz'), field })
    .map(({ text, field }): Term => ({ kind: 'word', text, ...(field && { field }) })),
  fc
    .constantFrom('t', 'tr', 'trai', 'م', 'i', 'of-t', 'iraq-mission-p')
    .map((text): Term => ({ kind: 'word', text, prefix: true })),
  fc
    .record({ text: words(3).filter((text) => text !== ''), slop: fc.nat(4), field })
    .map(({ text, slop, field }): Term => ({ kind: 'phrase', text, slop, ...(field && { field }) })),
);
const days = fc
  .record({ first: fc.integer({ min: 18_200, max: 19_200 }), length: fc.nat(400) })
  .map(({ first, length }) => ({ first, last: first + length }));
const facetFilter = (values: readonly string[]) =>
  fc.record({
    include: fc.uniqueArray(fc.constantFrom(...values, 'none', 'unknown'), { maxLength: 2 }),
    exclude: fc.uniqueArray(fc.constantFrom(...values, 'none'), { maxLength: 1 }),
  });
const filters = fc.record(
  {
    facets: fc.record(
      {
        country: facetFilter(COUNTRIES),
        organisation: facetFilter(['NATO', 'say "no" \\']),
        publisher: facetFilter(['AP']),
      },
      { requiredKeys: [] },
    ),
    dates: days,
    undated: fc.constantFrom('only' as const, 'exclude' as const),
  },
  { requiredKeys: ['facets'] },
);
const anyQuery: fc.Arbitrary<SearchQuery> = fc
  .record({
    clauses: fc.array(
      fc.array(term, { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
      { maxLength: 3 },
    ),
    excluded: fc.array(term, { maxLength: 1 }),
    filters,
    scope: fc.option(filters, { freq: 4, nil: undefined }),
    histogram: fc.constantFrom('auto' as const, 'day' as const, 'month' as const, 'year' as const),
    window: fc.option(days, { nil: undefined }),
    sort: fc.constantFrom('relevance' as const, 'newest' as const, 'oldest' as const, 'recent' as const),
  })
  .map(({ clauses, excluded, window, scope, ...parts }) =>
    query({
      ...parts,
      text: { clauses, excluded },
      ...(scope && { scope }),
      ...(window && { histogramWindow: window }),
      facets: FACET_NAMES,
      typos: false,
      relax: false,
      highlight: false,
    }),
  );

/** Every two words as a phrase, alone. */
const phrases = WORDS.flatMap((first) => WORDS.map((second) => `${first} ${second}`)).map((text) =>
  query({
    text: { clauses: [{ anyOf: [{ kind: 'phrase', text, slop: 0 }] }], excluded: [] },
    typos: false,
    relax: false,
    highlight: false,
  }),
);

const step = fc.record({
  upsert: fc.array(document(700), { maxLength: 60 }),
  remove: fc.array(
    fc.nat(700).map((number) => `d${number}`),
    { maxLength: 60 },
  ),
});

test.each([
  { common: 'few', first: 50 }, // too few to tell which words are common: most phrases are found by places
  { common: 'all', first: 900 }, // all words are: phrases are found by pairs
])(
  'answers like a scan of all articles, before and after updates and merges, $common words common',
  async ({ first }) => {
    const [seed] = fc.sample(fc.nat(), 1);
    const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number, salt: number): T[] =>
      fc.sample(arbitrary, { seed: seed! + salt, numRuns });
    const folder = mkdtempSync(join(tmpdir(), 'dateline-scan-'));
    const engine = await openEmbeddedEngine({ folder, settings: { synonyms: [] } });
    const expected = new Map<string, ArticleDocument>();
    const compare = async (round: number): Promise<void> => {
      for (const asked of sample(anyQuery, 60, round * 1000 + 1)) {
        const wanted = count([...expected.values()], asked);
        const found = await engine.search(asked);
        const note = `seed ${seed!}, round ${round}: ${JSON.stringify(asked)}`;
        expect(found.totalHits, note).toBe(wanted.found.length);
        expect(found.facets, note).toEqual(wanted.facets);
        expect(found.histogram, note).toEqual(wanted.histogram);
        const ids: string[] = [];
        for (let page = found; ; page = await engine.search({ ...asked, cursor: page.nextCursor })) {
          ids.push(...page.hits.map((hit) => hit.document.id));
          if (page.nextCursor === undefined) break;
        }
        expect(ids.toSorted(), note).toEqual(wanted.found.map(({ id }) => id).toSorted());
      }
      for (const asked of phrases) {
        const { totalHits } = await engine.search(asked);
        expect(totalHits, JSON.stringify(asked.text)).toBe(count([...expected.values()], asked).found.length);
      }
    };
    try {
      const rebuild = await engine.startRebuild();
      const documents = sample(document(700), 900, 0);
      for (const batch of [documents.slice(0, first), documents.slice(first)]) {
        await rebuild.add(batch);
        for (const one of batch) expected.set(one.id, one);
      }
      await rebuild.commit();
      await compare(0);
      for (const [round, { upsert, remove }] of sample(step, 10, 7).entries()) {
        for (const id of remove) expected.delete(id);
        for (const one of upsert) expected.set(one.id, one);
        await engine.update({ upsert, remove });
        if (round % 3 === 2 || round > 7) await compare(round + 1);
      }
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
