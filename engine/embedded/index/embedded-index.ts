import { rmSync, statSync } from 'node:fs';
import { isMissingFile } from './durable-file.ts';
import { IndexError } from './errors.ts';
import { GenerationStore } from './generation-store.ts';
import { GenerationWriter } from './generation-writer.ts';
import { liveDocuments, readManifest } from './manifest.ts';
import { SegmentPool } from './segment-pool.ts';
import { FacetNames, Snapshot } from './snapshot.ts';
import { WriterLock } from './writer-lock.ts';
import type { Manifest } from './manifest.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';

export interface GenerationInfo {
  readonly id: string;
  readonly createdAt: string;
  readonly documents: number;
  readonly live: boolean;
}

/** A rebuild in progress: a generation that nobody else sees yet. */
export interface IndexRebuild {
  readonly generation: string;
  add(documents: readonly IndexDocument[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** What has been added so far, open for reading; release it. */
  preview(): Promise<Snapshot>;
  /** @throws IndexError empty, unless `allowEmpty` */
  commit(allowEmpty: boolean): Promise<void>;
  discard(): Promise<void>;
}

/** How long writing may keep the thread before others get a turn. */
const SLICE_MS = 5;
/** How often a reader looks whether another process has published something. */
const LOOK_EVERY_MS = 20;

/** An index in a folder: its live generation open for reading, and the right to change it taken when needed. */
export class EmbeddedIndex {
  readonly #schema: IndexSchema;
  readonly #store: GenerationStore;
  readonly #pool = new SegmentPool();
  readonly #readOnly: boolean;
  #snapshot: Snapshot | null = null;
  #facets: readonly FacetNames[] = [];
  #seen = '';
  #lookedAt = -Infinity;
  #lock: WriterLock | null = null;
  #lockUsers = 0;
  #rebuilding: string | null = null;
  /** Changes of the live generation, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #writer: GenerationWriter | null = null;
  #closed = false;

  constructor(schema: IndexSchema, folder: string, options: { keep: number; readOnly: boolean }) {
    this.#schema = schema;
    this.#store = new GenerationStore(folder, options.keep);
    this.#readOnly = options.readOnly;
  }

  /**
   * The live state, retained for the caller, who releases it.
   * @throws IndexError missing, damaged
   */
  snapshot(): Snapshot {
    if (performance.now() - this.#lookedAt > LOOK_EVERY_MS) this.refresh();
    if (!this.#snapshot) throw new IndexError('missing', 'no generation has been published');
    return this.#snapshot.retain();
  }

  /** Looks at the disk for a newer state. */
  refresh(): void {
    if (this.#closed) throw new IndexError('missing', 'the index is closed');
    this.#lookedAt = -Infinity; // a look that fails is repeated by the next reader
    for (let attempt = 0; ; attempt++) {
      const seen = this.#stamp();
      if (seen === this.#seen && attempt === 0) break;
      try {
        this.#open();
        this.#seen = seen;
        break;
      } catch (error) {
        // Another process has replaced the manifest and swept its files between our two looks.
        if (!isMissingFile(error) || attempt === 10) throw error;
      }
    }
    this.#lookedAt = performance.now();
  }

  #stamp(): string {
    const stamp = (path: string): string => {
      const found = statSync(path, { throwIfNoEntry: false });
      return found ? `${found.ino}:${found.mtimeMs}:${found.size}` : '-';
    };
    const live = this.#snapshot?.manifest.generation;
    const manifest = live === undefined ? '' : stamp(`${this.#store.folderOf(live)}/manifest`);
    return `${stamp(this.#store.currentPath)} ${manifest}`;
  }

  #open(): void {
    const current = this.#store.current();
    const before = this.#snapshot;
    if (current === null) this.#snapshot = null;
    else {
      const folder = this.#store.folderOf(current.live);
      const manifest = readManifest(folder);
      if (before?.manifest.generation === manifest.generation && before.manifest.revision === manifest.revision) {
        if (JSON.stringify(before.manifest.segments) === JSON.stringify(manifest.segments)) return;
      }
      if (before?.manifest.generation !== manifest.generation)
        this.#facets = this.#schema.facets.map(() => new FacetNames());
      this.#snapshot = new Snapshot(this.#pool, folder, manifest, this.#facets);
    }
    before?.release();
    if (before?.manifest.generation !== this.#snapshot?.manifest.generation) this.#seen = '';
  }

  /** Newest first. @throws IndexError damaged */
  generations(): GenerationInfo[] {
    const current = this.#store.current();
    if (current === null) return [];
    return current.kept.flatMap((id) => {
      const manifest = readManifest(this.#store.folderOf(id));
      return { id, createdAt: manifest.createdAt, documents: liveDocuments(manifest), live: id === current.live };
    });
  }

  /** Adds or replaces documents and removes others, as one durable step. @throws IndexError missing, locked */
  update(upsert: readonly IndexDocument[], remove: readonly string[]): Promise<Manifest> {
    return this.#change(async () => {
      const writer = this.#liveWriter();
      try {
        for (const id of remove) writer.remove(id);
        await inSlices(upsert, (document) => writer.add(document));
        writer.commit();
        if (writer.merge(false)) writer.commit();
        this.refresh();
        this.#store.sweep(this.#spare());
        return writer.manifest;
      } catch (error) {
        this.#dropWriter();
        this.#store.sweep(this.#spare());
        throw error;
      }
    });
  }

  /** Makes a kept generation live again. @throws IndexError unknown, locked */
  rollback(generation: string): Promise<void> {
    return this.#change(() => {
      this.#dropWriter();
      this.#store.rollback(generation);
      this.refresh();
    });
  }

  /** @throws IndexError locked when a rebuild is open here or another process writes */
  startRebuild(now: Date): IndexRebuild {
    if (this.#rebuilding !== null) throw new IndexError('locked', `the rebuild ${this.#rebuilding} is open`);
    this.#takeLock();
    let place: { id: string; folder: string };
    try {
      place = this.#store.create(now);
    } catch (error) {
      this.#releaseLock();
      throw error;
    }
    const { id, folder } = place;
    this.#rebuilding = id;
    const writer = new GenerationWriter(this.#schema, this.#pool, folder, GenerationWriter.emptyManifest(id, now));
    let open = true;
    const end = (): void => {
      open = false;
      writer.close();
      this.#rebuilding = null;
      this.#releaseLock();
    };
    const assertOpen = (): void => {
      if (!open) throw new IndexError('unknown', `the rebuild ${id} has ended`);
    };
    let queue: Promise<unknown> = Promise.resolve();
    const inOrder = <T>(work: () => T | Promise<T>): Promise<T> => {
      const result = queue.then(work);
      queue = result.catch(() => undefined);
      return result;
    };
    return {
      generation: id,
      add: (documents) =>
        inOrder(() => {
          assertOpen();
          return inSlices(documents, (document) => writer.add(document));
        }),
      remove: (ids) =>
        inOrder(() => {
          assertOpen();
          for (const one of ids) writer.remove(one);
        }),
      preview: () =>
        inOrder(() => {
          assertOpen();
          const manifest = writer.commit();
          return new Snapshot(
            this.#pool,
            folder,
            manifest,
            this.#schema.facets.map(() => new FacetNames()),
          );
        }),
      commit: (allowEmpty) =>
        inOrder(() => {
          assertOpen();
          if (writer.documents === 0 && !allowEmpty) throw new IndexError('empty', 'the rebuild holds no document');
          writer.merge(true);
          writer.commit();
          return this.#change(() => {
            this.#lock!.check();
            this.#dropWriter();
            this.#store.publish(id);
            this.refresh();
            end();
            this.#store.sweep([]);
          });
        }),
      discard: () =>
        inOrder(() => {
          if (!open) return;
          end();
          rmSync(folder, { recursive: true, force: true });
        }),
    };
  }

  /** Runs changes of the live generation one after the other, under the lock. */
  #change<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#queue.then(async () => {
      this.#takeLock();
      try {
        return await work();
      } finally {
        this.#releaseLock();
      }
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #takeLock(): void {
    if (this.#closed) throw new IndexError('missing', 'the index is closed');
    if (this.#readOnly) throw new IndexError('locked', 'the index was opened for reading only');
    if (this.#lockUsers++ > 0) return;
    try {
      this.#lock = WriterLock.take(this.#store.folder);
      this.#store.sweep([]);
    } catch (error) {
      this.#lock?.release();
      this.#lock = null;
      this.#lockUsers--;
      throw error;
    }
  }

  #releaseLock(): void {
    if (--this.#lockUsers > 0) return;
    this.#lock?.release();
    this.#lock = null;
  }

  #spare(): string[] {
    return this.#rebuilding === null ? [] : [this.#rebuilding];
  }

  /** A writer on the state that is on the disk now. */
  #liveWriter(): GenerationWriter {
    const current = this.#store.current();
    if (current === null) throw new IndexError('missing', 'no generation has been published');
    const folder = this.#store.folderOf(current.live);
    const manifest = readManifest(folder);
    const known = this.#writer?.manifest;
    if (known?.generation !== manifest.generation || known.revision !== manifest.revision) {
      this.#dropWriter();
      this.#writer = new GenerationWriter(this.#schema, this.#pool, folder, manifest);
    }
    return this.#writer!;
  }

  #dropWriter(): void {
    this.#writer?.close();
    this.#writer = null;
  }

  /** Waits for changes under way and lets go of everything. */
  async close(): Promise<void> {
    await this.#queue;
    if (this.#closed) return;
    this.#closed = true;
    this.#dropWriter();
    this.#snapshot?.release();
    this.#snapshot = null;
    this.#lock?.release();
    this.#lock = null;
  }
}

/** Calls `work` with each item, and lets others have the thread now and then. */
async function inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  let since = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}
