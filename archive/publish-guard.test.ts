import { expect, test } from 'vitest';
import type { ArticleDocument } from '../core/document.ts';
import { BAD_BUILDS, LIVE, each, ordinaryBuild } from '../test/support/builds.ts';
import type { GenerationFacts } from './generation-facts.ts';
import { gatherFacts } from './generation-facts.ts';
import { judge } from './publish-guard.ts';

const KNOWN = new Set(LIVE.map((document) => document.id));

function factsOf(documents: readonly ArticleDocument[], synonyms = 200): GenerationFacts {
  const gatherer = gatherFacts({ synonyms, now: Date.parse('2026-01-01'), isKnown: (id) => KNOWN.has(id) });
  for (const document of documents) gatherer.add(document);
  return gatherer.finish();
}

const LIVE_FACTS = factsOf(LIVE);
test.each(BAD_BUILDS)('refused: %s', (_name, build) => {
  expect(judge(factsOf(build), LIVE_FACTS)).not.toEqual([]);
});

test('refused: most of the synonyms lost', () => {
  expect(judge(factsOf(LIVE, 20), LIVE_FACTS)).toEqual([expect.stringContaining('synonyms')]);
  expect(judge(factsOf(LIVE, 0), LIVE_FACTS)).not.toEqual([]);
});

test('at least thirty kinds of bad builds are on the list', () => expect(BAD_BUILDS.length).toBeGreaterThanOrEqual(30));

test.each(['constructor', 'toString', '__proto__'])('a publisher called %s is counted like any other', (name) => {
  const named = factsOf(each(() => ({ publisher: name })));
  const renamed = factsOf(each(() => ({ publisher: 'Example Times' })));
  expect(judge(renamed, named)).toContainEqual(expect.stringContaining(`publisher ${name} fell`));
  expect(judge(named, renamed)).toContainEqual(expect.stringContaining(`publisher ${name} is new`));
});

test('forty ordinary builds are accepted', () => {
  for (let seed = 1; seed <= 40; seed++) {
    expect(judge(factsOf(ordinaryBuild(seed)), LIVE_FACTS), `build ${seed}`).toEqual([]);
  }
});

test('without a live generation only what is wrong in itself is refused', () => {
  expect(judge(factsOf(LIVE), null)).toEqual([]);
  expect(judge(factsOf([]), null)).toEqual(['it holds no article']);
  expect(judge(factsOf(each(() => ({ title: '' }))), null)).toHaveLength(1);
});

test('two titles are not taken for one because short hashes of them are equal', () => {
  const titles = ['Title 62163', 'Title 69831']; // the first 32 bits of their MD5
  const twice = LIVE.slice(0, 3).map((document, index) => ({ ...document, title: titles[Math.min(index, 1)]! }));
  expect(factsOf(twice)).toMatchObject({ repeatedTitles: 1 });
});

test('small archives may lose an article or two', () => {
  const live = factsOf(LIVE.slice(0, 10));
  expect(judge(factsOf(LIVE.slice(1, 10)), live)).toEqual([]);
  expect(judge(factsOf(LIVE.slice(5, 10)), live)).not.toEqual([]);
});

test('thresholds are the operator’s', () => {
  const loose = { lost: 0.9, faultRise: 0.9, facetShift: 0.9, averageChange: 9, yearShift: 1 };
  expect(judge(factsOf(LIVE.slice(66)), LIVE_FACTS, loose)).toEqual([]);
});
