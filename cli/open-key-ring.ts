import { createKeyRing, type KeyRing } from '../server/key-ring.ts';
import type { Config } from './config.ts';
import { readConfiguredFile } from './configured-file.ts';

/** The keys of the configured file, with the admin's. @throws invalid_config */
export async function openKeyRing(config: Config, adminKey?: string): Promise<KeyRing> {
  const keys = adminKey === undefined ? {} : { adminKey };
  const file = config.DATELINE_SEARCH_KEYS_FILE;
  if (file === undefined) return createKeyRing(keys);
  return readConfiguredFile('DATELINE_SEARCH_KEYS_FILE', file, (entriesText) =>
    createKeyRing({ ...keys, entriesText }),
  );
}
