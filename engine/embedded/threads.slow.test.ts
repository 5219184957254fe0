import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineConformance } from '../conformance/conformance.ts';
import { openEmbeddedEngine } from './engine.ts';

engineConformance({
  name: 'embedded, on threads',
  timeoutMs: 60_000,
  open: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-threads-'));
    const reopen = () => openEmbeddedEngine({ folder, searchThreads: 2, ...options });
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
