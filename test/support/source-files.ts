import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders that are modules. */
export const FOLDERS = ['core', 'engine', 'archive', 'indexer', 'server', 'client', 'web', 'cli'];

/** The paths of all TypeScript in these folders. */
export async function sourceFiles(): Promise<string[]> {
  const lists = await Promise.all(FOLDERS.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })));
  return lists
    .flat()
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}
