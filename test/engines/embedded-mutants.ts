/**
 * Shows that the suite notices faults of the embedded index: each line of `embedded-mutants.json` is put into a copy of the
 * program, one at a time, and the tests of the engine must then fail. Ends with 1 when a mutant survives, when its line is
 * no longer there, or when the tests fail without one.
 * usage: npm run mutants:embedded [-- WORDS-OF-A-BUG]
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface IndexMutant {
  readonly bug: string;
  /** In `engine/embedded/index`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const root = new URL('../../', import.meta.url).pathname;
const COPIED = ['core', 'engine', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
/** Quick ones first: what they notice, the others need not run for. */
const TESTS = [
  'engine/embedded/index',
  'engine/embedded/best-scores.test.ts',
  'engine/embedded/long-queries.test.ts',
  'engine/embedded/suggest-words.test.ts',
  'engine/embedded/day-order.test.ts',
  'engine/embedded/scanning.test.ts',
  'engine/embedded/brute-force.test.ts',
  'engine/embedded/engine.test.ts',
];

const wanted = process.argv.slice(2).join(' ');
const mutants = (
  JSON.parse(readFileSync(join(root, 'test/engines/embedded-mutants.json'), 'utf8')) as IndexMutant[]
).filter(({ bug }) => bug.includes(wanted));
const copy = mkdtempSync(join(tmpdir(), 'dateline-mutants-'));

/** The test file that fails, or null. */
function failing(): string | null {
  for (const test of TESTS) {
    const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--bail=1', test], {
      cwd: copy,
      timeout: 300_000,
    });
    if (status !== 0) return test;
  }
  return null;
}

/** Null when the mutant was noticed, otherwise what is wrong. */
function prove({ file, from, to }: IndexMutant): string | null {
  const path = join(copy, 'engine/embedded/index', file);
  const original = readFileSync(path, 'utf8');
  if (original.split(from).length !== 2) return `${file} does not hold its line once`;
  writeFileSync(
    path,
    original.replace(from, () => to),
  );
  try {
    return failing() === null ? 'SURVIVED' : null;
  } finally {
    writeFileSync(path, original);
  }
}

try {
  for (const name of COPIED) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const broken = failing();
  if (broken !== null) throw new Error(`${broken} fails without any mutant`);
  for (const mutant of mutants) {
    const problem = prove(mutant);
    console.log(`${problem ?? 'noticed'}: an index that ${mutant.bug}`);
    if (problem !== null) process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
