import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { access, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { loadStepContext } from '../indexer/load-step-context.ts';
import { normaliseFiles } from '../indexer/normalise-files.ts';
import { localWorkshop } from '../indexer/workshop.ts';

/**
 * Normalises every annotated set that is there and prints what the scorer says of each, as a Markdown table.
 * Usage: npm run measure -- GOLD_FOLDER SCORER.py [SET…]   (or GOLD_FOLDER and GOLD_SCORER in the environment)
 */
const run = promisify(execFile);

interface Row {
  readonly what: string;
  readonly sets: readonly string[];
  readonly score: 'countries' | 'organisations' | 'dates' | 'bodies' | 'not-articles' | 'seeds' | 'repeats' | 'speed';
  readonly toReach: string;
}

const ROWS: readonly Row[] = [
  { what: 'seed pages', sets: ['seeds'], score: 'seeds', toReach: '77 of 77' },
  { what: 'body from HTML', sets: ['html_scrapinghub'], score: 'bodies', toReach: 'F1 0.965' },
  { what: 'body from HTML', sets: ['html_fundus'], score: 'bodies', toReach: 'F1 0.955' },
  { what: 'body from HTML', sets: ['html_wcxb'], score: 'bodies', toReach: 'above trafilatura' },
  { what: 'pages that are no article', sets: ['html_wcxb'], score: 'not-articles', toReach: '0.90' },
  { what: 'publication date', sets: ['html_htmldate'], score: 'dates', toReach: '0.92, wrong 0.06' },
  { what: 'publication date', sets: ['html_fundus'], score: 'dates', toReach: '0.98, wrong 0.015' },
  { what: 'countries of a story', sets: ['reuters21578'], score: 'countries', toReach: 'F1 without US/GB 0.80' },
  {
    what: 'countries',
    sets: ['trnews', 'geowebnews', 'geovirus'],
    score: 'countries',
    toReach: 'P 0.90; R twice or more 0.90',
  },
  { what: 'organisations, closed list', sets: ['reuters21578'], score: 'organisations', toReach: 'F1 0.87' },
  { what: 'organisations, open', sets: ['msnbc'], score: 'organisations', toReach: 'twice compromise' },
  { what: 'organisations, open', sets: ['meantime'], score: 'organisations', toReach: 'twice compromise' },
  { what: 'organisations, open', sets: ['newsfair2'], score: 'organisations', toReach: 'twice compromise' },
  { what: 'same story twice', sets: ['reuters21578'], score: 'repeats', toReach: 'F1 0.97' },
  { what: 'speed on text, per core', sets: ['bulk_news'], score: 'speed', toReach: '700 articles/s' },
];

const [goldFolder = process.env['GOLD_FOLDER'], scorer = process.env['GOLD_SCORER'], ...only] = process.argv.slice(2);
if (goldFolder === undefined || scorer === undefined || !(await exists(goldFolder)) || !(await exists(scorer))) {
  process.stdout.write(
    'Skipped: the annotated data is not here. Usage: npm run measure -- GOLD_FOLDER SCORER.py [SET…]\n',
  );
  process.exit(0);
}
const folder = await mkdtemp(join(tmpdir(), 'dateline-measure-'));
const workshop = localWorkshop(await loadStepContext(join(import.meta.dirname, '..', 'data')));
const made = new Map<string, Promise<string>>();
try {
  process.stdout.write('| what | data | to reach | measured |\n|---|---|---|---|\n');
  for (const row of ROWS) {
    const sets = only.length === 0 ? row.sets : row.sets.filter((set) => only.includes(set));
    const present = await filterAsync(sets, (set) => exists(join(goldFolder, set)));
    if (present.length === 0) continue;
    const measured = await measure(row, present).catch((error: unknown) => `failed: ${String(error).split('\n')[0]!}`);
    process.stdout.write(`| ${row.what} | ${present.join(' + ')} | ${row.toReach} | ${measured} |\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(row: Row, sets: readonly string[]): Promise<string> {
  if (row.score === 'speed') return measureSpeed(sets[0]!);
  const documents = await documentsOf(sets, row.score !== 'repeats' && row.score !== 'seeds');
  const gold = {
    seeds: () => join(goldFolder!, 'seeds', 'seeds-gold.json'),
    repeats: () => join(goldFolder!, 'repeats', 'reuters21578.pairs.dev.tsv'),
  };
  const answers = row.score === 'seeds' || row.score === 'repeats' ? gold[row.score]() : await goldOf(sets);
  const { stdout } = await run('python3', [scorer!, row.score, documents, answers], { maxBuffer: 1 << 24 });
  return stdout.trim();
}

/** The documents of the sets in one file; made once. */
function documentsOf(sets: readonly string[], keepRepeats: boolean): Promise<string> {
  const key = `${sets.join('+')}-${keepRepeats ? 'kept' : 'merged'}`;
  const file = made.get(key) ?? writeDocuments(sets, keepRepeats, join(folder, `${key}.jsonl`));
  made.set(key, file);
  return file;
}

async function writeDocuments(sets: readonly string[], keepRepeats: boolean, path: string): Promise<string> {
  const file = await open(path, 'w');
  for await (const item of normaliseFiles(await inputsOf(sets), workshop, { keepRepeats }))
    if ('json' in item) await file.write(`${item.json}\n`);
  await file.close();
  return path;
}

async function inputsOf(sets: readonly string[]): Promise<string[]> {
  const inputs: string[] = [];
  for (const set of sets) {
    const names = await readdir(join(goldFolder!, set));
    inputs.push(
      ...names.filter((name) => /\.(?:txt|jsonl\.gz)$/.test(name)).map((name) => join(goldFolder!, set, name)),
    );
  }
  return inputs;
}

/** The answers of several sets in one file. */
async function goldOf(sets: readonly string[]): Promise<string> {
  const path = join(folder, `${sets.join('+')}-gold.jsonl`);
  await rm(path, { force: true }); // another row may have asked for it
  for (const input of await inputsOf(sets)) {
    const file = await open(path, 'a');
    await pipeline(createReadStream(input), createGunzip(), file.createWriteStream());
  }
  return path;
}

/** Articles a second of processor time of this thread; every step but the merging of repeats. */
async function measureSpeed(set: string): Promise<string> {
  const inputs = await inputsOf([set]);
  let articles = 0;
  const before = process.cpuUsage();
  for await (const item of normaliseFiles(inputs, workshop, { keepRepeats: true })) if ('json' in item) articles++;
  const used = process.cpuUsage(before);
  const seconds = (used.user + used.system) / 1_000_000;
  return `${Math.round(articles / seconds)} articles per processor second (${articles} articles, ${cpus()[0]?.model ?? 'unknown processor'})`;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function filterAsync(items: readonly string[], keep: (item: string) => Promise<boolean>): Promise<string[]> {
  const kept: string[] = [];
  for (const item of items) if (await keep(item)) kept.push(item);
  return kept;
}
