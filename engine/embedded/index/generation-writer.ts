import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { allBits, clearBit, countBits, hasBit } from './bits.ts';
import { syncFolder } from './durable-file.ts';
import { MANIFEST_FORMAT, readLive, writeLive, writeManifest } from './manifest.ts';
import { chooseMerge } from './merge-policy.ts';
import { livingAfterMerge } from './background-merge.ts';
import { mergeSegments } from './merge-segments.ts';
import { SegmentBuilder } from './segment-builder.ts';
import type { MergeSource } from './merge-segments.ts';
import type { SegmentPool } from './segment-pool.ts';
import type { Segment } from './segment.ts';
import type { Bits } from './bits.ts';
import type { Manifest, SegmentEntry } from './manifest.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';

/** The builder is written out when it holds so many bytes. */
const FLUSH_BYTES = 64 << 20;

interface Part {
  readonly segment: Segment;
  readonly file: string;
  live: Bits | null;
  dead: string | null;
  changed: boolean;
}

/**
 * Writes one generation. Changes are gathered in memory and in files that no manifest names; `commit` makes them one
 * durable step. Everything is synchronous; the caller decides in which thread.
 */
export class GenerationWriter {
  readonly folder: string;
  readonly #schema: IndexSchema;
  readonly #pool: SegmentPool;
  #manifest: Manifest;
  #parts: Part[] = [];
  #builder: SegmentBuilder;
  #nextFile: number;
  /** Documents with a time of release that were removed: they no longer count among the lapsed, so the revision must. */
  #removedTimed = 0;
  /** A merge that has been made but not yet put in place. */
  #merged: { readonly parts: readonly Part[]; readonly sources: readonly MergeSource[]; readonly file: string } | null =
    null;
  #closed = false;

  constructor(schema: IndexSchema, pool: SegmentPool, folder: string, manifest: Manifest) {
    this.#schema = schema;
    this.#pool = pool;
    this.folder = folder;
    this.#manifest = manifest;
    this.#nextFile = manifest.nextFile;
    this.#builder = new SegmentBuilder(schema);
    for (const entry of manifest.segments) this.#parts.push(this.#open(entry));
  }

  static emptyManifest(generation: string, createdAt: Date): Manifest {
    return {
      format: MANIFEST_FORMAT, generation, createdAt: createdAt.toISOString(), revision: 0, nextFile: 1, segments: [],
    }; // prettier-ignore
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  #open(entry: SegmentEntry): Part {
    return {
      segment: this.#pool.acquire(join(this.folder, entry.file)),
      file: entry.file,
      live: readLive(this.folder, entry),
      dead: entry.dead,
      changed: false,
    };
  }

  /** Adds a document, or replaces the one with its id. */
  add(document: IndexDocument): void {
    this.remove(document.id);
    this.#builder.add(document);
    if (this.#builder.sizeBytes > FLUSH_BYTES) this.flush();
  }

  /** Removes a document; an unknown id is no error. */
  remove(id: string): void {
    if (this.#builder.remove(id)) return;
    for (const part of this.#parts) {
      for (const document of part.segment.findId(id)) {
        if (part.live !== null && !hasBit(part.live, document)) continue;
        part.live = part.live === null ? allBits(part.segment.documents) : part.changed ? part.live : part.live.slice();
        clearBit(part.live, document);
        part.changed = true;
        if (part.segment.embargoed.includes(document)) this.#removedTimed++;
        return;
      }
    }
  }

  /** Writes what is in memory to a segment that no manifest names yet. */
  flush(): void {
    const { documents, removed } = this.#builder;
    if (documents > removed.size) {
      const file = this.#newFile();
      this.#builder.write(join(this.folder, file), true);
      const live = removed.size === 0 ? null : allBits(documents);
      for (const document of removed) clearBit(live!, document);
      const segment = this.#pool.acquire(join(this.folder, file));
      this.#parts.push({ segment, file, live, dead: null, changed: live !== null });
    }
    this.#builder = new SegmentBuilder(this.#schema);
  }

  /** Writes tombstones and manifest: from here on a reader finds exactly this state. Returns the manifest. */
  commit(): Manifest {
    this.flush();
    this.#parts = this.#parts.filter((part) => {
      const gone = part.live !== null && countBits(part.live) === 0;
      if (gone) this.#pool.release(part.segment);
      return !gone;
    });
    const segments = this.#parts.map((part) => this.#entry(part));
    syncFolder(this.folder);
    const revision = this.#manifest.revision + 1 + this.#removedTimed;
    this.#removedTimed = 0;
    this.#manifest = { ...this.#manifest, revision, nextFile: this.#nextFile, segments };
    writeManifest(this.folder, this.#manifest);
    return this.#manifest;
  }

  #entry(part: Part): SegmentEntry {
    if (part.changed) {
      part.dead = this.#newFile(part.file.replace('seg', ''), '.live');
      writeLive(join(this.folder, part.dead), part.live!);
      part.changed = false;
    }
    const { documents, sizeBytes } = part.segment;
    const deleted = part.live === null ? 0 : documents - countBits(part.live);
    return { file: part.file, documents, sizeBytes, dead: part.dead, deleted };
  }

  /**
   * Merges the segments that the policy chooses, or as many as fit into one with `all`, in steps between which changes may
   * be made and committed. True when there was something to merge: `finishMerge` must follow, and a commit.
   */
  *merge(all: boolean): Generator<void, boolean> {
    const sizes = this.#parts.map(({ segment, live }) => ({
      documents: segment.documents,
      deleted: live === null ? 0 : segment.documents - countBits(live),
      sizeBytes: segment.sizeBytes,
    }));
    const range = chooseMerge(sizes, all);
    if (range === null) return false;
    const parts = this.#parts.slice(range.from, range.to);
    const sources = parts.map(({ segment, live }) => ({ segment, live: live?.slice() ?? null }));
    for (const { segment } of sources) this.#pool.acquire(segment.path);
    const file = this.#newFile();
    try {
      const steps = mergeSegments(this.#schema, sources, join(this.folder, file), true);
      while (!steps.next().done) {
        yield;
        if (this.#closed) {
          steps.return(undefined as never);
          return false;
        }
      }
      this.#merged = { parts, sources, file };
      return true;
    } finally {
      for (const { segment } of sources) this.#pool.release(segment);
      if (this.#merged === null) rmSync(join(this.folder, file), { force: true });
    }
  }

  /** Puts the merged segment in the place of its sources; what was deleted from them since is deleted from it. */
  finishMerge(): void {
    const { parts, sources, file } = this.#merged!;
    this.#merged = null;
    const segment = this.#pool.acquire(join(this.folder, file));
    const now = parts.map((part) => (this.#parts.includes(part) ? part.live : undefined));
    const live = livingAfterMerge(sources, now, segment.documents);
    const at = this.#parts.findIndex((part) => parts.includes(part));
    this.#parts.splice(Math.max(0, at), 0, { segment, file, live, dead: null, changed: live !== null });
    this.#parts = this.#parts.filter((part) => {
      if (parts.includes(part)) this.#pool.release(part.segment);
      return !parts.includes(part);
    });
  }

  /** A name that no file has: a writer that failed may have left some with numbers of its own. */
  #newFile(before = '', ending = '.seg'): string {
    for (;;) {
      const file = `${before}${String(this.#nextFile++).padStart(6, '0')}${ending}`;
      if (!existsSync(join(this.folder, file))) return file;
    }
  }

  /** Living documents, those not yet committed included. */
  get documents(): number {
    const live = this.#parts.reduce(
      (sum, { segment, live }) => sum + (live === null ? segment.documents : countBits(live)),
      0,
    );
    return live + this.#builder.documents - this.#builder.removed.size;
  }

  close(): void {
    this.#closed = true;
    if (this.#merged !== null) rmSync(join(this.folder, this.#merged.file), { force: true });
    this.#merged = null;
    for (const { segment } of this.#parts) this.#pool.release(segment);
    this.#parts = [];
  }
}
