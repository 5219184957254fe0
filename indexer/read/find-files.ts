import { lstat, readdir, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { DatelineError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { formatOf, type FileFormat } from './file-format.ts';

/** A file of the corpus. `name` is what sources and messages call it: relative to its root, with slashes; no two are called alike. */
export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly format: FileFormat;
}

export interface FoundFiles {
  readonly files: readonly SourceFile[];
  readonly messages: readonly Message[];
}

/** Something below a root, or a root that is a file: one to read, or what is to be said of it. */
interface Finding {
  readonly path: string;
  readonly problem?: Pick<Message, 'severity' | 'rule' | 'reason'>;
}

/**
 * The files below the roots (folders, or single files) in path order, each once. Hidden files are left alone. A symlink is
 * followed to a file inside its root only; folders behind symlinks are not entered. A pipe or a device is never opened: it may
 * never end. A folder that cannot be read costs a message. What lies in the first folder is named as if it were the only one;
 * in front of other names stands as much of the path of their root as tells them from those before.
 * @throws not_found when a root does not exist, cannot be read or is neither file nor folder
 */
export async function findFiles(roots: readonly string[]): Promise<FoundFiles> {
  const files: SourceFile[] = [];
  const messages: Message[] = [];
  const seen = new Set<string>();
  const names = new Set<string>();
  let folders = 0;
  for (const root of roots) {
    const path = resolve(root);
    const stats = await lstat(await realpath(path).catch(() => path)).catch(() => {
      throw new DatelineError('not_found', `No such file or folder: ${root}`);
    });
    const isFolder = stats.isDirectory();
    if (!isFolder && !stats.isFile()) throw new DatelineError('not_found', `Neither a file nor a folder: ${root}`);
    const all = isFolder ? await findBelow(path, root) : [{ path }];
    const findings = all.filter((finding) => !seen.has(finding.path));
    const nameOf = namesOf(findings, isFolder ? path : dirname(path), isFolder && folders > 0 ? 1 : 0, names);
    if (isFolder) folders++;
    for (const { path: found, problem } of findings) {
      const name = nameOf(found);
      seen.add(found);
      names.add(name);
      if (problem) messages.push({ ...problem, file: name });
      else files.push({ path: found, name, format: formatOf(name) });
    }
  }
  files.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { files, messages };
}

/** Names relative to a folder, behind the last `least` parts of its path, or more of them where one is taken. */
function namesOf(
  findings: readonly Finding[],
  folder: string,
  least: number,
  taken: ReadonlySet<string>,
): (path: string) => string {
  const parts = folder.split(sep).filter(Boolean);
  for (let count = least; ; count++) {
    const prefix = parts.slice(Math.max(0, parts.length - count)).map((part) => `${part}/`).join(''); // prettier-ignore
    const nameOf = (path: string): string => prefix + relative(folder, path).split(sep).join('/');
    if (taken.size === 0 || count >= parts.length || !findings.some(({ path }) => taken.has(nameOf(path))))
      return nameOf;
  }
}

/** What lies below a root. @throws not_found when the root itself cannot be read */
async function findBelow(path: string, root: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const { path: found, isFile, fault } of entriesBelow(path)) {
    if (fault !== undefined && found === path)
      throw new DatelineError('not_found', `The folder cannot be read (${fault}): ${root}`);
    if (fault !== undefined) {
      const reason = `the folder cannot be read (${fault}); nothing below it is`;
      findings.push({ path: found, problem: { severity: 'error', rule: 'folder-unreadable', reason } });
      continue;
    }
    const problem = isFile ? null : await whyNot(found, path);
    findings.push({ path: found, ...(problem !== null && { problem: { severity: 'warning', ...problem } }) });
  }
  return findings;
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
