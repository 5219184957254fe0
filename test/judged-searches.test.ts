import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publish, NOW } from '../engine/conformance/build.ts';
import { openEmbeddedEngine } from '../engine/embedded/engine.ts';
import type { Engine } from '../engine/port.ts';
import { searchParamsSchema } from '../server/schemas/search-params.ts';
import { toSearchQuery } from '../server/to-search-query.ts';
import { shippedArticles } from './support/shipped-articles.ts';
import { shippedContext } from './support/shipped-context.ts';

const ROOT = join(import.meta.dirname, '..');

interface Judged {
  readonly query: string;
  readonly params?: Record<string, string>;
  /** Titles that an editor wants first (grade 2), and others that are of use (grade 1). */
  readonly expect: readonly string[];
  readonly also?: readonly string[];
  /** All of `expect` stand among so many first hits. */
  readonly within: number;
}

const JUDGED = (await readFile(join(ROOT, 'test/fixtures/judged-queries.jsonl'), 'utf8'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Judged);

/** What the embedded engine reached when this was written, less a hundredth. */
const LEAST_NDCG = 0.965;

const dcg = (grades: readonly number[]): number =>
  grades.slice(0, 10).reduce((sum, grade, rank) => sum + (2 ** grade - 1) / Math.log2(rank + 2), 0);

/** The order that readers get, on the articles that ship, as the API would ask the embedded engine. */
describe('judged searches', () => {
  let engine: Engine;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dateline-judged-'));
    const { synonyms } = shippedContext.gazetteer;
    engine = await openEmbeddedEngine({ folder, settings: { synonyms }, searchThreads: 0 });
    await publish(engine, shippedArticles);
  });

  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });

  const titles = async ({ query: q, params = {} }: Pick<Judged, 'query' | 'params'>): Promise<string[]> => {
    const { query } = toSearchQuery(searchParamsSchema.parse({ q, ...params }), { now: NOW });
    return (await engine.search(query)).hits.map(({ document }) => document.title);
  };

  test.each(JUDGED)('$query', async (judged) => {
    const first = (await titles(judged)).slice(0, judged.within);
    expect(first).toEqual(expect.arrayContaining([...judged.expect]));
  });

  test(`rank well: nDCG@10 of ${LEAST_NDCG} at least`, async () => {
    let sum = 0;
    for (const judged of JUDGED) {
      const grades = new Map([
        ...(judged.also ?? []).map((title): [string, number] => [title, 1]),
        ...judged.expect.map((title): [string, number] => [title, 2]),
      ]);
      const ideal = [...grades.values()].sort((a, b) => b - a);
      sum += dcg((await titles(judged)).map((title) => grades.get(title) ?? 0)) / dcg(ideal);
    }
    expect(sum / JUDGED.length).toBeGreaterThan(LEAST_NDCG);
  });
});
