import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { openEmbeddedEngine } from '../../engine/embedded/engine.ts';
import { NO_SETTINGS } from '../../engine/settings.ts';
import { REINDEXES, reindexUnderLoad } from '../support/reindex-under-load.ts';

test(`${REINDEXES} reindexes under load: no failed, empty or mixed answer, every one names its generation`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-load-'));
  const engine = await openEmbeddedEngine({ folder, settings: NO_SETTINGS });
  await reindexUnderLoad(engine);
  await engine.close();
  await rm(folder, { recursive: true });
});
