import { existsSync } from 'node:fs';
import { IndexError } from './errors.ts';
import { GenerationStore } from './generation-store.ts';
import { emptyManifest } from './manifest.ts';
import { SegmentPool } from './segment-pool.ts';
import { FacetNames } from './facet-names.ts';
import { Snapshot } from './snapshot.ts';
import { SharedLock } from './shared-lock.ts';
import { localWriters } from './writer-port.ts';
import { LiveReader } from './live-reader.ts';
import { LiveWriter } from './live-writer.ts';
import { WorkQueue } from './work-queue.ts';
import type { OpenedWriter } from './live-writer.ts';
import { makeRebuild } from './rebuild.ts';
import type { GenerationInfo } from './generation-store.ts';
import type { Manifest } from './manifest.ts';
import type { IndexRebuild, RebuildWriters } from './rebuild.ts';
import type { OpenFiller, OpenWriter } from './writer-port.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';

/** An index in a folder: its live generation open for reading, and the right to change it taken when needed. */
export class EmbeddedIndex {
  readonly #schema: IndexSchema;
  readonly #store: GenerationStore;
  readonly #pool = new SegmentPool();
  readonly #readOnly: boolean;
  readonly #reader: LiveReader;
  readonly #lock: SharedLock;
  #rebuilding: string | null = null;
  /** Changes of the live generation, one after the other. */
  readonly #changes = new WorkQueue();
  readonly #rebuildWriters: RebuildWriters;
  readonly #writer: LiveWriter;
  #merging: Promise<void> | null = null;
  #closed = false;

  constructor(
    schema: IndexSchema,
    folder: string,
    options: { keep: number; readOnly: boolean; openWriter?: OpenWriter; openFiller?: OpenFiller },
  ) {
    this.#schema = schema;
    this.#store = new GenerationStore(folder, options.keep);
    this.#lock = new SharedLock(folder, () => this.#store.sweep([]));
    this.#reader = new LiveReader(schema, this.#store, this.#pool);
    this.#readOnly = options.readOnly;
    const merger = options.openWriter ?? localWriters(schema, this.#pool);
    this.#rebuildWriters = { filler: options.openFiller ?? merger, merger };
    this.#writer = new LiveWriter(this.#store, merger);
  }

  /**
   * The live state, retained for the caller, who releases it.
   * @throws IndexError missing, damaged
   */
  snapshot(): Snapshot {
    return this.#reader.snapshot();
  }

  /** Keeps a state for whoever reads it bit by bit, for a while after each time. */
  hold(snapshot: Snapshot): void {
    this.#reader.hold(snapshot);
  }

  /** A state that is held, or the live one; retained for the caller. @throws IndexError missing, damaged */
  snapshotOf(generation: string, revision: number): Snapshot {
    return this.#reader.held(generation, revision) ?? this.#reader.snapshot();
  }

  /** Looks at the disk for a newer state. @throws IndexError damaged */
  refresh(): void {
    this.#reader.refresh();
  }

  /** Newest first. @throws IndexError damaged */
  generations(): GenerationInfo[] {
    return this.#store.list();
  }

  /** Adds or replaces documents and removes others, as one durable step. @throws IndexError missing, locked */
  update(upsert: readonly IndexDocument[], remove: readonly string[]): Promise<Manifest> {
    const done = this.#change(() =>
      this.#withLiveWriter(async (writer) => {
        await writer.port.remove(remove);
        await writer.port.add(upsert);
        return this.#commit(writer);
      }),
    );
    void done.then(
      () => this.#startTidying(),
      () => undefined,
    );
    return done;
  }

  /**
   * Merges small segments after an update, when there are enough of them. Other updates go on meanwhile; only putting the
   * result in place is a change like theirs. What cannot be merged now is merged after the next update.
   */
  #startTidying(): void {
    const writer = this.#writer.opened;
    if (this.#merging !== null || writer === null || this.#closed) return;
    const merging = this.#tidy(writer).finally(() => {
      if (this.#merging === merging) this.#merging = null;
    });
    this.#merging = merging;
  }

  async #tidy(writer: OpenedWriter): Promise<void> {
    try {
      this.#takeLock(); // nobody else sweeps the unfinished file away
    } catch {
      return; // somebody else writes now
    }
    try {
      while (await writer.port.prepareMerge()) {
        await this.#change(async () => {
          if (this.#writer.opened !== writer)
            throw new IndexError('unknown', 'the writer was replaced while it merged');
          await writer.port.finishMerge();
          await this.#commit(writer);
          this.refresh();
        });
      }
    } catch {
      // the next writer begins from what is on the disk
      if (this.#writer.opened === writer) await this.#change(() => this.#writer.drop()).catch(() => undefined);
    } finally {
      const end = (): void => {
        this.#merging = null;
        this.#sweep();
      };
      if (this.#closed)
        end(); // no change is under way any more
      else await this.#change(end).catch(() => undefined);
      this.#lock.release();
    }
  }

  async #commit(writer: OpenedWriter): Promise<Manifest> {
    this.#lock.check();
    return (writer.manifest = await writer.port.commit());
  }

  /** Deletes what is no longer needed, unless a merge is making a file that nothing names yet, or another process writes. */
  #sweep(): void {
    if (this.#merging === null && this.#lock.isHeld)
      this.#store.sweep(this.#rebuilding === null ? [] : [this.#rebuilding]);
  }

  /** A failure leaves the state that was there (or the new one, if only the last sync failed); the writer begins anew from it. */
  async #withLiveWriter<T>(work: (writer: OpenedWriter) => Promise<T>): Promise<T> {
    const writer = await this.#writer.open();
    try {
      const result = await work(writer);
      this.refresh();
      this.#sweep();
      return result;
    } catch (error) {
      await this.#writer.drop();
      this.#reader.lookSoon();
      this.#sweep();
      throw error;
    }
  }

  /** Makes a kept generation live again. @throws IndexError unknown, locked */
  rollback(generation: string): Promise<void> {
    return this.#change(async () => {
      await this.#writer.drop();
      this.#lock.check();
      this.#store.rollback(generation);
      this.refresh();
    });
  }

  /** @throws IndexError locked when a rebuild is open here or another process writes */
  startRebuild(now: Date): IndexRebuild {
    if (this.#rebuilding !== null) throw new IndexError('locked', `the rebuild ${this.#rebuilding} is open`);
    this.#takeLock();
    const end = (): void => {
      this.#rebuilding = null;
      this.#lock.release();
    };
    try {
      const { id, folder } = this.#store.create(now);
      this.#rebuilding = id;
      return makeRebuild(this.#schema, folder, emptyManifest(id, now, this.#schema.commonWords), this.#rebuildWriters, {
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
    await this.#writer.drop();
    this.#reader.lookSoon();
    this.#lock.check();
    this.#store.publish(generation);
    this.refresh();
    if (this.#merging === null) this.#store.sweep([]); // the rebuild is complete: what it merged may go
  }

  /** Deletes what a kill has left, as every change does; not now when another process is writing. */
  async sweepDebris(): Promise<void> {
    if (existsSync(this.#store.folder)) await this.#change(() => undefined).catch(() => undefined);
  }

  /** Runs changes of the live generation one after the other, under the lock. */
  #change<T>(work: () => T | Promise<T>): Promise<T> {
    return this.#changes.run(async () => {
      await new Promise((resolve) => setImmediate(resolve)); // whoever changes without end lets others have turns
      this.#takeLock();
      try {
        return await work();
      } finally {
        this.#lock.release();
      }
    });
  }

  #takeLock(): void {
    if (this.#closed) throw new IndexError('missing', 'the index is closed');
    if (this.#readOnly) throw new IndexError('locked', 'the index was opened for reading only');
    this.#lock.take();
  }

  /** Waits for changes under way and lets go of everything. */
  async close(): Promise<void> {
    // no change may come in between the last look and `#closed`
    while (!this.#changes.isEmpty) await this.#changes.done;
    if (this.#closed) return;
    this.#closed = true;
    await this.#writer.drop();
    await this.#merging;
    this.#reader.close();
    this.#lock.drop();
  }
}
