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
const ROUNDS = 100;
/** How old the cluster's own figures may be. */
const STATS_AGE_MS = 1_200;
const settings = { synonyms: [] };

const at = (times: readonly number[], share: number): string =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!.toFixed(1);

/** Articles a second, making them left out, and how much text they hold. */
async function build(engine: Engine): Promise<{ readonly rate: string; readonly textBytes: number }> {
  const rebuild = await engine.startRebuild();
  let spentMs = 0;
  let textBytes = 0;
  const timed = async (run: () => Promise<void>): Promise<void> => {
    const start = performance.now();
    await run();
    spentMs += performance.now() - start;
  };
  for (let from = 0; from < documents; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, documents - from) }, (_, index) =>
      syntheticArticle(from + index),
    );
    for (const { title, body } of batch) textBytes += Buffer.byteLength(title) + Buffer.byteLength(body);
    await timed(() => rebuild.add(batch));
  }
  await timed(() => rebuild.commit());
  return { rate: ((documents / spentMs) * 1_000).toFixed(0), textBytes };
}

interface Timed {
  readonly times: readonly number[];
  /** Milliseconds of processor time for each search, of the process that searches. */
  readonly cpuMs: number;
  /** Of all searches together; must be equal on both engines. */
  readonly hits: number;
}

async function time(engine: Engine, name: string, readCpuMs: () => Promise<number> | number): Promise<Timed> {
  const make = queryClasses(documents)[name]!;
  const times: number[] = [];
  let hits = 0;
  let cpuBefore = 0;
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    if (round === WARM_UP) cpuBefore = await readCpuMs();
    const query = { ...make(), relax: false };
    const start = performance.now();
    const { totalHits } = await engine.search(query);
    if (round >= WARM_UP) times.push(performance.now() - start);
    hits += totalHits;
  }
  return { times, cpuMs: ((await readCpuMs()) - cpuBefore) / ROUNDS, hits };
}

const given = process.env['OPENSEARCH_URL'];
const cluster = given === undefined ? await startCluster({ heap: '1g' }) : null;
const urls = cluster?.urls ?? [given!];
const folder = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
const opensearch = openIn(urls, { settings }, { searchTimeoutMs: 60_000, writeTimeoutMs: 120_000 });
const embedded = await openEmbeddedEngine({ folder, settings });

const read = async (path: string): Promise<unknown> => (await fetch(`${urls[0]}/${path}`)).json();
const embeddedCpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
const clusterCpuMs = async (): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve, STATS_AGE_MS));
  const { nodes } = (await read('_nodes/stats/process')) as {
    readonly nodes: Record<string, { readonly process: { readonly cpu: { readonly total_in_millis: number } } }>;
  };
  return Object.values(nodes).reduce((sum, { process: { cpu } }) => sum + cpu.total_in_millis, 0);
};
const row = ({ times, cpuMs }: Timed): string => `${at(times, 0.5)} | ${at(times, 0.95)} | ${cpuMs.toFixed(1)}`;

try {
  const theirs = await build(opensearch.engine);
  const ours = await build(embedded);
  const stats = (await read('test-*/_stats/store')) as {
    readonly _all: { readonly primaries: { readonly store: { readonly size_in_bytes: number } } };
  };
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  console.log(
    `${documents} articles, ${megabytes(ours.textBytes)} MB of text, built at ${theirs.rate} (OpenSearch) and ${ours.rate} (embedded) a second; ` +
      `${megabytes(stats._all.primaries.store.size_in_bytes)} MB on disk (OpenSearch)\n`,
  );
  console.log('| class | OpenSearch p50 ms | p95 ms | CPU ms | embedded p50 ms | p95 ms | CPU ms | hits equal |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const name of Object.keys(queryClasses(documents))) {
    const [a, b] = [await time(opensearch.engine, name, clusterCpuMs), await time(embedded, name, embeddedCpuMs)];
    const equal = a.hits === b.hits ? 'yes' : `no: ${a.hits} and ${b.hits}`;
    console.log(`| ${name} | ${row(a)} | ${row(b)} | ${equal} |`);
  }
} finally {
  await opensearch.cleanUp();
  await embedded.close();
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
}
