/**
 * What does HTTP add? The same searches asked of the engine directly and through the service, in one run, at 1, 8 and 64
 * connections, with 10 hits and three facets.  ARTICLES=100000 SECONDS=10 npx tsx bench/http-overhead.ts
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
import type { ArticleDocument } from '../core/document.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import { openEmbeddedEngine } from '../engine/embedded/engine.ts';
import { NO_SETTINGS } from '../engine/settings.ts';
import { DEFAULT_SERVER_OPTIONS } from '../server/options.ts';
import { searchParamsSchema } from '../server/schemas/search-params.ts';
import { startServer } from '../server/start.ts';
import { toSearchQuery } from '../server/to-search-query.ts';

const ARTICLES = Number(process.env['ARTICLES'] ?? 100_000);
const SECONDS = Number(process.env['SECONDS'] ?? 8);
const WORDS = 60_000;
const FACETS = 'country,region,organisation';

let state = 42;
/** mulberry32: the same articles in every run. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
const SYLLABLES = ['ba', 'ke', 'mi', 'no', 'ru', 'ta', 'le', 'si', 'po', 'du', 'ga', 'ne', 'vo', 'ri', 'sha', 'lo'];
const wordOf = (rank: number): string =>
  [rank & 15, (rank >> 4) & 15, (rank >> 8) & 15, (rank >> 12) & 15].map((index) => SYLLABLES[index]).join('');
/** Zipfian: the rank of a word is the exponential of a uniform number. */
const someWord = (): string => wordOf(Math.floor(Math.exp(random() * Math.log(WORDS))) - 1);
const some = (count: number, of: number, prefix: string): string[] => [
  ...new Set(Array.from({ length: count }, () => `${prefix}${Math.floor(random() ** 2 * of)}`)),
];

function someArticle(number: number): ArticleDocument {
  const year = 2016 + Math.floor(random() * 10);
  return {
    id: `a${number}`,
    title: Array.from({ length: 8 }, someWord).join(' '),
    body: Array.from({ length: 350 }, someWord).join(' '),
    date: `${year}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-15`,
    datePrecision: 'day',
    dateSource: 'record',
    countries: some(1 + Math.floor(random() * 4), 200, 'C'),
    regions: some(2, 20, 'r'),
    organisations: some(1 + Math.floor(random() * 5), 2_000, 'Org '),
    language: 'en',
    sources: [{ file: 'bench.jsonl', record: String(number) }],
    evidence: { countries: [], organisations: [], regions: [], date: [] },
  };
}

/** A fixed mix: common and rare words, two words, filters, browsing. */
const QUERIES = Array.from({ length: 50 }, (_unused, index) => {
  const q = [
    wordOf(20 + index * 7),
    `${wordOf(200 + index * 31)} ${wordOf(40 + index)}`,
    wordOf(3_000 + index * 97),
    '',
  ][index % 4]!;
  return `q=${encodeURIComponent(q)}+&facets=${FACETS}${index % 3 === 0 ? `&country=C${index % 9}` : ''}&interval=none`;
});

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? NaN;
/** Milliseconds of processor time that this process has used: says more than the clock on a busy machine. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
function figures(name: string, ms: number[], seconds: number, usedMs: number): string {
  ms.sort((a, b) => a - b);
  const cells = [0.5, 0.95, 0.99].map((share) => quantile(ms, share).toFixed(2).padStart(9));
  return `${name.padEnd(22)}${(ms.length / seconds).toFixed(0).padStart(9)}${cells.join('')}${(usedMs / ms.length).toFixed(2).padStart(9)}`;
}

/** In a process of its own, so that the caller's work is not counted as the service's. */
function load(url: string, connections: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + SECONDS * 1000;
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
  return Promise.all(Array.from({ length: connections }, (_unused, first) => caller(first))).then(() => ms);
}

function loadFromOutside(url: string, connections: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL(import.meta.url).pathname, [url, String(connections)], {
      execArgv: ['--import', 'tsx'],
    });
    child.once('message', (ms) => resolve(ms as number[]));
    child.once('exit', (code) => reject(new Error(`the caller ended with ${code ?? 'a signal'}`)));
  });
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-bench-'));
  const engine = await openEmbeddedEngine({ folder: join(folder, 'index'), settings: NO_SETTINGS });
  const rebuild = await engine.startRebuild();
  for (let start = 0; start < ARTICLES; start += 1_000) {
    await rebuild.add(
      Array.from({ length: Math.min(1_000, ARTICLES - start) }, (_unused, index) => someArticle(start + index)),
    );
  }
  await rebuild.commit();
  const logger = pino({ level: 'info' }, pino.destination({ dest: join(folder, 'log'), sync: false }));
  const corpus = { documents: () => [] as never, normalise: () => Promise.resolve({ document: null, messages: [] }) };
  const archive = await openArchive({ engine, corpus, folder, log: logger, synonyms: 0 });
  const vocabulary: Vocabulary = {
    label: (_facet, value) => value,
    matching: () => [],
    parentRegion: () => null,
    regionsOf: () => [],
  };
  const server = await startServer({
    engine,
    archive,
    vocabulary,
    logger,
    host: '127.0.0.1',
    port: 0,
    insight: await openInsight({ folder, enabled: true, retentionDays: 2, minimumCount: 2 }),
    options: {
      ...DEFAULT_SERVER_OPTIONS,
      limits: { ...DEFAULT_SERVER_OPTIONS.limits, requestsPerMinutePerAddress: 0, concurrentSearches: 1_000 },
    },
  });

  const direct = async (): Promise<number[]> => {
    const ms: number[] = [];
    const until = performance.now() + SECONDS * 1000;
    for (let turn = 0; performance.now() < until; turn++) {
      const params = Object.fromEntries(new URLSearchParams(QUERIES[turn % QUERIES.length]));
      const { query } = toSearchQuery(searchParamsSchema.parse(params), { now: Date.now() });
      const startedAt = performance.now();
      await engine.search(query);
      ms.push(performance.now() - startedAt);
    }
    return ms;
  };
  await direct(); // warm
  process.stdout.write(`${ARTICLES} articles\n${''.padEnd(22)}      /s      p50 ms   p95 ms   p99 ms   cpu ms\n`);
  const before = cpuMs();
  const directMs = await direct();
  process.stdout.write(`${figures('engine, directly', directMs, SECONDS, cpuMs() - before)}\n`);
  for (const connections of [1, 8, 64]) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const startedAt = cpuMs();
    const ms = await loadFromOutside(server.url, connections);
    const usedMs = cpuMs() - startedAt;
    delay.disable();
    const p999 = (delay.percentile(99.9) / 1e6).toFixed(1);
    process.stdout.write(
      `${figures(`HTTP, ${connections} connection(s)`, ms, SECONDS, usedMs)}   event loop delay p99.9 ${p999} ms\n`,
    );
  }
  await server.close();
  await archive.close();
  await engine.close();
  await rm(folder, { recursive: true, force: true });
}

const [, , url, connections] = process.argv;
if (url === undefined) await main();
else {
  const ms = await load(url, Number(connections));
  process.send?.(ms);
}
