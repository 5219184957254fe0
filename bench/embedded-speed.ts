/**
 * The embedded engine alone on synthetic articles.
 * usage: node --import tsx bench/embedded-speed.ts ARTICLES [FOLDER] [SEARCH-THREADS]
 * An index that is in FOLDER already is used as it is. Prints a table in Markdown.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedEngine } from '../engine/embedded/engine.ts';
import { queryClasses } from './query-classes.ts';
import { syntheticArticle } from './synthetic-articles.ts';

const [articles = '10000', given, threads = '0'] = process.argv.slice(2);
const documents = Number(articles);
const folder = given ?? mkdtempSync(join(tmpdir(), 'dateline-bench-'));
const options = { folder, settings: { synonyms: [] }, searchThreads: Number(threads) };
const ROUNDS = 150;
const BATCH = 1_000;

const at = (times: number[], share: number): string =>
  times.sort((a, b) => a - b)[Math.floor(times.length * share)]!.toFixed(2);
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
const sizeOf = (place: string): number =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

if (!existsSync(join(folder, 'current'))) {
  const engine = await openEmbeddedEngine(options);
  const rebuild = await engine.startRebuild();
  let textBytes = 0;
  let spent = 0;
  const cpu = process.cpuUsage();
  let generating = 0;
  for (let from = 0; from < documents; from += BATCH) {
    const before = process.cpuUsage();
    const batch = Array.from({ length: Math.min(BATCH, documents - from) }, (_, index) =>
      syntheticArticle(from + index),
    );
    generating += process.cpuUsage(before).user;
    for (const { title, body } of batch) textBytes += Buffer.byteLength(title) + Buffer.byteLength(body);
    const start = performance.now();
    await rebuild.add(batch);
    spent += performance.now() - start;
  }
  const start = performance.now();
  await rebuild.commit();
  spent += performance.now() - start;
  await engine.close();
  const used = process.cpuUsage(cpu);
  const cpuSeconds = (used.user + used.system - generating) / 1e6;
  console.log(
    `built ${documents} articles: ${((documents / spent) * 1000).toFixed(0)} a second, ${(documents / cpuSeconds).toFixed(0)} a CPU second`,
  );
  console.log(`disk ${megabytes(sizeOf(folder))} MB, text ${megabytes(textBytes)} MB`);
}

globalThis.gc?.();
const start = performance.now();
const engine = await openEmbeddedEngine(options);
const { ok, detail } = await engine.health();
console.log(`opened in ${(performance.now() - start).toFixed(0)} ms (${ok ? detail : 'not well'})`);

console.log(`\n| class | p50 ms | p95 ms | p50 CPU ms | p95 CPU ms | hits |\n|---|---|---|---|---|---|`);
for (const [name, make] of Object.entries(queryClasses(documents))) {
  const times: number[] = [];
  const cpuTimes: number[] = [];
  let hits = 0;
  for (let round = 0; round < ROUNDS + 20; round++) {
    const query = make();
    const begun = performance.now();
    const cpu = process.cpuUsage();
    const result = await engine.search(query);
    const { user, system } = process.cpuUsage(cpu);
    if (round >= 20) {
      times.push(performance.now() - begun);
      cpuTimes.push((user + system) / 1_000);
    }
    hits += result.totalHits;
  }
  console.log(
    `| ${name} | ${at(times, 0.5)} | ${at(times, 0.95)} | ${at(cpuTimes, 0.5)} | ${at(cpuTimes, 0.95)} | ${(hits / (ROUNDS + 20)).toFixed(0)} |`,
  );
}
console.log(`\nresident memory ${megabytes(process.memoryUsage().rss)} MB`);
await engine.close();
if (given === undefined) rmSync(folder, { recursive: true, force: true });
