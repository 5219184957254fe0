import { join } from 'node:path';
import { countBits } from './bits.ts';
import type { Bits } from './bits.ts';
import type { SegmentEntry } from './manifest.ts';
import type { SegmentPool } from './segment-pool.ts';
import type { Segment } from './segment.ts';

/** A segment of a generation as its writer sees it. It is opened only when something in it is looked for. */
export class WriterPart {
  readonly file: string;
  readonly documents: number;
  readonly sizeBytes: number;
  /** The living documents; null when all are. */
  live: Bits | null;
  /** The file of the living documents, as last written. */
  dead: string | null;
  /** Whether `live` is newer than that file. */
  changed: boolean;
  readonly #pool: SegmentPool;
  readonly #folder: string;
  #segment: Segment | null = null;

  constructor(
    pool: SegmentPool,
    folder: string,
    { file, documents, sizeBytes, dead }: Omit<SegmentEntry, 'deleted'>,
    live: Bits | null,
  ) {
    this.#pool = pool;
    this.#folder = folder;
    this.file = file;
    this.documents = documents;
    this.sizeBytes = sizeBytes;
    this.live = live;
    this.dead = dead;
    this.changed = live !== null && dead === null;
  }

  get deleted(): number {
    return this.live === null ? 0 : this.documents - countBits(this.live);
  }

  /** The segment, open until `release`. @throws IndexError damaged */
  get segment(): Segment {
    return (this.#segment ??= this.acquire());
  }

  /** The segment for somebody else, who gives it back to the pool. @throws IndexError damaged */
  acquire(): Segment {
    return this.#pool.acquire(join(this.#folder, this.file));
  }

  release(): void {
    if (this.#segment !== null) this.#pool.release(this.#segment);
    this.#segment = null;
  }
}
