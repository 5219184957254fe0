import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { allBits, clearBit, hasBit } from './bits.ts';
import { publishManifest, readLive, writeLive } from './manifest.ts';
import { chooseMerge } from './merge-policy.ts';
import { livingAfterMerge } from './living-after-merge.ts';
import { mergeSegments } from './merge-segments.ts';
import { SegmentBuilder } from './segment-builder.ts';
import { WriterPart } from './writer-part.ts';
import type { MergeSource } from './merge-source.ts';
import type { SegmentPool } from './segment-pool.ts';
import type { WrittenSegment } from './segment-builder.ts';
import type { Manifest, SegmentEntry } from './manifest.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';

/** The builder is written out when it holds so many bytes. */
const FLUSH_BYTES = 64 << 20;

/**
 * Writes one generation. Changes are gathered in memory and in files that no manifest names; `commit` makes them one
 * durable step. Everything is synchronous; the caller decides in which thread.
 */
export class GenerationWriter {
  readonly folder: string;
  readonly #schema: IndexSchema;
  readonly #pool: SegmentPool;
  #manifest: Manifest;
  #parts: WriterPart[] = [];
  #builder: SegmentBuilder;
  #nextFile: number;
  /** Documents with a time of release that were removed: they no longer count among the lapsed, so the revision must. */
  #removedTimed = 0;
  /** A merge that has been made but not yet put in place. */
  #merged: {
    readonly parts: readonly WriterPart[];
    readonly sources: readonly MergeSource[];
    readonly written: WrittenSegment & { file: string };
  } | null = null;
  #closed = false;

  constructor(schema: IndexSchema, pool: SegmentPool, folder: string, manifest: Manifest) {
    this.#schema = { ...schema, commonWords: manifest.commonWords };
    this.#pool = pool;
    this.folder = folder;
    this.#manifest = manifest;
    this.#nextFile = manifest.nextFile;
    this.#builder = new SegmentBuilder(this.#schema);
    for (const entry of manifest.segments)
      this.#parts.push(new WriterPart(pool, folder, entry, readLive(folder, entry)));
  }

  get manifest(): Manifest {
    return this.#manifest;
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
        part.live = part.live === null ? allBits(part.documents) : part.changed ? part.live : part.live.slice();
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
      const written = this.#builder.write(join(this.folder, file), true);
      const live = removed.size === 0 ? null : allBits(documents);
      for (const document of removed) clearBit(live!, document);
      this.#parts.push(new WriterPart(this.#pool, this.folder, { ...written, file, dead: null }, live));
    }
    this.#builder = new SegmentBuilder(this.#schema);
  }

  /** Writes what is in memory, and what has been deleted, to files that no manifest names yet. Returns the manifest that would. */
  prepareCommit(): Manifest {
    this.flush();
    this.#parts = this.#parts.filter((part) => {
      const gone = part.deleted === part.documents;
      if (gone) part.release();
      return !gone;
    });
    const segments = this.#parts.map((part) => this.#entry(part));
    const revision = this.#manifest.revision + 1 + this.#removedTimed;
    this.#removedTimed = 0;
    return (this.#manifest = { ...this.#manifest, revision, nextFile: this.#nextFile, segments });
  }

  /** Writes tombstones and manifest: from here on a reader finds exactly this state. Returns the manifest. */
  commit(): Manifest {
    const manifest = this.prepareCommit();
    publishManifest(this.folder, manifest);
    return manifest;
  }

  #entry(part: WriterPart): SegmentEntry {
    if (part.changed) {
      part.dead = this.#newFile(part.file.replace('seg', ''), '.live');
      writeLive(join(this.folder, part.dead), part.live!);
      part.changed = false;
    }
    const { file, documents, sizeBytes, dead, deleted } = part;
    return { file, documents, sizeBytes, dead, deleted };
  }

  /**
   * Merges the segments that the policy chooses, or as many as fit into one with `all`, in steps between which changes may
   * be made and committed. True when there was something to merge: `finishMerge` must follow, and a commit.
   */
  *merge(all: boolean): Generator<void, boolean> {
    const range = chooseMerge(this.#parts, all);
    if (range === null) return false;
    const parts = this.#parts.slice(range.from, range.to);
    const sources: MergeSource[] = [];
    const file = this.#newFile();
    try {
      for (const part of parts) sources.push({ segment: part.acquire(), live: part.live?.slice() ?? null });
      const steps = mergeSegments(this.#schema, sources, join(this.folder, file), true);
      let step = steps.next();
      for (; !step.done; step = steps.next()) {
        yield;
        if (this.#closed) {
          steps.return(undefined as never);
          return false;
        }
      }
      this.#merged = { parts, sources, written: { ...step.value, file } };
      return true;
    } finally {
      for (const { segment } of sources) this.#pool.release(segment);
      if (this.#merged === null) rmSync(join(this.folder, file), { force: true });
    }
  }

  /** Puts the merged segment in the place of its sources; what was deleted from them since is deleted from it. */
  finishMerge(): void {
    const { parts, sources, written } = this.#merged!;
    this.#merged = null;
    const now = parts.map((part) => (this.#parts.includes(part) ? part.live : undefined));
    const live = livingAfterMerge(sources, now, written.documents);
    const at = this.#parts.findIndex((part) => parts.includes(part));
    const merged = new WriterPart(this.#pool, this.folder, { ...written, dead: null }, live);
    this.#parts.splice(Math.max(0, at), 0, merged);
    this.#parts = this.#parts.filter((part) => {
      if (parts.includes(part)) part.release();
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

  close(): void {
    this.#closed = true;
    if (this.#merged !== null) rmSync(join(this.folder, this.#merged.written.file), { force: true });
    this.#merged = null;
    for (const part of this.#parts) part.release();
    this.#parts = [];
  }
}
