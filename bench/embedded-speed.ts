/**
 * The embedded engine alone.
 * usage: node --import tsx bench/embedded-speed.ts ARTICLES [FOLDER] [SEARCH-THREADS] [FILL-THREADS]
 * ARTICLES is how many synthetic ones, or a JSON Lines file with the title and text of real ones.
 * An index that is in FOLDER already is used as it is; where one is built, SQLite's FTS5 is asked the same. Prints tables in Markdown.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { SearchQuery } from '../core/query.ts';
import { openEmbeddedEngine } from '../engine/embedded/engine.ts';
import { benchArticles, inBatches, textBytesOf } from './articles.ts';
import { folderBytes } from './folder-bytes.ts';
import { Fts5Peer } from './fts5-peer.ts';
import { queryClasses } from './query-classes.ts';

const [articles = '10000', given, threads = '0', fillThreads = String(availableParallelism())] = process.argv.slice(2);
const source = benchArticles(articles);
const documents = source.count;
const folder = given ?? mkdtempSync(join(tmpdir(), 'dateline-bench-'));
const options = {
  folder,
  settings: { synonyms: [] },
  searchThreads: Number(threads),
  fillThreads: Number(fillThreads),
};
const ROUNDS = 150;
/** Searches of a class before those that are timed first, and searches of all classes before those that are timed warm. */
const FIRST = 20;
const WARM_UP = 1_000;
/** Of the words that are asked for, so that none is asked for twice; 1 is that of the first pass. */
const SEEDS = { warmUp: 2, warm: 3 };
const BATCH = 1_000;
const UPSERTS = 100;

const at = (times: number[], share: number): string =>
  times.sort((a, b) => a - b)[Math.floor(times.length * share)]!.toFixed(2);
const toClauses = (text: string): SearchQuery['text'] => ({
  clauses: [{ anyOf: [{ kind: 'word', text }] }],
  excluded: [],
});
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

const peer = existsSync(join(folder, 'current')) ? null : new Fts5Peer();
if (peer) {
  const engine = await openEmbeddedEngine(options);
  const rebuild = await engine.startRebuild();
  let textBytes = 0;
  let spentMs = 0;
  let cpuSeconds = 0;
  const timed = async (run: () => Promise<void>): Promise<void> => {
    const start = performance.now();
    const cpu = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(cpu);
    cpuSeconds += (user + system) / 1e6;
    spentMs += performance.now() - start;
  };
  for (const batch of inBatches(source, BATCH)) {
    peer.add(batch);
    textBytes += textBytesOf(batch);
    await timed(() => rebuild.add(batch));
  }
  await timed(() => rebuild.commit());
  await engine.close();
  console.log(
    `built ${documents} articles on ${fillThreads} threads: ${((documents / spentMs) * 1000).toFixed(0)} a second, ${(documents / cpuSeconds).toFixed(0)} a CPU second`,
  );
  console.log(`disk ${megabytes(folderBytes(folder))} MB, text ${megabytes(textBytes)} MB`);
}

globalThis.gc?.();
const start = performance.now();
const engine = await openEmbeddedEngine(options);
const { ok, detail } = await engine.health();
console.log(`opened in ${(performance.now() - start).toFixed(0)} ms (${ok ? detail : 'not well'})`);

const asked: Record<string, SearchQuery[]> = {};
interface Pass {
  readonly times: number[];
  readonly cpuTimes: number[];
  readonly hits: number;
}

/** Searches of one class, timed each for itself. */
async function timeSearches(queries: readonly SearchQuery[]): Promise<Pass> {
  const times: number[] = [];
  const cpuTimes: number[] = [];
  let hits = 0;
  for (const query of queries) {
    const begun = performance.now();
    const cpu = process.cpuUsage();
    const result = await engine.search(query);
    const { user, system } = process.cpuUsage(cpu);
    times.push(performance.now() - begun);
    cpuTimes.push((user + system) / 1_000);
    hits += result.totalHits;
  }
  return { times, cpuTimes, hits };
}

/** Every class after `FIRST` searches of its own; the process has done nothing else before the first of them. */
const cold: Record<string, Pass> = {};
for (const [name, make] of Object.entries(queryClasses(source))) {
  const queries = Array.from({ length: FIRST + ROUNDS }, make);
  await timeSearches(queries.slice(0, FIRST));
  asked[name] = queries.slice(FIRST);
  cold[name] = await timeSearches(asked[name]);
}
// As a service that has been asked for a minute: searches of all classes in turns, none of which is timed.
const warmUp = Object.values(queryClasses(source, SEEDS.warmUp));
for (let turn = 0; turn < WARM_UP; turn++) await engine.search(warmUp[turn % warmUp.length]!());
console.log(
  `\nfirst: after ${FIRST} searches of its class in a new process; warm: other words, after ${WARM_UP} more of all classes`,
);
console.log(
  `\n| class | first p50 ms | p95 ms | warm p50 ms | p95 ms | p50 CPU ms | p95 CPU ms | hits |\n|---|---|---|---|---|---|---|---|`,
);
for (const [name, make] of Object.entries(queryClasses(source, SEEDS.warm))) {
  const first = cold[name]!;
  const warm = await timeSearches(Array.from({ length: ROUNDS }, make));
  const figures = [first.times, warm.times, warm.cpuTimes].flatMap((times) => [at(times, 0.5), at(times, 0.95)]);
  console.log(`| ${name} | ${figures.join(' | ')} | ${(warm.hits / ROUNDS).toFixed(0)} |`);
}
console.log(`\n| suggestions for | p50 ms | p95 ms |\n|---|---|---|`);
for (const letters of [1, 2, 3]) {
  const times: number[] = [];
  for (let round = -20; round < ROUNDS; round++) {
    const typed = source.article(round + 20).title.slice(0, letters);
    const begun = performance.now();
    await engine.suggest(typed, 8, { now: Date.now() });
    if (round >= 0) times.push(performance.now() - begun);
  }
  console.log(`| ${letters} letters typed | ${at(times, 0.5)} | ${at(times, 0.95)} |`);
}
console.log(`\nresident memory ${megabytes(process.memoryUsage().rss)} MB`);

/** The classes in turns, so many searches on their way at once. Returns searches a second, and how long each took, ms. */
async function searchAtOnce(inFlight: number, more: () => boolean): Promise<{ rate: number; times: number[] }> {
  const mixed = Object.values(asked)[0]!.flatMap((_, turn) => Object.values(asked).map((queries) => queries[turn]!));
  const times: number[] = [];
  let next = 0;
  const begun = performance.now();
  const caller = async (): Promise<void> => {
    while (more()) {
      const before = performance.now();
      await engine.search(mixed[next++ % mixed.length]!);
      times.push(performance.now() - before);
      if (threads === '0') await setImmediate(); // a search in this thread lets nobody else in
    }
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
  return { rate: (times.length / (performance.now() - begun)) * 1_000, times };
}
const atOnce = Math.max(1, Number(threads) * 4);
const until = performance.now() + 10_000;
const alone = await searchAtOnce(atOnce, () => performance.now() < until);
console.log(
  `${alone.rate.toFixed(0)} mixed searches a second, ${threads} search threads, ${atOnce} on their way at once`,
);

// One article after the other is written under another title; merges come with that.
const written: number[] = [];
let writing = true;
const write = async (): Promise<void> => {
  for (let number = 0; number < UPSERTS; number++) {
    const before = performance.now();
    const changed = { ...source.article(number), title: `upsertmark${number}` };
    await engine.update({ upsert: [changed], remove: [] });
    const seen = await engine.search({ ...asked['typo']![0]!, text: toClauses(changed.title) });
    if (seen.totalHits !== 1) throw new Error('an upsert is not seen');
    written.push(performance.now() - before);
  }
  writing = false;
};
const [beside] = await Promise.all([searchAtOnce(1, () => writing), write()]);
console.log(
  `an upsert is seen in ${at(written, 0.5)} ms (p95 ${at(written, 0.95)}); searches meanwhile ${at(beside.times, 0.5)} ms ` +
    `(p95 ${at(beside.times, 0.95)}, longest ${Math.max(...beside.times).toFixed(1)})`,
);
await engine.close();

const figures = peer?.run(asked);
if (typeof figures === 'string') console.log(`\nSQLite FTS5 could not be asked: ${figures}`);
else if (figures) {
  const { documentsPerSecond, bytes, classes } = figures;
  console.log(`\nSQLite FTS5: ${documentsPerSecond.toFixed(0)} articles a CPU second, disk ${megabytes(bytes)} MB`);
  console.log(`\n| class | p50 CPU ms | p95 CPU ms | hits |\n|---|---|---|---|`);
  for (const [name, { p50, p95, totals }] of Object.entries(classes)) {
    const mean = totals.reduce((sum, total) => sum + total, 0) / totals.length;
    console.log(`| ${name} | ${p50.toFixed(2)} | ${p95.toFixed(2)} | ${mean.toFixed(0)} |`);
  }
}
if (given === undefined) rmSync(folder, { recursive: true, force: true });
