import { join } from 'node:path';
import { z } from 'zod';
import { openJournal } from './journal.ts';

const entrySchema = z.strictObject({ at: z.int(), ids: z.array(z.string()) });
const IDS_PER_ENTRY = 1_000;

/** When each article was first published: the feed's clock, which no reindex turns back. */
export interface FirstSeen {
  /** Milliseconds since 1970, or undefined for an id never published. */
  of(id: string): number | undefined;
  /** Notes the ids that are new. Resolves when they are on disk. */
  note(ids: readonly string[], at: number): Promise<void>;
  close(): Promise<void>;
}

export async function openFirstSeen(folder: string): Promise<FirstSeen> {
  const times = new Map<string, number>();
  const journal = await openJournal(
    join(folder, 'first-seen.jsonl'),
    (json) => entrySchema.parse(json),
    ({ at, ids }) => {
      for (const id of ids) times.set(id, at);
    },
  );
  return {
    of: (id) => times.get(id),
    async note(ids, at) {
      const fresh = [...new Set(ids)].filter((id) => !times.has(id));
      const written: Promise<void>[] = [];
      for (let start = 0; start < fresh.length; start += IDS_PER_ENTRY) {
        const part = fresh.slice(start, start + IDS_PER_ENTRY);
        for (const id of part) times.set(id, at);
        written.push(journal.append({ at, ids: part }));
      }
      await Promise.all(written);
    },
    close: () => journal.close(),
  };
}
