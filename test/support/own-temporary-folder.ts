import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where tsx keeps what it compiled, for the processes that tests start. */
const CACHES = /^tsx-/;

/** Gives a run a temporary folder of its own, in which its tests may leave nothing. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-run-'));
  process.env['TMPDIR'] = folder; // the workers take it over
  return async () => {
    const left = (await readdir(folder)).filter((name) => !CACHES.test(name));
    await rm(folder, { recursive: true, force: true });
    if (left.length === 0) return;
    process.exitCode = 1; // what is thrown here is told and nothing more
    throw new Error(`tests left these in the temporary folder: ${left.sort().join(', ')}`);
  };
}
