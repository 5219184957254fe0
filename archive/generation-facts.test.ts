import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { LIVE } from '../test/support/builds.ts';
import { gatherFacts } from './generation-facts.ts';

const ARTICLES = 60_000;
const BYTES_PER_ARTICLE = 120;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function memory(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test(`looking at a candidate costs at most ${BYTES_PER_ARTICLE} bytes of memory an article`, () => {
  const gatherer = gatherFacts({ synonyms: 0, now: 0, isKnown: () => false });
  const before = memory();
  for (let number = 0; number < ARTICLES; number++) {
    gatherer.add({
      ...LIVE[0]!,
      title: `The council of town ${number} votes on what to do with its square`,
      body: `The council of town ${number} has voted on what to do with the square in front of its hall.`,
      sources: [{ file: `archive/towns/2026/01/the-council-of-town-${number}-votes-on-what-to-do.md` }],
    });
  }
  const held = memory() - before;
  expect(gatherer.finish()).toMatchObject({
    articles: ARTICLES,
    files: ARTICLES,
    repeatedTitles: 0,
    repeatedBodies: 0,
  });
  expect(held / ARTICLES).toBeLessThan(BYTES_PER_ARTICLE);
});
