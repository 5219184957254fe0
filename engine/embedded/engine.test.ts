import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineConformance } from '../conformance/conformance.ts';
import { openEmbeddedEngine } from './engine.ts';

engineConformance({
  name: 'embedded',
  open: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-embedded-'));
    const engine = await openEmbeddedEngine({ folder, ...options });
    return {
      engine,
      reopen: () => openEmbeddedEngine({ folder, ...options }),
      cleanUp: async () => {
        await engine.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
});
