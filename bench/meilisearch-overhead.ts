/**
 * What does the service add to Meilisearch? The very requests that the adapter sends, asked directly and through the
 * service, in one run: at one connection the time added, at 32 the throughput kept. Before that indexing, raw and by
 * adapter. The service is warm before it is timed: it answers thousands of searches before all of its code is compiled,
 * and millions after that.
 * usage: MEILI_URL=… MEILI_MASTER_KEY=… ARTICLES=5000 SECONDS=10 npx tsx bench/meilisearch-overhead.ts
 */
import { fork } from 'node:child_process';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Meilisearch } from 'meilisearch';
import type { ArticleDocument } from '../core/document.ts';
import { article } from '../engine/conformance/build.ts';
import { openMeilisearchEngine } from '../engine/meilisearch/engine.ts';
import { createLongNames } from '../engine/meilisearch/long-names.ts';
import { toRecord } from '../engine/meilisearch/to-record.ts';
import { toSettings } from '../engine/meilisearch/to-settings.ts';
import { NO_SETTINGS } from '../engine/settings.ts';
import { serveEngine } from '../test/support/serve-engine.ts';
import { seededRandom } from './synthetic-articles.ts';

const ARTICLES = Number(process.env['ARTICLES'] ?? 5_000);
/** Seconds of each way of asking, in turns: on a machine that does other things too, medians over turns tell more. */
const SECONDS = Number(process.env['SECONDS'] ?? 14);
const ROUNDS = 7;
const WARM_SECONDS = 45;
const url = process.env['MEILI_URL'] ?? 'http://127.0.0.1:7700';
const masterKey = process.env['MEILI_MASTER_KEY'];
const indexPrefix = 'bench-overhead';

/** The same articles in every run. */
const random = seededRandom(7);
/** Zipfian ranks, written in letters. */
const someWord = (): string =>
  `w${Math.floor(Math.exp(random() * Math.log(40_000)))
    .toString(26)
    .replace(/\d/g, (digit) => 'klmnopqrst'[Number(digit)]!)}`;
const words = (count: number): string => Array.from({ length: count }, someWord).join(' ');
const some = (count: number, of: number): string[] => [
  ...new Set(Array.from({ length: count }, () => `V${Math.floor(random() ** 2 * of)}`)),
];

const articles: ArticleDocument[] = Array.from({ length: ARTICLES }, (_, n) =>
  article({
    id: `a${n}`,
    title: words(8),
    body: words(350),
    date: new Date(Date.UTC(2016, 0, 1 + Math.floor(random() * 3_600))).toISOString().slice(0, 10),
    countries: some(3, 200),
    organisations: some(4, 2_000),
  }),
);

/** A common word, two words, a typo, a prefix, a phrase, words with facets and filters, browsing. */
const QUERIES = [
  'q=wl+',
  'q=wk+wn+&relax=false',
  'q=wlkm+&relax=false',
  'q=wl',
  'q=%22wl+wk%22+',
  'q=wk+&country=V1&facets=country,organisation,language',
  'q=wl+&facets=country,organisation,language',
  'q=&interval=none',
  'q=&country=V2&interval=none',
].map((query) => `/api/search?${query}${query.includes('interval') ? '' : '&interval=none'}`);

interface Ask {
  readonly to: URL;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function send(agent: Agent, { to, body, headers }: Ask): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = request(
      to,
      { agent, method: body === undefined ? 'GET' : 'POST', headers: { ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          JSON.parse(Buffer.concat(chunks).toString());
          if (response.statusCode === 200) resolve(true);
          else if (response.statusCode === 503)
            resolve(false); // shed under load: told apart, not timed
          else reject(new Error(`answered ${response.statusCode}`));
        });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

interface Times {
  /** Of all requests, milliseconds, rising. */
  readonly all: readonly number[];
  /** The same by what was asked. */
  readonly each: readonly (readonly number[])[];
}

/** Milliseconds of each request, as many as fit into the time. */
async function load(asks: readonly Ask[], connections: number, seconds: number): Promise<Times> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + seconds * 1_000;
  const each = asks.map((): number[] => []);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const asked = next++ % asks.length;
      const started = performance.now();
      const answered = await send(agent, asks[asked]!);
      if (answered) each[asked]!.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return { all: each.flat().sort((a, b) => a - b), each };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const at = (times: readonly number[], part: number): number => times[Math.floor(times.length * part)]!;

/** The multi-searches that the adapter sends for our queries, written down by a proxy that passes them on. */
async function record(): Promise<Ask[]> {
  const seen: Ask[] = [];
  const agent = new Agent({ keepAlive: true });
  const proxy = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const to = new URL(incoming.url ?? '/', url);
      const { authorization = '' } = incoming.headers;
      if (to.pathname === '/multi-search')
        seen.push({ to, body, headers: { authorization, 'content-type': 'application/json' } });
      const headers = { authorization, 'content-type': 'application/json' };
      request(to, { agent, method: incoming.method ?? 'GET', headers }, (response) => {
        outgoing.writeHead(response.statusCode ?? 500);
        response.pipe(outgoing);
      }).end(incoming.method === 'GET' ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const through = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const engine = await openMeilisearchEngine({ url: through, masterKey, settings: NO_SETTINGS, indexPrefix });
  const served = await serveEngine(engine);
  for (const query of QUERIES) await send(agent, { to: new URL(query, served.url) });
  await served.close();
  await engine.close();
  agent.destroy();
  proxy.closeAllConnections();
  proxy.close();
  return seen;
}

async function main(): Promise<void> {
  const admin = new Meilisearch({ host: url, ...(masterKey === undefined ? {} : { apiKey: masterKey }) });
  const raw = admin.index(`${indexPrefix}-raw`);
  await admin.createIndex(raw.uid, { primaryKey: 'id' }).waitTask({ timeout: 60_000 });
  await raw.updateSettings(toSettings(NO_SETTINGS)).waitTask({ timeout: 60_000 });
  const longNames = createLongNames(NO_SETTINGS);
  const records = articles.map((one) => toRecord(one, longNames, () => undefined));
  let started = performance.now();
  const tasks = [];
  for (let from = 0; from < records.length; from += 1_000)
    tasks.push(await raw.addDocuments(records.slice(from, from + 1_000)));
  for (const { taskUid } of tasks) await admin.tasks.waitForTask(taskUid, { timeout: 3_600_000, interval: 20 });
  const rawRate = ARTICLES / ((performance.now() - started) / 1_000);
  await admin.deleteIndex(raw.uid).waitTask({ timeout: 60_000 });

  const engine = await openMeilisearchEngine({ url, masterKey, settings: NO_SETTINGS, indexPrefix });
  const rebuild = await engine.startRebuild();
  started = performance.now();
  for (let from = 0; from < articles.length; from += 1_000) await rebuild.add(articles.slice(from, from + 1_000));
  await rebuild.preview();
  const ownRate = ARTICLES / ((performance.now() - started) / 1_000);
  await rebuild.commit();
  await engine.close();
  console.log(
    `indexing ${ARTICLES} articles: raw client ${rawRate.toFixed(0)}/s, adapter ${ownRate.toFixed(0)}/s (${((100 * ownRate) / rawRate).toFixed(0)} %)`,
  );

  const direct = await record();
  const execArgv = ['--use-largepages=silent', '--import', 'tsx']; // as `npm start` has it
  const service = fork(new URL(import.meta.url), ['serve'], { execArgv });
  const serviceUrl = await new Promise<string>((resolve) =>
    service.once('message', (message) => resolve(message as string)),
  );
  process.once('exit', () => service.kill());
  const through = QUERIES.map((query): Ask => ({ to: new URL(query, serviceUrl) }));
  console.log(`${direct.length} engine requests for ${through.length} searches`);
  await load(through, 8, WARM_SECONDS);
  await load(direct, 8, 2);
  for (const connections of [1, 32]) {
    const rounds: { direct: Times; through: Times }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        direct: await load(direct, connections, SECONDS / ROUNDS),
        through: await load(through, connections, SECONDS / ROUNDS),
      });
    }
    const added = (part: number): string =>
      median(rounds.map((one) => at(one.through.all, part) - at(one.direct.all, part))).toFixed(2);
    const all = rounds.flatMap((one) => one.direct.all).sort((x, y) => x - y);
    // The searches differ by milliseconds, and the median of them all may fall into a gap between two: so each by itself too.
    const addedTo = QUERIES.map(
      (_, asked) =>
        median(rounds.flatMap((one) => one.through.each[asked]!)) -
        median(rounds.flatMap((one) => one.direct.each[asked]!)),
    );
    console.log(
      `${connections} connection(s): direct p50 ${at(all, 0.5).toFixed(2)} p95 ${at(all, 0.95).toFixed(2)} ms; the service adds ` +
        `${added(0.5)} ms at p50, ${added(0.95)} ms at p95, ` +
        `${(addedTo.reduce((sum, one) => sum + one, 0) / addedTo.length).toFixed(2)} ms to the median of each search ` +
        `(${addedTo.map((one) => one.toFixed(2)).join(' ')}), and keeps ` +
        `${(100 * median(rounds.map((one) => one.through.all.length / one.direct.all.length))).toFixed(0)} % of the throughput`,
    );
  }
  service.kill();
}

if (process.argv[2] === 'serve') {
  const engine = await openMeilisearchEngine({ url, masterKey, settings: NO_SETTINGS, indexPrefix });
  process.send!((await serveEngine(engine)).url);
} else {
  await main();
}
