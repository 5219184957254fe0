import { lstat, realpath } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import { DatelineError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { formatOf, type FileFormat } from './file-format.ts';

/** A file of the corpus. `name` is what sources and messages call it: relative to its root, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly format: FileFormat;
}

export interface FoundFiles {
  readonly files: readonly SourceFile[];
  readonly messages: readonly Message[];
}

/**
 * The files below the roots (folders, or single files) in path order. Hidden files are left alone. A symlink is followed
 * to a file inside its root only; folders behind symlinks are not entered.
 * @throws not_found when a root does not exist
 */
export async function findFiles(roots: readonly string[]): Promise<FoundFiles> {
  const files: SourceFile[] = [];
  const messages: Message[] = [];
  const folders = new Set<string>();
  for (const root of roots) {
    const path = resolve(root);
    const stats = await lstat(await realpath(path).catch(() => path)).catch(() => {
      throw new DatelineError('not_found', `No such file or folder: ${root}`);
    });
    if (!stats.isDirectory()) {
      files.push({ path, name: basename(path), format: formatOf(path) });
      continue;
    }
    const prefix = roots.length > 1 && folders.size > 0 ? `${basename(path)}/` : '';
    folders.add(path);
    for (const name of await glob('**/*', { cwd: path, followSymbolicLinks: false, dot: false })) {
      const file = { path: join(path, name), name: prefix + name, format: formatOf(name) };
      const problem = await symlinkProblem(file.path, path);
      if (problem) messages.push({ severity: 'warning', rule: 'symlink-outside', reason: problem, file: file.name });
      else files.push(file);
    }
  }
  files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { files, messages };
}

async function symlinkProblem(path: string, root: string): Promise<string | null> {
  if (!(await lstat(path)).isSymbolicLink()) return null;
  const target = await realpath(path).catch(() => null);
  if (target === null) return 'a symbolic link to nothing; skipped';
  return target.startsWith((await realpath(root)) + sep)
    ? null
    : 'a symbolic link that leaves the corpus; not followed';
}
