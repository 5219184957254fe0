import { expect } from 'vitest';
import type { ArticleDocument } from '../../core/document.ts';
import { article, publish } from '../../engine/conformance/build.ts';
import type { Engine } from '../../engine/port.ts';
import type { SearchAnswer } from '../../server/schemas/answers.ts';
import { listen } from './listen.ts';
import { openTestApp } from './open-test-app.ts';
import { reindex } from './wait-for-job.ts';

const ARTICLES = 600;
export const REINDEXES = 20;
/** Answers that must have been looked at. */
const ANSWERS = 200;
const READERS = 4;

/** Every article of one build carries the build's name, so that a mixture of two builds shows. */
function buildOf(number: number): ArticleDocument[] {
  return Array.from({ length: ARTICLES }, (_unused, index) =>
    article({
      id: `a${index}`,
      title: `Bulletin ${index} of build${number}`,
      body: `The harbour report number ${index} came from build${number}. ${'Ships and cargo were counted. '.repeat(5)}word${index}`,
      date: `20${10 + (index % 15)}-05-01`,
      countries: [['IQ', 'BE', 'FR'][index % 3]!],
      section: `build${number}`,
    }),
  );
}

/** Reindexes while readers search over HTTP: no failed, empty or mixed answer, and every one names its generation. */
export async function reindexUnderLoad(engine: Engine): Promise<void> {
  await publish(engine, buildOf(0));
  const { app, archive, corpus } = await openTestApp({ engine, articles: [], now: Date.now });
  const url = await listen(app);
  corpus.batchSize = 50;
  const buildOfGeneration = new Map<string, string>();
  let answers = 0;
  let reading = true;

  async function readOn(reader: number): Promise<void> {
    const queries = [
      'q=harbour&facets=country',
      'q=&country=IQ',
      'q=bulletin+report&sort=newest',
      'q=harbor&from=2012',
    ];
    for (let turn = reader; reading; turn++) {
      const response = await fetch(`${url}/api/search?${queries[turn % queries.length]!}&hitsPerPage=20`);
      expect(response.status).toBe(200);
      const answer = (await response.json()) as SearchAnswer;
      expect(answer.totalHits).toBeGreaterThan(0);
      if (turn % queries.length === 0) {
        expect(answer.totalHits).toBe(ARTICLES);
        expect(answer.facets.country?.map(({ count }) => count)).toEqual([200, 200, 200]);
      }
      const builds = new Set(answer.hits.map((hit) => hit.section!));
      expect(builds.size).toBe(1);
      const [build] = [...builds];
      expect(buildOfGeneration.get(answer.generation) ?? build).toBe(build);
      buildOfGeneration.set(answer.generation, build!);
      answers++;
    }
  }
  const readers = Array.from({ length: READERS }, (_unused, reader) => readOn(reader));
  // A machine may rebuild faster than it answers: go on until there is something to judge.
  for (let number = 1; number <= REINDEXES || (answers < ANSWERS && number <= 5 * REINDEXES); number++) {
    corpus.articles = buildOf(number);
    const job = await reindex(archive);
    expect(job, JSON.stringify(job.guard)).toMatchObject({ status: 'succeeded' });
  }
  reading = false;
  await Promise.all(readers);
  expect(answers).toBeGreaterThanOrEqual(ANSWERS);
  expect(buildOfGeneration.size).toBeGreaterThan(REINDEXES / 2);
  console.log(`${answers} answers over ${buildOfGeneration.size} generations`);
}
