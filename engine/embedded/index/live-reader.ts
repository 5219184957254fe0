import { statSync } from 'node:fs';
import { isMissingFile } from './durable-file.ts';
import { IndexError } from './errors.ts';
import { HeldSnapshots } from './held-snapshots.ts';
import { readManifest } from './manifest.ts';
import { FacetNames } from './facet-names.ts';
import { Snapshot } from './snapshot.ts';
import type { GenerationStore } from './generation-store.ts';
import type { IndexSchema } from './schema.ts';
import type { SegmentPool } from './segment-pool.ts';

/** How often a reader looks whether another process has published something. */
const LOOK_EVERY_MS = 20;

/** Keeps the live generation of a folder open, in the state that is on the disk, whoever wrote it. */
export class LiveReader {
  readonly #schema: IndexSchema;
  readonly #store: GenerationStore;
  readonly #pool: SegmentPool;
  #snapshot: Snapshot | null = null;
  #facets: readonly FacetNames[] = [];
  #seen = '';
  #lookedAt = -Infinity;
  #closed = false;
  readonly #held = new HeldSnapshots();

  constructor(schema: IndexSchema, store: GenerationStore, pool: SegmentPool) {
    this.#schema = schema;
    this.#store = store;
    this.#pool = pool;
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

  /** The next reader looks at the disk, however short a time ago it was looked at. */
  lookSoon(): void {
    this.#lookedAt = -Infinity;
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
      this.#snapshot = new Snapshot(this.#pool, folder, manifest, this.#facets, before);
    }
    before?.release();
  }

  hold(snapshot: Snapshot): void {
    this.#held.hold(snapshot);
  }

  /** A state that is held, retained for the caller; null when it is not. */
  held(generation: string, revision: number): Snapshot | null {
    return this.#held.find(generation, revision);
  }

  close(): void {
    this.#closed = true;
    this.#held.close();
    this.#snapshot?.release();
    this.#snapshot = null;
  }
}
