import type { ArticleDocument } from '../../core/document.ts';
import type { Write } from './bulk-writer.ts';
import type { Generations } from './generations.ts';
import type { Names } from './names.ts';

/** In which index of a generation an article lies. */
export interface Placement {
  /** Makes what must be there before anything is written or read. */
  open(): Promise<void>;
  /** The writes that put these documents in their place and take the others out, all with one version. */
  toWrites(upsert: readonly ArticleDocument[], remove: readonly string[], version: number): Promise<readonly Write[]>;
}

/** Opens the placement of a generation: the live one, or one that is being built. */
export type OpenPlacement = (generation: string, options: { readonly isLive: boolean }) => Promise<Placement>;

/** One index for everything. */
export function inOneIndex(generation: string, names: Names, generations: Generations): Placement {
  const index = names.index(generation);
  return {
    open: () => generations.makeIndex(index),
    toWrites: (upsert, remove, version) => {
      const added = new Set(upsert.map(({ id }) => id));
      return Promise.resolve([
        ...remove.filter((id) => !added.has(id)).map((id) => ({ index, id, version })),
        ...upsert.map((document) => ({ index, id: document.id, version, document })),
      ]);
    },
  };
}
