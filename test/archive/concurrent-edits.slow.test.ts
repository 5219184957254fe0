import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { openEmbeddedEngine } from '../../engine/embedded/engine.ts';
import { NO_SETTINGS } from '../../engine/settings.ts';
import { editDuringRebuilds } from '../support/concurrent-edits.ts';

test('10,000 upserts and deletes while rebuilds run: none lost, none resurrected', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-edits-'));
  const engine = await openEmbeddedEngine({ folder, settings: NO_SETTINGS });
  await editDuringRebuilds(engine);
  await engine.close();
  await rm(folder, { recursive: true });
});
