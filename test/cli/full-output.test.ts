import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const FULL = '/dev/full';

/** Runs a command that writes to a full disk where the options say so, until it ends, or until `seen` is in what it says. */
async function run(args: readonly string[], full: 'stdout' | 'stderr', seen?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-full-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const corpus = join(folder, 'articles');
  mkdirSync(corpus);
  writeFileSync(join(corpus, 'page.md'), '# Ministers meet in Amman\n\nThey met in Jordan on Tuesday, for water.\n');
  writeFileSync(join(corpus, 'empty.md'), '');
  const out = openSync(FULL, 'w');
  const command = spawn(process.execPath, ['cli/dateline.mjs', ...args, ...(seen === undefined ? [corpus] : [])], {
    env: { PATH: process.env.PATH, CORPUS_DIR: corpus, DATA_DIR: join(folder, 'data'), PORT: '0' },
    stdio: full === 'stdout' ? ['ignore', out, 'pipe'] : ['ignore', 'pipe', out],
  });
  onTestFinished(() => void command.kill('SIGKILL'));
  let said = '';
  for (const stream of [command.stdout, command.stderr])
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (seen !== undefined && said.includes(seen)) command.kill();
    });
  return { code: await new Promise((resolve) => command.once('close', resolve)), said };
}

test.skipIf(!existsSync(FULL))('documents that find no room are a failure, said in one line', async () => {
  const { code, said } = await run(['normalise'], 'stdout');
  expect(code).toBe(1);
  expect(said).toMatch(/dateline: standard output cannot be written to \(ENOSPC\)\n$/);
});

test.skipIf(!existsSync(FULL))('what is said to nobody, for want of room, ends no work', async () => {
  const { code, said } = await run(['normalise'], 'stderr');
  expect(code).toBe(0);
  expect(said).toContain('Ministers meet');
});

test.skipIf(!existsSync(FULL))(
  'a log that finds no room ends no service',
  async () => {
    const { code, said } = await run(['serve'], 'stdout', 'Dateline is ready');
    expect(said).toContain('Dateline is ready');
    expect(code).toBe(0);
  },
  30_000,
);
