import { join } from 'node:path';
import { hasBit } from './bits.ts';
import { IndexError } from './errors.ts';
import { meanWords } from './field-norms.ts';
import { readLive } from './manifest.ts';
import type { Bits } from './bits.ts';
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

/** The values of one facet, of a segment or over all, numbered in the order in which they first come. Grows only, so numbers stay true. */
export class FacetNames {
  readonly names: string[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      this.#numbers.set(name, number);
      this.names.push(name);
    }
    return number;
  }

  /** The number of a name, or -1. */
  find(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }
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
    try {
      let base = 0;
      for (const entry of manifest.segments) {
        const segment = pool.acquire(join(folder, entry.file));
        parts.push({ segment, live: null, living: 0, base, facetNumbers: [] });
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
        parts[parts.length - 1] = { segment, live, living: entry.documents - entry.deleted, base, facetNumbers };
        base += segment.documents;
      }
    } catch (error) {
      for (const { segment } of parts) pool.release(segment);
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
