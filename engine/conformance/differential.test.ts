import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbeddedEngine } from '../embedded/engine.ts';
import { openBruteForceEngine } from './brute-force-engine.ts';
import type { Open } from './case.ts';
import { compareWithScan } from './differential.ts';

const openEmbedded: Open = async (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-differential-'));
  const engine = await openEmbeddedEngine({ folder, ...options });
  return {
    engine,
    reopen: () => Promise.resolve(engine),
    cleanUp: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const openScan: Open = (options) => {
  const engine = openBruteForceEngine(options);
  return Promise.resolve({ engine, reopen: () => Promise.resolve(engine), cleanUp: () => engine.close() });
};

/** A whole proof is 10,000 (`DIFFERENTIAL_CASES`); a few hundred catch a new fault on every run. */
const cases = Number(process.env['DIFFERENTIAL_CASES'] ?? 600);

test(
  `the embedded engine answers ${cases} random searches like a scan`,
  async () => {
    const compared = await compareWithScan({ open: openEmbedded, cases, searchesPerArchive: 100, documents: 60 });
    expect(compared).toBeGreaterThanOrEqual(cases);
  },
  20_000 + cases * 20,
);

test('the scan answers like itself, so that a difference is the other engine’s', async () => {
  expect(await compareWithScan({ open: openScan, cases: 200, searchesPerArchive: 100, documents: 40 })).toBe(200);
});
