import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isDatelineError } from '../../core/errors.ts';
import { openEmbeddedEngine, verifyIndex } from '../../engine/embedded/engine.ts';
import { query } from '../../engine/conformance/build.ts';
import type { Engine } from '../../engine/port.ts';
import { answersLikeAScan, contents } from './expect-state.ts';
import { after, operation, perform, randomNumbers } from './operations.ts';

const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const ROUNDS = 300;

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(join(tmpdir(), 'dateline-damage-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const open = (readOnly = false): Promise<Engine> =>
  openEmbeddedEngine({ folder, settings: { synonyms: [] }, readOnly });

/** An index with two generations, several segments and deleted documents. */
async function build(): Promise<void> {
  const engine = await open();
  await perform(engine, operation(SEED, 0));
  await perform(engine, operation(SEED + 1, 0));
  for (const number of [1, 2, 3]) {
    await engine.update({ upsert: updateOf(SEED + number).slice(0, 20), remove: ['d1', 'd2', 'd3'] });
  }
  await engine.close();
}

const updateOf = (seed: number) => {
  const one = operation(seed, 0);
  return one.kind === 'rebuild' ? one.batches[0]! : [];
};

const filesOf = (place: string): string[] =>
  fs
    .readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Reads everything: right, or refused as damaged. Never wrong. */
async function rightOrRefused(before: ReadonlyMap<string, unknown>, note: string): Promise<boolean> {
  let engine: Engine | undefined;
  try {
    engine = await open(true);
    const found = await contents(engine);
    expect(found, note).toEqual(before);
    await answersLikeAScan(engine, [...found.values()]);
    return true;
  } catch (error) {
    if (!isDatelineError(error, 'index_damaged')) throw error;
    return false;
  } finally {
    await engine?.close();
  }
}

async function damage(change: (bytes: Buffer, random: (below: number) => number) => Buffer): Promise<void> {
  await build();
  const reader = await open(true);
  const before = await contents(reader);
  const live = (await reader.generations()).find((one) => one.live)!.id;
  await reader.close();
  const random = randomNumbers(SEED);
  const files = filesOf(folder);
  let refused = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const file = files[random(files.length)]!;
    const whole = fs.readFileSync(file);
    const broken = change(whole, random);
    if (broken.equals(whole)) continue;
    fs.writeFileSync(file, broken);
    const note = `seed ${SEED}, round ${round}: ${file}`;
    expect(verifyIndex(folder).ok, note).toBe(false);
    expect(
      verifyIndex(folder).findings.some((finding) => note.includes(finding.file) || file.startsWith(finding.file)),
      note,
    ).toBe(true);
    const right = await rightOrRefused(before, note);
    if (!right) refused++;
    else expect(file.includes(live) || file.endsWith('current'), `${note} was not noticed`).toBe(false);
    fs.writeFileSync(file, whole);
  }
  expect(refused).toBeGreaterThan(0);
  expect(await rightOrRefused(before, 'mended')).toBe(true);
}

test(`a flipped bit is told, and never makes an answer wrong (seed ${SEED})`, () =>
  damage((bytes, random) => {
    const broken = Buffer.from(bytes);
    const bit = random(bytes.length * 8);
    broken[bit >> 3]! ^= 1 << (bit & 7);
    return broken;
  }));

test(`a torn file is told, and never makes an answer wrong (seed ${SEED})`, () =>
  damage((bytes, random) => bytes.subarray(0, random(bytes.length))));

test(`a block of zeros is told, and never makes an answer wrong (seed ${SEED})`, () =>
  damage((bytes, random) => Buffer.from(bytes).fill(0, random(bytes.length))));

test('a damaged index says so and is mended by a rebuild', async () => {
  for (const name of ['current', 'manifest', '.seg']) {
    await build();
    const current = fs.readFileSync(join(folder, 'current'), 'utf8');
    const broken = filesOf(folder).filter(
      (file) => file.endsWith(name) && (name === 'current' || current.includes(file.split('/').at(-2)!)),
    );
    expect(broken.length).toBeGreaterThan(0);
    for (const file of broken) fs.writeFileSync(file, 'nonsense');
    const engine = await open();
    await expect(engine.search(query())).rejects.toMatchObject({ code: 'index_damaged' });
    expect((await engine.health()).ok).toBe(false);
    await perform(engine, operation(SEED, 0));
    expect((await contents(engine)).size).toBeGreaterThan(100);
    await engine.close();
    const again = await open();
    expect((await contents(again)).size).toBeGreaterThan(100);
    await again.close();
  }
});

/** Calls that change the disk; each may find it full. */
const WRITES = ['openSync', 'writeSync', 'fsyncSync', 'renameSync', 'writeFileSync', 'mkdirSync', 'linkSync'] as const;

/** Lets the write with this number fail (and all after it, as on a full disk); returns how to stop, and whether it came to it. */
function fillDiskAt(number: number): () => boolean {
  let calls = 0;
  const real = WRITES.map((name) => fs[name]);
  const fake = fs as unknown as Record<string, unknown>;
  WRITES.forEach((name, index) => {
    fake[name] = (...args: unknown[]): unknown => {
      const writes = name !== 'openSync' || args[1] !== 'r';
      if (writes && ++calls >= number && !(name === 'fsyncSync' && calls > number)) {
        throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC', syscall: name });
      }
      return (real[index] as (...args: unknown[]) => unknown)(...args);
    };
  });
  syncBuiltinESMExports();
  return () => {
    WRITES.forEach((name, index) => (fake[name] = real[index]));
    syncBuiltinESMExports();
    return calls >= number;
  };
}

test('a disk that fills up at any write leaves the old state or the new one, and the next attempt succeeds', async () => {
  await build();
  const engine = await open();
  let reached = true;
  let refused = 0;
  let refusedOutright = 0;
  for (let number = 1; reached; number++) {
    for (const one of [
      operation(SEED + number, 0),
      { kind: 'update', upsert: updateOf(number), remove: ['d5'] } as const,
    ]) {
      const before = await contents(engine);
      const stop = fillDiskAt(number);
      const error: unknown = await perform(engine, one).then(
        () => null,
        (problem: unknown) => problem,
      );
      reached = stop();
      if (error !== null) {
        refused++;
        expect(isDatelineError(error, 'storage_full'), `write ${number}`).toBe(true);
        const now = await contents(engine);
        const other = await open(true);
        expect(await contents(other), `write ${number}, reopened`).toEqual(now);
        await other.close();
        // the new one where the last sync of a folder failed, after the file had its new name
        const wanted = after({ generations: [before], live: 0 }, one);
        if (isDeepStrictEqual(now, before)) refusedOutright++;
        else expect(now, `write ${number}`).toEqual(wanted.generations[0]);
      }
    }
    await engine.update({ upsert: updateOf(number).slice(0, 3), remove: [] });
  }
  expect(refused).toBeGreaterThan(15);
  expect(refused - refusedOutright, 'only the last sync').toBeLessThan(refused / 4);
  await engine.close();
  expect(verifyIndex(folder).findings).toEqual([]);
});

test('a second writer is refused while the first one writes, and let in afterwards', async () => {
  const [first, second] = [await open(), await open()];
  const rebuild = await first.startRebuild();
  await rebuild.add(updateOf(1));
  await expect(second.startRebuild()).rejects.toMatchObject({ code: 'conflict' });
  await rebuild.commit();
  await expect(second.update({ upsert: [], remove: ['d1'] })).resolves.toBeDefined();
  await expect(first.update({ upsert: updateOf(2), remove: [] })).resolves.toBeDefined();
  const wanted = await contents(first);
  await expect.poll(() => contents(second)).toEqual(wanted);
  await Promise.all([first.close(), second.close()]);
});

test('a reader of another process sees every generation whole, while they change', async () => {
  await build();
  const [writer, reader] = [await open(), await open(true)];
  for (let round = 1; round <= 30; round++) {
    await perform(writer, operation(SEED + round, round % 3 === 0 ? 0 : round));
    const wanted = await contents(writer);
    await expect.poll(() => contents(reader), { timeout: 5_000 }).toEqual(wanted);
    expect((await reader.search(query())).generation).toBe((await writer.search(query())).generation);
  }
  await expect(reader.update({ upsert: [], remove: [] })).rejects.toMatchObject({ code: 'conflict' });
  await Promise.all([writer.close(), reader.close()]);
});

test('rollback returns to an earlier generation in under a second', async () => {
  await build();
  const engine = await open();
  const before = await engine.generations();
  const start = performance.now();
  await engine.rollback(before.find((one) => !one.live)!.id);
  await engine.search(query());
  expect(performance.now() - start).toBeLessThan(1_000);
  await engine.close();
});
