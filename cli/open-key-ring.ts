import { readFile } from 'node:fs/promises';
import { DatelineError } from '../core/errors.ts';
import { createKeyRing, type KeyRing } from '../server/key-ring.ts';
import type { Config } from './config.ts';

/** The keys of the configured file, with the admin's. @throws invalid_config */
export async function openKeyRing(config: Config, adminKey?: string): Promise<KeyRing> {
  const keys = adminKey === undefined ? {} : { adminKey };
  const file = config.DATELINE_SEARCH_KEYS_FILE;
  if (file === undefined) return createKeyRing(keys);
  const entriesText = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DatelineError('invalid_config', 'DATELINE_SEARCH_KEYS_FILE: cannot be read', { cause });
  });
  return createKeyRing({ ...keys, entriesText });
}
