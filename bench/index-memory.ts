import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticArticle } from './synthetic-articles.ts';

/**
 * The most memory that `dateline index` holds while it indexes made-up articles from one JSON Lines file, at several numbers of
 * articles, so that its growth can be seen. Linux only: it reads the high-water mark of the kernel.
 * Usage: npx tsx bench/index-memory.ts [ARTICLES…]   (1000000 by default: about an hour on two cores)
 */
const COMMAND = join(import.meta.dirname, '..', 'cli', 'dateline.mjs');
const sizes = process.argv.slice(2).map(Number);
process.stdout.write('| articles | text, MB | peak resident, MB | minutes |\n|---|---|---|---|\n');
for (const articles of sizes.length > 0 ? sizes : [1_000_000]) {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-memory-'));
  try {
    const input = join(folder, 'articles.jsonl');
    await writeArticles(input, articles);
    const begun = performance.now();
    const peak = await peakOfIndexing(input, folder);
    const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
    process.stdout.write(
      `| ${articles} | ${megabytes((await stat(input)).size)} | ${megabytes(peak)} | ${minutes} |\n`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeArticles(path: string, count: number): Promise<void> {
  const file = createWriteStream(path);
  for (let number = 0; number < count; number++) {
    const { id, title, body, date } = syntheticArticle(number);
    if (!file.write(`${JSON.stringify({ id, title, text: body, date })}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** Bytes; the threads of the process are in it. @throws when the indexing fails */
async function peakOfIndexing(input: string, folder: string): Promise<number> {
  const env = { ...process.env, DATA_DIR: join(folder, 'data') };
  const child = spawn(process.execPath, [COMMAND, 'index', input], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = 0;
  const timer = setInterval(() => {
    void readFile(`/proc/${child.pid!}/status`, 'utf8').then(
      (status) => (peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024)),
      () => undefined, // it has just ended
    );
  }, 200);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`dateline index ended with ${String(code)}`);
  return peak;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
