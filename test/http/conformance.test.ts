import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedEngine } from '../../engine/embedded/engine.ts';
import { httpConformance } from '../support/http-conformance.ts';

httpConformance('embedded', async (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-http-conformance-'));
  const engine = await openEmbeddedEngine({ folder, ...options });
  return {
    engine,
    reopen: () => Promise.resolve(engine),
    cleanUp: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
});
