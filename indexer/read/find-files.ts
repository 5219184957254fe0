import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
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
 * to a file inside its root only; folders behind symlinks are not entered. A pipe or a device is never opened: it may never end.
 * A folder that cannot be read costs a message. @throws not_found when a root does not exist, cannot be read or is neither file nor folder
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
      if (!stats.isFile()) throw new DatelineError('not_found', `Neither a file nor a folder: ${root}`);
      files.push({ path, name: basename(path), format: formatOf(path) });
      continue;
    }
    const prefix = roots.length > 1 && folders.size > 0 ? `${basename(path)}/` : '';
    folders.add(path);
    for await (const { path: found, isFile, fault } of entriesBelow(path)) {
      if (fault !== undefined && found === path)
        throw new DatelineError('not_found', `The folder cannot be read (${fault}): ${root}`);
      const name = relative(path, found).split(sep).join('/');
      const file = { path: found, name: prefix + name, format: formatOf(name) };
      if (fault !== undefined) {
        const reason = `the folder cannot be read (${fault}); nothing below it is`;
        messages.push({ severity: 'error', rule: 'folder-unreadable', reason, file: file.name });
        continue;
      }
      const problem = isFile ? null : await whyNot(found, path);
      if (problem === null) files.push(file);
      else messages.push({ severity: 'warning', ...problem, file: file.name });
    }
  }
  files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { files, messages };
}

interface Entry {
  readonly path: string;
  readonly isFile: boolean;
  /** Of a folder that cannot be read, why. */
  readonly fault?: string;
}

/** What lies below a folder and in the folders below it, hidden ones left out. Of folders only those that cannot be read are told of. */
async function* entriesBelow(root: string): AsyncGenerator<Entry> {
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    try {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        if (entry.name.startsWith('.')) continue;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) folders.push(path);
        else yield { path, isFile: entry.isFile() };
      }
    } catch (error) {
      yield { path: folder, isFile: false, fault: (error as NodeJS.ErrnoException).code ?? 'unknown error' };
    }
  }
}

/** Why what is not simply a file is left out; null when it is a link to one. */
async function whyNot(path: string, root: string): Promise<Pick<Message, 'rule' | 'reason'> | null> {
  const stats = await lstat(path);
  if (stats.isFile()) return null;
  if (!stats.isSymbolicLink()) return { rule: 'not-a-file', reason: 'a pipe, socket or device; skipped' };
  const reason = await linkProblem(path, root);
  return reason === null ? null : { rule: 'symlink-outside', reason };
}

async function linkProblem(path: string, root: string): Promise<string | null> {
  const target = await realpath(path).catch(() => null);
  if (target === null) return 'a symbolic link to nothing; skipped';
  if (!target.startsWith((await realpath(root)) + sep)) return 'a symbolic link that leaves the corpus; not followed';
  return (await lstat(target)).isFile() ? null : 'a symbolic link to something that is no file; not followed';
}
