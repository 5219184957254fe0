import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMissingFile } from './durable-file.ts';
import { IndexError } from './errors.ts';

const NAME = 'writer.lock';

interface Owner {
  readonly pid: number;
  /** When the process began, as the system tells it; empty where it does not. A reused process id differs in it. */
  readonly started: string;
  readonly token: string;
}

/** The right to write to an index. One holder at a time, in all processes of the machine. */
export class WriterLock {
  readonly #path: string;
  readonly #content: string;

  private constructor(path: string, content: string) {
    this.#path = path;
    this.#content = content;
  }

  /** Takes the lock, from a dead owner too. @throws IndexError locked, naming the process that holds it */
  static take(folder: string): WriterLock {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, NAME);
    const owner: Owner = { pid: process.pid, started: startOf(process.pid), token: randomUUID() };
    const content = JSON.stringify(owner);
    for (let attempt = 0; attempt < 10; attempt++) {
      if (create(path, content)) return new WriterLock(path, content);
      const found = read(path);
      if (found === null) continue;
      const holder = parse(found);
      if (holder !== null && isAlive(holder)) {
        throw new IndexError('locked', `the index is being written by process ${holder.pid}`);
      }
      displace(path, found);
    }
    throw new IndexError('locked', 'several processes want to write to the index');
  }

  /** False when somebody has taken the lock away: asked before anything is published or deleted. */
  get isHeld(): boolean {
    return read(this.#path) === this.#content;
  }

  release(): void {
    if (this.isHeld) rmSync(this.#path, { force: true });
  }
}

/** Creates the lock with its content in one step, so that nobody ever reads half an owner. */
function create(path: string, content: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, content, { flag: 'wx' });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    // There is a lock, or its holder has swept our draft away.
    if (isMissingFile(error) || (error instanceof Error && 'code' in error && error.code === 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead owner's lock, unless somebody else has replaced it in the meantime. */
function displace(path: string, stale: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isMissingFile(error)) return;
    throw error;
  }
  if (read(aside) !== stale) {
    try {
      linkSync(aside, path); // it was a living owner's: put it back
    } catch {
      // a third process was faster; the displaced owner notices before it publishes
    }
  }
  rmSync(aside, { force: true });
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return null;
    throw error;
  }
}

function parse(content: string): Owner | null {
  try {
    return JSON.parse(content) as Owner;
  } catch {
    return null;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return startOf(owner.pid) === owner.started;
}

/** Field 22 of Linux's process status: start time in ticks since boot. */
function startOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
