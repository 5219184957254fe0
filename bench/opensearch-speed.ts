/**
 * OpenSearch and the embedded engine on the same synthetic articles and queries, in one run.
 * usage: node --import tsx bench/opensearch-speed.ts ARTICLES
 * Takes the cluster that OPENSEARCH_URL names, or starts one node of 1 GB (Java and Maven are needed). Prints a table in Markdown.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedEngine } from '../engine/embedded/engine.ts';
import type { Engine } from '../engine/port.ts';
import { startCluster } from '../test/opensearch/cluster.ts';
import { openIn } from '../test/opensearch/open-for-tests.ts';
import { queryClasses } from './query-classes.ts';
import { syntheticArticle } from './synthetic-articles.ts';

const documents = Number(process.argv[2] ?? '10000');
const BATCH = 500;
const WARM_UP = 10;
const ROUNDS = 60;
const settings = { synonyms: [] };

const at = (times: readonly number[], share: number): string =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!.toFixed(1);

/** Articles a second, making them left out. */
async function build(engine: Engine): Promise<number> {
  const rebuild = await engine.startRebuild();
  let spentMs = 0;
  const timed = async (run: () => Promise<void>): Promise<void> => {
    const start = performance.now();
    await run();
    spentMs += performance.now() - start;
  };
  for (let from = 0; from < documents; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, documents - from) }, (_, index) =>
      syntheticArticle(from + index),
    );
    await timed(() => rebuild.add(batch));
  }
  await timed(() => rebuild.commit());
  return (documents / spentMs) * 1_000;
}

/** Milliseconds of each search of a class, and the hits of all of them, which must be equal on both engines. */
async function time(engine: Engine, name: string): Promise<{ times: number[]; hits: number }> {
  const make = queryClasses(documents)[name]!;
  const times: number[] = [];
  let hits = 0;
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const query = { ...make(), relax: false };
    const start = performance.now();
    const { totalHits } = await engine.search(query);
    if (round >= WARM_UP) times.push(performance.now() - start);
    hits += totalHits;
  }
  return { times, hits };
}

const given = process.env['OPENSEARCH_URL'];
const cluster = given === undefined ? await startCluster({ heap: '1g' }) : null;
const folder = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
const opensearch = openIn(cluster?.urls ?? [given!], { settings }, { searchTimeoutMs: 60_000 });
const embedded = await openEmbeddedEngine({ folder, settings });
try {
  const rates = { opensearch: await build(opensearch.engine), embedded: await build(embedded) };
  console.log(
    `${documents} articles, built at ${rates.opensearch.toFixed(0)} (OpenSearch) and ${rates.embedded.toFixed(0)} (embedded) a second\n`,
  );
  console.log(
    '| class | OpenSearch p50 ms | p95 ms | embedded p50 ms | p95 ms | hits equal |\n|---|---|---|---|---|---|',
  );
  for (const name of Object.keys(queryClasses(documents))) {
    const theirs = await time(opensearch.engine, name);
    const ours = await time(embedded, name);
    const equal = theirs.hits === ours.hits ? 'yes' : `no: ${theirs.hits} and ${ours.hits}`;
    console.log(
      `| ${name} | ${at(theirs.times, 0.5)} | ${at(theirs.times, 0.95)} | ${at(ours.times, 0.5)} | ${at(ours.times, 0.95)} | ${equal} |`,
    );
  }
} finally {
  await opensearch.cleanUp();
  await embedded.close();
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
}
