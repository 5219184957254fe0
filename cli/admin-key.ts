import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHORTEST_KEY } from '../server/key-ring.ts';
import type { Config } from './config.ts';
import { KEPT } from './data-folder.ts';

/**
 * The admin key: the configured one, or in development one that is made once and kept in the data folder, which is there.
 * `isNew` is true the first time, when it should be shown.
 */
export function adminKey(config: Config): { key: string; isNew: boolean } {
  if (config.DATELINE_ADMIN_KEY !== undefined) return { key: config.DATELINE_ADMIN_KEY, isNew: false };
  const file = join(config.DATA_DIR, KEPT.adminKey);
  try {
    const key = readFileSync(file, 'utf8').trim();
    // a file with less in it was torn when the disk was full
    if (key.length >= SHORTEST_KEY) return { key, isNew: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const key = randomBytes(24).toString('base64url');
  writeFileSync(`${file}.next`, `${key}\n`, { mode: 0o600 });
  renameSync(`${file}.next`, file);
  return { key, isNew: true };
}
