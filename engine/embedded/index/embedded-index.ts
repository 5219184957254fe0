import { IndexError } from './errors.ts';
import { GenerationStore } from './generation-store.ts';
import { GenerationWriter } from './generation-writer.ts';
import { liveDocuments, readManifest } from './manifest.ts';
import { SegmentPool } from './segment-pool.ts';
import { FacetNames, Snapshot } from './snapshot.ts';
import { WriterLock } from './writer-lock.ts';
import { localWriters } from './writer-port.ts';
import { LiveReader } from './live-reader.ts';
import { makeRebuild } from './rebuild.ts';
import type { Manifest } from './manifest.ts';
import type { IndexRebuild } from './rebuild.ts';
import type { OpenWriter, WriterPort } from './writer-port.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';

export interface GenerationInfo {
  readonly id: string;
  readonly createdAt: string;
  readonly documents: number;
  readonly live: boolean;
}

/** An index in a folder: its live generation open for reading, and the right to change it taken when needed. */
export class EmbeddedIndex {
  readonly #schema: IndexSchema;
  readonly #store: GenerationStore;
  readonly #pool = new SegmentPool();
  readonly #readOnly: boolean;
  readonly #reader: LiveReader;
  #lock: WriterLock | null = null;
  #lockUsers = 0;
  #rebuilding: string | null = null;
  /** Changes of the live generation, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #writer: { readonly port: WriterPort; manifest: Manifest } | null = null;
  readonly #openWriter: OpenWriter;
  #closed = false;

  constructor(
    schema: IndexSchema,
    folder: string,
    options: { keep: number; readOnly: boolean; openWriter?: OpenWriter },
  ) {
    this.#schema = schema;
    this.#store = new GenerationStore(folder, options.keep);
    this.#reader = new LiveReader(schema, this.#store, this.#pool);
    this.#readOnly = options.readOnly;
    this.#openWriter = options.openWriter ?? localWriters(schema, this.#pool);
  }

  /**
   * The live state, retained for the caller, who releases it.
   * @throws IndexError missing, damaged
   */
  snapshot(): Snapshot {
    return this.#reader.snapshot();
  }

  /** Looks at the disk for a newer state. @throws IndexError damaged */
  refresh(): void {
    this.#reader.refresh();
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
    const done = this.#change(() =>
      this.#withLiveWriter(async (writer) => {
        await writer.port.remove(remove);
        await writer.port.add(upsert);
        writer.manifest = await writer.port.commit();
        return writer.manifest;
      }),
    );
    void done.then(
      () => this.#tidy(),
      () => undefined,
    );
    return done;
  }

  /** Merges small segments after an update, when there are enough of them. */
  #tidy(): Promise<void> {
    return this.#change(async () => {
      if (this.#closed || this.#writer === null) return;
      await this.#withLiveWriter(async (writer) => {
        if (await writer.port.merge(false)) writer.manifest = await writer.port.commit();
      });
    }).catch(() => undefined); // an update that cannot be merged now is merged after the next one
  }

  /** A failure leaves the state that was there; the writer begins anew from it. */
  async #withLiveWriter<T>(
    work: (writer: { readonly port: WriterPort; manifest: Manifest }) => Promise<T>,
  ): Promise<T> {
    const writer = await this.#liveWriter();
    try {
      const result = await work(writer);
      this.refresh();
      this.#store.sweep(this.#spare());
      return result;
    } catch (error) {
      await this.#dropWriter();
      this.#store.sweep(this.#spare());
      throw error;
    }
  }

  /** Makes a kept generation live again. @throws IndexError unknown, locked */
  rollback(generation: string): Promise<void> {
    return this.#change(async () => {
      await this.#dropWriter();
      this.#store.rollback(generation);
      this.refresh();
    });
  }

  /** @throws IndexError locked when a rebuild is open here or another process writes */
  async startRebuild(now: Date): Promise<IndexRebuild> {
    if (this.#rebuilding !== null) throw new IndexError('locked', `the rebuild ${this.#rebuilding} is open`);
    this.#takeLock();
    const end = (): void => {
      this.#rebuilding = null;
      this.#releaseLock();
    };
    try {
      const { id, folder } = this.#store.create(now);
      this.#rebuilding = id;
      const writer = await this.#openWriter(folder, GenerationWriter.emptyManifest(id, now));
      return makeRebuild(id, folder, writer, {
        open: (manifest) =>
          new Snapshot(
            this.#pool,
            folder,
            manifest,
            this.#schema.facets.map(() => new FacetNames()),
          ),
        publish: () => this.#change(() => this.#publish(id)),
        end,
      });
    } catch (error) {
      end();
      throw error;
    }
  }

  async #publish(generation: string): Promise<void> {
    this.#lock!.check();
    await this.#dropWriter();
    this.#store.publish(generation);
    this.refresh();
    this.#store.sweep([]); // the rebuild is complete: what it merged may go
  }

  /** Runs changes of the live generation one after the other, under the lock. */
  #change<T>(work: () => T | Promise<T>): Promise<T> {
    this.#waiting++;
    const result = this.#queue.then(async () => {
      this.#takeLock();
      try {
        return await work();
      } finally {
        this.#releaseLock();
      }
    });
    this.#queue = result.then(
      () => (this.#waiting -= 1),
      () => (this.#waiting -= 1),
    );
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
  async #liveWriter(): Promise<{ readonly port: WriterPort; manifest: Manifest }> {
    const current = this.#store.current();
    if (current === null) throw new IndexError('missing', 'no generation has been published');
    const folder = this.#store.folderOf(current.live);
    const manifest = readManifest(folder);
    const known = this.#writer?.manifest;
    if (known?.generation !== manifest.generation || known.revision !== manifest.revision) {
      await this.#dropWriter();
      this.#writer = { port: await this.#openWriter(folder, manifest), manifest };
    }
    return this.#writer!;
  }

  async #dropWriter(): Promise<void> {
    const writer = this.#writer;
    this.#writer = null;
    await writer?.port.close();
  }

  /** Waits for changes under way and lets go of everything. */
  async close(): Promise<void> {
    while (this.#waiting > 0) await this.#queue;
    if (this.#closed) return;
    this.#closed = true;
    await this.#dropWriter();
    this.#reader.close();
    this.#lock?.release();
    this.#lock = null;
  }
}
