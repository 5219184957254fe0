import { join } from 'node:path';
import { z } from 'zod';
import { KeyMap } from '../core/key-set.ts';
import { openJournal } from './journal.ts';
import { keyOfText } from './key-of-text.ts';

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
  const times = new KeyMap();
  const journal = await openJournal(join(folder, 'first-seen.jsonl'), {
    parse: (json) => entrySchema.parse(json),
    onEntry: ({ at, ids }) => {
      for (const id of ids) times.set(keyOfText(id), at);
    },
  });
  return {
    of: (id) => times.get(keyOfText(id)),
    async note(ids, at) {
      // known once they are on the disk, not before: what found it full is noted at the next try
      const fresh = [...new Set(ids)].filter((id) => times.get(keyOfText(id)) === undefined);
      for (let from = 0; from < fresh.length; from += IDS_PER_ENTRY)
        await journal.append({ at, ids: fresh.slice(from, from + IDS_PER_ENTRY) });
    },
    close: () => journal.close(),
  };
}
