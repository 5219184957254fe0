import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbeddedEngine, verifyIndex } from '../../engine/embedded/engine.ts';
import { whichState } from './expect-state.ts';
import { KEPT, NOTHING, after, operation, randomNumbers } from './operations.ts';
import type { Expected } from './operations.ts';

const KILLS = Number(process.env['CRASH_KILLS'] ?? 200);
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

/** Writers, and how long they are let work at most, for each kill and, now and then, longer: threads take long to start. */
const WRITERS = [
  { threads: 1, kills: KILLS, workMs: 60, longMs: 400 },
  { threads: 2, kills: Math.ceil(KILLS / 8), workMs: 3_000, longMs: 6_000 },
];

/** Starts a writer, kills it after so many milliseconds of work, and returns what it had begun and done. */
async function killed(
  folder: string,
  threads: number,
  first: number,
  workMs: number,
): Promise<{ begun: number; done: number }> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'writer.ts'), folder, String(SEED), String(first), String(threads)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  let complained = '';
  let timer: NodeJS.Timeout | undefined;
  child.stderr.on('data', (bytes: Buffer) => (complained += bytes.toString()));
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString();
    timer ??= setTimeout(() => child.kill('SIGKILL'), workMs);
  });
  await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  expect(child.signalCode, complained).toBe('SIGKILL');
  const last = (word: string): number =>
    Math.max(
      first - 1,
      ...Array.from(said.matchAll(new RegExp(`${word} (\\d+)\\n`, 'g')), ([, number]) => Number(number)),
    );
  return { begun: last('begin'), done: last('done') };
}

const NAME = `$kills kills at random moments, $threads filling, leave the old state or the new one (seed ${SEED})`;

test.each(WRITERS)(NAME, async ({ threads, kills, workMs, longMs }) => {
  const random = randomNumbers(SEED);
  const folder = mkdtempSync(join(tmpdir(), 'dateline-kill-'));
  let state: Expected = NOTHING;
  let number = 0;
  const interrupted = { rebuild: 0, update: 0, rollback: 0, nothing: 0 };
  try {
    for (let kill = 0; kill < kills; kill++) {
      const { begun, done } = await killed(folder, threads, number, random(kill % 4 === 0 ? longMs : workMs));
      for (; number <= done; number++) state = after(state, operation(SEED, number));
      const pending = begun > done ? operation(SEED, begun) : null;
      const candidates = pending ? [state, after(state, pending)] : [state];
      const reader = await openEmbeddedEngine({
        folder,
        settings: { synonyms: [] },
        keepGenerations: KEPT,
        readOnly: true,
      });
      const found = await whichState(reader, candidates);
      await reader.close();
      state = candidates[found]!;
      // What left no trace is not repeated: the next number follows. Only the first rebuild must be had.
      number = state.live < 0 ? 0 : begun + 1;
      interrupted[pending?.kind ?? 'nothing']++;
      const { findings } = verifyIndex(folder);
      expect(findings.filter(({ problem }) => !problem.startsWith('left over'))).toEqual([]);
      if (kill % 10 === 9) await expectSwept(folder, state);
    }
    console.log(`killed during: ${JSON.stringify(interrupted)}; ${number} operations`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The next writer takes the dead one's lock and leaves nothing that is not part of the index. */
async function expectSwept(folder: string, state: Expected): Promise<void> {
  if (state.live < 0) return;
  const writer = await openEmbeddedEngine({ folder, settings: { synonyms: [] }, keepGenerations: KEPT });
  await writer.update({ upsert: [], remove: [] });
  await writer.close();
  expect(verifyIndex(folder).findings).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual(['current', 'generations']);
  expect(readdirSync(join(folder, 'generations')).length).toBe(state.generations.length);
}
