import { join } from 'node:path';
import { hasBit } from './bits.ts';
import { IndexError } from './errors.ts';
import { meanWords } from './field-norms.ts';
import { readLive } from './manifest.ts';
import type { Bits } from './bits.ts';
import type { FacetNames } from './facet-names.ts';
import type { Manifest } from './manifest.ts';
import type { SegmentPool } from './segment-pool.ts';
import type { Segment } from './segment.ts';

/** One segment within a snapshot. */
export interface Part {
  readonly segment: Segment;
  /** Null when all documents live. */
  readonly live: Bits | null;
  readonly living: number;
  /** Number of this part's first document among all parts. */
  readonly base: number;
  /** For each facet: the segment's value numbers as numbers of the snapshot. */
  readonly facetNumbers: readonly Uint32Array[];
}

/** One state of one generation, open for reading. It does not change; release it when the last search on it has ended. */
export class Snapshot {
  readonly manifest: Manifest;
  readonly parts: readonly Part[];
  readonly facets: readonly FacetNames[];
  /** Living documents. */
  readonly documents: number;
  /** Mean words of each field. */
  readonly averageWords: readonly number[];
  readonly #pool: SegmentPool;
  #users = 1;

  /**
   * What has not changed since `before` is taken from there.
   * @throws IndexError damaged; an error with code ENOENT when a newer manifest has replaced this one
   */
  constructor(
    pool: SegmentPool,
    folder: string,
    manifest: Manifest,
    facets: readonly FacetNames[],
    before: Snapshot | null = null,
  ) {
    this.#pool = pool;
    this.manifest = manifest;
    this.facets = facets;
    const parts: Part[] = [];
    const acquired: Segment[] = [];
    try {
      let base = 0;
      for (const entry of manifest.segments) {
        const segment = pool.acquire(join(folder, entry.file));
        acquired.push(segment);
        if (segment.documents !== entry.documents)
          throw new IndexError(
            'damaged',
            `${segment.path}: holds ${segment.documents} documents, the manifest says ${entry.documents}`,
          );
        const known = before?.parts.findIndex((part) => part.segment === segment) ?? -1;
        const facetNumbers =
          before?.facets === facets && known >= 0
            ? before.parts[known]!.facetNumbers
            : segment.facets.map(({ names }, facet) =>
                Uint32Array.from(names, (name) => facets[facet]!.numberOf(name)),
              );
        const isSame = known >= 0 && before!.manifest.segments[known]!.dead === entry.dead;
        const live = isSame ? before!.parts[known]!.live : readLive(folder, entry);
        parts.push({ segment, live, living: entry.documents - entry.deleted, base, facetNumbers });
        base += segment.documents;
      }
    } catch (error) {
      for (const segment of acquired) pool.release(segment);
      throw error;
    }
    this.parts = parts;
    this.documents = parts.reduce((sum, { living }) => sum + living, 0);
    const all = parts.reduce((sum, { segment }) => sum + segment.documents, 0);
    const fields = parts[0]?.segment.meta.fields ?? [];
    const words = fields.map((_, field) => parts.reduce((sum, { segment }) => sum + segment.meta.words[field]!, 0));
    this.averageWords = meanWords(words, all);
  }

  retain(): this {
    this.#users++;
    return this;
  }

  release(): void {
    if (--this.#users > 0) return;
    for (const { segment } of this.parts) this.#pool.release(segment);
  }

  /** Where a living document stands, or null. */
  find(id: string): { part: Part; document: number } | null {
    for (const part of this.parts) {
      for (const document of part.segment.findId(id)) {
        if (part.live === null || hasBit(part.live, document)) return { part, document };
      }
    }
    return null;
  }
}
