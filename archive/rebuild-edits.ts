import type { ArticleDocument } from '../core/document.ts';
import type { Rebuild } from '../engine/port.ts';

/** Edits that came while a rebuild runs. They win over what the corpus says about the same id, then and later. */
export interface RebuildEdits {
  /** Whether an edit has decided about this id. */
  has(id: string): boolean;
  /** An article as it is now, or null when it was removed. */
  note(id: string, document: ArticleDocument | null): void;
  /** Brings what was noted into the candidate. */
  flush(rebuild: Rebuild): Promise<void>;
}

export function createRebuildEdits(): RebuildEdits {
  const decided = new Set<string>();
  let pending = new Map<string, ArticleDocument | null>();
  return {
    has: (id) => decided.has(id),
    note(id, document) {
      decided.add(id);
      pending.set(id, document);
    },
    async flush(rebuild) {
      if (pending.size === 0) return;
      const batch = pending;
      pending = new Map();
      const removed = [...batch].filter(([, document]) => document === null).map(([id]) => id);
      const added = [...batch.values()].filter((document) => document !== null);
      if (removed.length > 0) await rebuild.remove(removed);
      if (added.length > 0) await rebuild.add(added);
    },
  };
}
