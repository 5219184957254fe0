import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { FOLDERS, sourceFiles } from './support/source-files.ts';

const run = promisify(execFile);
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

test('nobody imports what they may not, every module was read, and a planted violation is caught', async () => {
  const folder = mkdtempSync('core/planted-');
  const planted = join(folder, 'planted.ts');
  try {
    writeFileSync(planted, "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n");
    const { summary } = await cruise(...FOLDERS);
    const files = await sourceFiles();
    expect(summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }))).toEqual([
      { rule: 'core-stands-alone', from: planted },
    ]);
    // A checker that cannot parse the sources reads nothing and reports success.
    expect(summary.totalCruised).toBeGreaterThanOrEqual(files.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
