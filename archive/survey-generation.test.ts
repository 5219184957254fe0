import { expect, onTestFinished, test } from 'vitest';
import { openBruteForceEngine } from '../engine/conformance/brute-force-engine.ts';
import { article } from '../engine/conformance/build.ts';
import { gatherFacts } from './generation-facts.ts';
import { surveyGeneration } from './survey-generation.ts';

test('while a generation is read, readers are answered after every page of it', async () => {
  const engine = openBruteForceEngine({ settings: { synonyms: [] } });
  onTestFinished(() => engine.close());
  const rebuild = await engine.startRebuild();
  await rebuild.add(
    Array.from({ length: 2_100 }, (_, number) => article({ id: `a${number}`, title: `Talks ${number}` })),
  );
  const reader = await rebuild.preview();
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const { facts } = await surveyGeneration(reader, gatherFacts({ synonyms: 0, now: 0, isKnown: () => false }), {});
  isOver = true;
  expect(facts.articles).toBe(2_100);
  expect(turns).toBeGreaterThanOrEqual(4);
});
