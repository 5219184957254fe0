/**
 * The engines on the same articles and queries, in one run.
 * usage: node --import tsx bench/engines-speed.ts ARTICLES ENGINE…
 * ARTICLES is how many synthetic ones, or a JSON Lines file with the title and text of real ones. ENGINE is `opensearch` (the cluster of OPENSEARCH_URL, or one node of 1 GB that is started: Java and Maven are needed) or
 * `meilisearch` (the server of MEILI_URL, with MEILI_MASTER_KEY); the embedded engine is always among them. Prints tables in Markdown.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';
import { openEmbeddedEngine } from '../engine/embedded/engine.ts';
import { openMeilisearchEngine } from '../engine/meilisearch/engine.ts';
import type { Engine } from '../engine/port.ts';
import { startCluster } from '../test/opensearch/cluster.ts';
import { openIn } from '../test/opensearch/open-for-tests.ts';
import { benchArticles, inBatches, textBytesOf } from './articles.ts';
import { folderBytes } from './folder-bytes.ts';
import { queryClasses } from './query-classes.ts';

const [articles = '10000', ...peers] = process.argv.slice(2);
const source = benchArticles(articles);
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
  for (const batch of inBatches(source, BATCH)) {
    textBytes += textBytesOf(batch);
    await timed(() => rebuild.add(batch));
  }
  await timed(() => rebuild.commit());
  return { rate: ((source.count / spentMs) * 1_000).toFixed(0), textBytes };
}

/** An engine that takes part, and how to tell what it costs beyond time on the clock. */
interface Contender {
  readonly name: string;
  readonly engine: Engine;
  /** Milliseconds of processor time that its process has used; null where that cannot be asked. */
  readonly readCpuMs: (() => Promise<number> | number) | null;
  readonly readDiskBytes: () => Promise<number> | number;
  readonly close: () => Promise<void>;
}

interface Timed {
  readonly times: readonly number[];
  /** Milliseconds of processor time for each search, of the process that searches. */
  readonly cpuMs: number | null;
  /** Of all searches together; must be equal on all engines. */
  readonly hits: number;
}

async function time({ engine, readCpuMs }: Contender, name: string): Promise<Timed> {
  const make = queryClasses(source)[name]!;
  const times: number[] = [];
  let hits = 0;
  let cpuBefore = 0;
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    if (round === WARM_UP && readCpuMs) cpuBefore = await readCpuMs();
    const query = { ...make(), relax: false };
    const start = performance.now();
    const { totalHits } = await engine.search(query);
    if (round >= WARM_UP) times.push(performance.now() - start);
    hits += totalHits;
  }
  return { times, cpuMs: readCpuMs ? ((await readCpuMs()) - cpuBefore) / ROUNDS : null, hits };
}

async function openEmbedded(): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-bench-'));
  const engine = await openEmbeddedEngine({ folder, settings, fillThreads: availableParallelism() });
  return {
    name: 'embedded',
    engine,
    readCpuMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    readDiskBytes: () => folderBytes(folder),
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openMeilisearch(): Promise<Contender> {
  const host = process.env['MEILI_URL'];
  if (host === undefined) throw new Error('MEILI_URL names no server');
  const masterKey = process.env['MEILI_MASTER_KEY'];
  const indexPrefix = `bench-${process.pid}`;
  const engine = await openMeilisearchEngine({ url: host, masterKey, settings, indexPrefix });
  const client = new Meilisearch({ host, ...(masterKey === undefined ? {} : { apiKey: masterKey }) });
  return {
    name: 'Meilisearch',
    engine,
    readCpuMs: null,
    readDiskBytes: async () => (await client.getStats()).databaseSize,
    close: async () => {
      await engine.close();
      const { results } = await client.getRawIndexes({ limit: 1_000 });
      for (const { uid } of results) if (uid.startsWith(indexPrefix)) await client.deleteIndex(uid).waitTask();
    },
  };
}

async function openOpenSearch(): Promise<Contender> {
  const given = process.env['OPENSEARCH_URL'];
  const cluster = given === undefined ? await startCluster({ heap: '1g' }) : null;
  const urls = cluster?.urls ?? [given!];
  const { engine, cleanUp } = openIn(urls, { settings }, { searchTimeoutMs: 60_000, writeTimeoutMs: 120_000 });
  const read = async (path: string): Promise<unknown> => (await fetch(`${urls[0]}/${path}`)).json();
  return {
    name: 'OpenSearch',
    engine,
    readCpuMs: async () => {
      await new Promise((resolve) => setTimeout(resolve, STATS_AGE_MS));
      const { nodes } = (await read('_nodes/stats/process')) as {
        readonly nodes: Record<string, { readonly process: { readonly cpu: { readonly total_in_millis: number } } }>;
      };
      return Object.values(nodes).reduce((sum, { process: { cpu } }) => sum + cpu.total_in_millis, 0);
    },
    readDiskBytes: async () => {
      const stats = (await read('test-*/_stats/store')) as {
        readonly _all: { readonly primaries: { readonly store: { readonly size_in_bytes: number } } };
      };
      return stats._all.primaries.store.size_in_bytes;
    },
    close: async () => {
      await cleanUp();
      await cluster?.stop();
    },
  };
}

const OPEN: Readonly<Record<string, () => Promise<Contender>>> = {
  opensearch: openOpenSearch,
  meilisearch: openMeilisearch,
};

const unknown = peers.filter((name) => !Object.hasOwn(OPEN, name));
if (unknown.length > 0) throw new Error(`no such engine: ${unknown.join(', ')}`);
const contenders: Contender[] = [];
const table = (cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);
try {
  contenders.push(await openEmbedded());
  for (const name of peers) contenders.push(await OPEN[name]!());
  table(['engine', 'articles a second', 'MB on disk', 'MB of text']);
  table(['---', '---', '---', '---']);
  for (const { name, engine, readDiskBytes } of contenders) {
    const { rate, textBytes } = await build(engine);
    table([name, rate, ((await readDiskBytes()) / 1e6).toFixed(0), (textBytes / 1e6).toFixed(0)]);
  }
  console.log();
  const heads = contenders.flatMap(({ name }) => [`${name} p50 ms`, 'p95 ms', 'CPU ms']);
  table(['class', ...heads, 'hits equal']);
  table(['---', ...heads.map(() => '---'), '---']);
  for (const name of Object.keys(queryClasses(source))) {
    const timed: Timed[] = [];
    for (const contender of contenders) timed.push(await time(contender, name));
    const hits = new Set(timed.map((one) => one.hits));
    const cells = timed.flatMap(({ times, cpuMs }) => [at(times, 0.5), at(times, 0.95), cpuMs?.toFixed(1) ?? '–']);
    table([name, ...cells, hits.size === 1 ? 'yes' : `no: ${[...hits].join(', ')}`]);
  }
} finally {
  for (const { close } of contenders) await close();
}
