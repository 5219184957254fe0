import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const FOLDERS = ['core', 'engine', 'archive', 'indexer', 'server', 'client', 'web', 'cli'];
const CRUISER = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

interface Report {
  readonly summary: { readonly totalCruised: number; readonly violations: readonly Violation[] };
}

async function cruise(...folders: string[]): Promise<Report> {
  const args = [CRUISER, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders];
  const result = await run(process.execPath, args, { maxBuffer: 1 << 27 }).catch(
    (error: unknown) => error as { stdout: string }, // violations make it exit with their number
  );
  return JSON.parse(result.stdout) as Report;
}

async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}

test('nobody imports what they may not, every module was read, and a planted violation is caught', async () => {
  const folder = mkdtempSync('core/planted-');
  const planted = join(folder, 'planted.ts');
  try {
    writeFileSync(planted, "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n");
    const { summary } = await cruise(...FOLDERS);
    const files = (await Promise.all(FOLDERS.map(sourceFiles))).flat();
    expect(summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }))).toEqual([
      { rule: 'core-stands-alone', from: planted },
    ]);
    // A checker that cannot parse the sources reads nothing and reports success.
    expect(summary.totalCruised).toBeGreaterThanOrEqual(files.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

test('no source file has grown beyond one theme (250 lines)', async () => {
  const long: string[] = [];
  for (const file of (await Promise.all(FOLDERS.map(sourceFiles))).flat()) {
    const lines = (await readFile(file, 'utf8')).split('\n').length - 1;
    if (lines > 250) long.push(`${file}: ${lines}`);
  }
  expect(long).toEqual([]);
});
