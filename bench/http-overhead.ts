/**
 * What does the service add to its engine? The same searches (10 hits, three facets) asked of the embedded engine directly
 * and over HTTP, in one run and in turns, at 1, 8 and 64 connections.
 * usage: node --import tsx bench/http-overhead.ts FOLDER [SEARCH-THREADS] [SECONDS]
 * FOLDER holds an index that bench/embedded-speed.ts has made. Prints a table in Markdown.
 * The caller writes bytes to a socket and looks for the end of the answer, as load generators do: whatever a caller does
 * more than that would be counted as the service's, for the engine has no caller. Both are warm before they are timed: a
 * service answers thousands of searches before all of its code is compiled, and millions after that.
 */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
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
/**
 * Turns of each way of asking on one connection: on a machine with neighbours only figures of the same moment compare.
 * More connections have one long turn, for the service takes them in one by one while it searches in the same thread.
 */
const TURNS = 7;
const WARM_SECONDS = 15;
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

/** The value that so large a share of them stays below. */
function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? NaN;
}

function row(name: string, ms: number[], seconds: number, usedMs: number, loopDelayMs?: number): string {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => at(ms, share).toFixed(2));
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
  const { hostname: host, port } = new URL(url);
  const requests = QUERIES.map((query) => `GET /api/search?${query} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
  const until = performance.now() + seconds * 1_000;
  const ms: number[] = [];
  const caller = (first: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port: Number(port), noDelay: true }).setEncoding('latin1');
      let turn = first;
      let startedAt = 0;
      let answer = '';
      const ask = (): void => {
        if (performance.now() >= until) {
          socket.destroy();
          resolve();
          return;
        }
        answer = '';
        startedAt = performance.now();
        socket.write(requests[turn++ % requests.length]!);
      };
      socket.on('connect', ask).on('error', reject);
      socket.on('data', (chunk: string) => {
        answer += chunk;
        if (!isWhole(answer)) return;
        ms.push(performance.now() - startedAt);
        if (answer.startsWith('HTTP/1.1 200 ')) ask();
        else reject(new Error(answer.slice(0, 200)));
      });
    });
  await Promise.all(Array.from({ length: connections }, (_unused, first) => caller(first)));
  return ms;
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /^content-length: (\d+)/im.exec(answer.slice(0, head))?.[1];
  return length === undefined ? answer.endsWith('\r\n0\r\n\r\n') : answer.length >= head + 4 + Number(length);
}

/** In a process of its own, so that the caller's work is not counted as the service's. */
function startCaller(url: string): {
  readonly load: (connections: number, seconds: number) => Promise<number[]>;
  readonly stop: () => void;
} {
  const child = fork(new URL(import.meta.url).pathname, ['--load', url], { execArgv: ['--import', 'tsx'] });
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the caller ended with ${code ?? 'a signal'}`)));
  });
  ended.catch(() => undefined); // at the end it is told to
  return {
    load: (connections, seconds) => {
      const answered = new Promise<number[]>((resolve) => {
        child.once('message', (ms) => resolve(ms as number[]));
      });
      child.send({ connections, seconds });
      return Promise.race([answered, ended]);
    },
    stop: () => void child.kill(),
  };
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
    countries: () => [],
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
  const direct = async (turnSeconds: number): Promise<number[]> => {
    const ms: number[] = [];
    const until = performance.now() + turnSeconds * 1_000;
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
  const caller = startCaller(server.url);
  const added: string[] = [];
  await direct(2);
  await caller.load(4, WARM_SECONDS);
  for (const connections of CONNECTIONS) {
    const turnsAsked = connections === 1 ? TURNS : 1;
    const turns: { direct: number[]; http: number[] }[] = [];
    const used = { direct: 0, http: 0 };
    const timed = async (way: 'direct' | 'http', ask: () => Promise<number[]>): Promise<number[]> => {
      const before = cpuMs();
      const ms = await ask();
      used[way] += cpuMs() - before;
      return ms;
    };
    const delay = monitorEventLoopDelay({ resolution: 1 });
    for (let turn = 0; turn < turnsAsked; turn++) {
      const directMs = await timed('direct', () => direct(seconds / turnsAsked));
      if (connections > 1) delay.enable(); // wakes the process every millisecond: of one search alone that is seen
      const httpMs = await timed('http', () => caller.load(connections, seconds / turnsAsked));
      delay.disable();
      turns.push({ direct: directMs, http: httpMs });
    }
    const all = (way: 'direct' | 'http'): number[] => turns.flatMap((turn) => turn[way]);
    const name = `HTTP, ${connections} connection${connections === 1 ? '' : 's'}`;
    console.log(row('engine, directly', all('direct'), seconds, used.direct));
    const loopDelayMs = connections > 1 ? delay.percentile(99.9) / 1e6 : undefined;
    console.log(row(name, all('http'), seconds, used.http, loopDelayMs));
    if (connections === 1) {
      for (const [label, share] of [
        ['p50', 0.5],
        ['p95', 0.95],
      ] as const) {
        const differences = turns.map((turn) => at(turn.http, share) - at(turn.direct, share));
        added.push(`${at(differences, 0.5).toFixed(2)} ms at ${label}`);
      }
    }
  }
  console.log(`\nOn one connection HTTP adds ${added.join(', ')}, in the median of ${TURNS} turns.`);
  caller.stop();
  await server.close();
  await archive.close();
  await engine.close();
  await rm(folder, { recursive: true, force: true });
}

const [first, second = '0', third = '8'] = process.argv.slice(2);
if (first === undefined) throw new Error('usage: bench/http-overhead.ts FOLDER [SEARCH-THREADS] [SECONDS]');
if (first === '--load') {
  process.on('message', ({ connections, seconds }: { connections: number; seconds: number }) => {
    void load(second, connections, seconds).then((ms) => process.send?.(ms));
  });
} else await main(first, Number(second), Number(third));
