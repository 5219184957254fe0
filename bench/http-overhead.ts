/**
 * What does the service add to its engine? The same searches (10 hits, three facets) asked of the embedded engine directly
 * and over HTTP, in one run, at 1, 8 and 64 connections.
 * usage: node --import tsx bench/http-overhead.ts FOLDER [SEARCH-THREADS] [SECONDS]
 * FOLDER holds an index that bench/embedded-speed.ts has made. Prints a table in Markdown.
 */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pino } from 'pino';
import { openArchive } from '../archive/open-archive.ts';
import { openInsight } from '../archive/open-insight.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { openEmbeddedEngine } from '../engine/embedded/engine.ts';
import { NO_SETTINGS } from '../engine/settings.ts';
import { DEFAULT_SERVER_OPTIONS } from '../server/options.ts';
import { searchParamsSchema } from '../server/schemas/search-params.ts';
import { startServer } from '../server/start.ts';
import { toSearchQuery } from '../server/to-search-query.ts';
import { wordOfRank } from './synthetic-articles.ts';

const CONNECTIONS = [1, 8, 64];
const FACETS = 'country,region,organisation';

/** A fixed mix: common and rare words, two words, browsing; a third of it under a filter. */
const QUERIES = Array.from({ length: 48 }, (_unused, index) => {
  const q = [
    wordOfRank(100 + index * 11),
    `${wordOfRank(600 + index * 31)} ${wordOfRank(300 + index)}`,
    wordOfRank(4_000 + index * 97),
    '',
  ][index % 4]!;
  return `q=${encodeURIComponent(q)}+&facets=${FACETS}${index % 3 === 0 ? `&country=C${index % 9}` : ''}&interval=none`;
});

function row(name: string, ms: number[], seconds: number, usedMs: number, loopDelayMs?: number): string {
  ms.sort((a, b) => a - b);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => (ms[Math.floor(ms.length * share)] ?? NaN).toFixed(2));
  const cells = [(ms.length / seconds).toFixed(0), p50, p95, p99, (usedMs / ms.length).toFixed(2)];
  return `| ${name} | ${cells.join(' | ')} | ${loopDelayMs?.toFixed(1) ?? ''} |`;
}

/** Milliseconds of processor time that this process has used: says more than the clock on a busy machine. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Asks for so long, over so many connections. @returns how long each answer took, in milliseconds */
async function load(url: string, connections: number, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + seconds * 1_000;
  const ms: number[] = [];
  const ask = (query: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const startedAt = performance.now();
      get(`${url}/api/search?${query}`, { agent }, (response) => {
        response.resume();
        response.on('end', () => {
          if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode ?? 0}`));
          ms.push(performance.now() - startedAt);
          resolve();
        });
      }).on('error', reject);
    });
  const caller = async (first: number): Promise<void> => {
    for (let turn = first; performance.now() < until; turn++) await ask(QUERIES[turn % QUERIES.length]!);
  };
  await Promise.all(Array.from({ length: connections }, (_unused, first) => caller(first)));
  return ms;
}

/** In a process of its own, so that the caller's work is not counted as the service's. */
function loadFromOutside(url: string, connections: number, seconds: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL(import.meta.url).pathname, ['--load', url, String(connections), String(seconds)], {
      execArgv: ['--import', 'tsx'],
    });
    child.once('message', (ms) => resolve(ms as number[]));
    child.once('exit', (code) => reject(new Error(`the caller ended with ${code ?? 'a signal'}`)));
  });
}

async function main(index: string, searchThreads: number, seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-bench-'));
  const engine = await openEmbeddedEngine({ folder: index, settings: NO_SETTINGS, searchThreads });
  const logger = pino({ level: 'info' }, pino.destination({ dest: join(folder, 'log'), sync: true }));
  const corpus = { documents: () => [] as never, normalise: () => Promise.resolve({ document: null, messages: [] }) };
  const archive = await openArchive({ engine, corpus, folder, log: logger, synonyms: 0 });
  const vocabulary: Vocabulary = {
    label: (_facet, value) => value,
    matching: () => [],
    parentRegion: () => null,
    regionsOf: () => [],
  };
  const limits = { ...DEFAULT_SERVER_OPTIONS.limits, requestsPerMinutePerAddress: 0 };
  const server = await startServer({
    engine,
    archive,
    vocabulary,
    logger,
    host: '127.0.0.1',
    port: 0,
    insight: await openInsight({ folder, enabled: true, retentionDays: 2, minimumCount: 2 }),
    options: { ...DEFAULT_SERVER_OPTIONS, limits },
  });
  const direct = async (): Promise<number[]> => {
    const ms: number[] = [];
    const until = performance.now() + seconds * 1_000;
    for (let turn = 0; performance.now() < until; turn++) {
      const params = Object.fromEntries(new URLSearchParams(QUERIES[turn % QUERIES.length]));
      const { query } = toSearchQuery(searchParamsSchema.parse(params), { now: Date.now() });
      const startedAt = performance.now();
      await engine.search(query);
      ms.push(performance.now() - startedAt);
    }
    return ms;
  };
  const live = (await engine.generations()).find((generation) => generation.live);
  console.log(`${live?.documents ?? 0} articles, ${searchThreads} search thread(s), ${seconds} s a row\n`);
  console.log('| | searches/s | p50 ms | p95 ms | p99 ms | CPU ms a search | event loop delay p99.9 ms |');
  console.log('|---|---|---|---|---|---|---|');
  await direct(); // warm
  for (const connections of CONNECTIONS) {
    // Direct beside every level: on a machine with neighbours only figures of the same moment compare.
    const before = cpuMs();
    const directMs = await direct();
    console.log(row('engine, directly', directMs, seconds, cpuMs() - before));
    await loadFromOutside(server.url, connections, 1);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const startedAt = cpuMs();
    delay.enable();
    const ms = await loadFromOutside(server.url, connections, seconds);
    delay.disable();
    const name = `HTTP, ${connections} connection${connections === 1 ? '' : 's'}`;
    console.log(row(name, ms, seconds, cpuMs() - startedAt, delay.percentile(99.9) / 1e6));
  }
  await server.close();
  await archive.close();
  await engine.close();
  await rm(folder, { recursive: true, force: true });
}

const [first, second = '0', third = '8', fourth = '8'] = process.argv.slice(2);
if (first === undefined) throw new Error('usage: bench/http-overhead.ts FOLDER [SEARCH-THREADS] [SECONDS]');
if (first === '--load') process.send?.(await load(second, Number(third), Number(fourth)));
else await main(first, Number(second), Number(third));
