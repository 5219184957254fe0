import { accessSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatelineError } from '../core/errors.ts';

const MAY_CHANGE = constants.R_OK | constants.W_OK;

/**
 * Makes the data folder where there is none. @throws invalid_config when it cannot be made or written to, or holds what
 * may not be read and written: a copy that was put back as another user's
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
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) checkEntry(join(folder, entry));
  } catch (cause) {
    const { path = folder, code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new DatelineError('invalid_config', `DATA_DIR: ${path} may not be read and written (${code})`, { cause });
  }
}

function checkEntry(path: string): void {
  try {
    accessSync(path, MAY_CHANGE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // another process may have deleted it
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
