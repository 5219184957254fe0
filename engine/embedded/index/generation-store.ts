import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { encodeChecked, isMissingFile, readChecked, replaceFile, syncFolder } from './durable-file.ts';
import { IndexError } from './errors.ts';
import { liveDocuments, readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';

/** Which generations there are. The one file whose replacement publishes a generation. */
interface Current {
  readonly live: string;
  /** Newest first, the live one among them. */
  readonly kept: readonly string[];
}

export interface GenerationInfo {
  readonly id: string;
  readonly createdAt: string;
  readonly documents: number;
  readonly live: boolean;
}

/** The generations of an index, each in a folder of its own. */
export class GenerationStore {
  readonly folder: string;
  readonly #keep: number;

  /** `keep` generations are kept, one at least: the live one. */
  constructor(folder: string, keep: number) {
    this.folder = folder;
    this.#keep = Math.max(1, keep);
  }

  get currentPath(): string {
    return join(this.folder, 'current');
  }

  folderOf(generation: string): string {
    return join(this.folder, 'generations', generation);
  }

  /** Null while nothing has been published. @throws IndexError damaged */
  current(): Current | null {
    try {
      return readChecked(this.currentPath) as Current;
    } catch (error) {
      if (isMissingFile(error)) return null;
      throw error;
    }
  }

  /** Newest first. @throws IndexError damaged */
  list(): GenerationInfo[] {
    const current = this.current();
    if (current === null) return [];
    return current.kept.map((id) => {
      const manifest = readManifest(this.folderOf(id));
      return { id, createdAt: manifest.createdAt, documents: liveDocuments(manifest), live: id === current.live };
    });
  }

  /** An empty folder for a new generation, named after the time. */
  create(now: Date): { id: string; folder: string } {
    const stamp = now.toISOString().replace(/[-:Z]/g, '').replace(/[T.]/g, '-');
    for (let number = 0; ; number++) {
      const id = number === 0 ? `g${stamp}` : `g${stamp}-${number}`;
      const folder = this.folderOf(id);
      if (existsSync(folder)) continue;
      mkdirSync(folder, { recursive: true });
      syncFolder(join(this.folder, 'generations'));
      return { id, folder };
    }
  }

  /** Makes a complete generation live. Of the others stay the one before, which may be an old one gone back to, and the newest. */
  publish(generation: string): void {
    const current = this.#readable();
    const { live, kept } = current === null || current === 'damaged' ? { live: generation, kept: [] } : current;
    const others = [live, ...kept.filter((id) => id !== live)].filter((id) => id !== generation);
    const spared = others.slice(0, this.#keep - 1);
    const next: Current = { live: generation, kept: [generation, ...kept.filter((id) => spared.includes(id))] };
    replaceFile(this.currentPath, encodeChecked(next));
  }

  /** Makes a kept generation live again. @throws IndexError unknown, damaged */
  rollback(generation: string): void {
    const current = this.current();
    if (!current?.kept.includes(generation)) throw new IndexError('unknown', `there is no generation ${generation}`);
    readManifest(this.folderOf(generation));
    replaceFile(this.currentPath, encodeChecked({ live: generation, kept: current.kept } satisfies Current));
  }

  /** As `current`, but `damaged` when it cannot be trusted: a rebuild begins anew then. */
  #readable(): Current | null | 'damaged' {
    try {
      return this.current();
    } catch (error) {
      if (error instanceof IndexError) return 'damaged';
      throw error;
    }
  }

  /** Deletes what no pointer names, except the folders in `spare`: leftovers of kills, and generations no longer kept. */
  sweep(spare: readonly string[]): void {
    const current = this.#readable();
    if (current === 'damaged') return; // nothing tells what may go
    const named = new Set([...(current?.kept ?? []), ...spare]);
    for (const generation of list(join(this.folder, 'generations'))) {
      const folder = this.folderOf(generation);
      if (!named.has(generation)) rmSync(folder, { recursive: true, force: true });
      else if (!spare.includes(generation)) sweepFiles(folder);
    }
    for (const name of list(this.folder)) {
      if (name.endsWith('.tmp') || name.startsWith('writer.lock.')) rmSync(join(this.folder, name), { force: true });
    }
  }
}

function sweepFiles(folder: string): void {
  let manifest: Manifest;
  try {
    manifest = readManifest(folder);
  } catch (error) {
    if (error instanceof IndexError || isMissingFile(error)) return; // nothing tells what may go
    throw error;
  }
  const named = new Set([
    'manifest',
    ...manifest.segments.flatMap(({ file, dead }) => (dead === null ? [file] : [file, dead])),
  ]);
  for (const name of list(folder)) if (!named.has(name)) rmSync(join(folder, name), { force: true });
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}
