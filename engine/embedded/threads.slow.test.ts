import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { engineConformance } from '../conformance/conformance.ts';
import { openEmbeddedEngine } from './engine.ts';

// With `threadsFrom` the cases grow their indexes past the point from which threads search.
describe.each([0, 5])('from %i articles on', (threadsFrom) => {
  engineConformance({
    name: 'embedded, on threads',
    timeoutMs: 60_000,
    open: async (options) => {
      const folder = mkdtempSync(join(tmpdir(), 'dateline-threads-'));
      const reopen = () => openEmbeddedEngine({ folder, searchThreads: 2, threadsFrom, fillThreads: 2, ...options });
      const engine = await reopen();
      return {
        engine,
        reopen,
        cleanUp: async () => {
          await engine.close();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  });
});
