import { accessSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatelineError } from '../core/errors.ts';

/** What the service keeps in the data folder; others may keep things there as well, as a file system its `lost+found`. */
export const KEPT = {
  adminKey: 'admin-key',
  archive: 'archive',
  identities: 'identities',
  index: 'index',
  recognised: 'recognised',
} as const;

const MAY_CHANGE = constants.R_OK | constants.W_OK;

/**
 * Makes the data folder where there is none. @throws invalid_config when it cannot be made or written to, or when what
 * the service keeps in it may not be read and written: a copy that was put back as another user's
 */
export function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new DatelineError('invalid_config', `DATA_DIR: no folder that can be written to (${code})`, { cause });
  }
  try {
    for (const name of Object.values(KEPT)) checkEntry(join(folder, name));
  } catch (cause) {
    const { path = folder, code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new DatelineError('invalid_config', `DATA_DIR: ${path} may not be read and written (${code})`, { cause });
  }
}

/** Also of all below. What is not there is fine: not yet, or another process has just deleted it. */
function checkEntry(path: string): void {
  try {
    accessSync(path, MAY_CHANGE);
    if (statSync(path).isDirectory()) for (const entry of readdirSync(path)) checkEntry(join(path, entry));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** One folder at a time: Node's `recursive` never ends where a folder stands in which none can be made, as in `/proc`. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!isFolder(folder)) throw error; // another process may have been faster
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
