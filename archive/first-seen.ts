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
  /** Notes the ids that are new, to whichever process. Resolves when they are on disk. */
  note(ids: readonly string[], at: number): Promise<void>;
  /** Takes in what another process has noted. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

export async function openFirstSeen(folder: string): Promise<FirstSeen> {
  const times = new KeyMap();
  const of = (id: string): number | undefined => times.get(keyOfText(id));
  const journal = await openJournal(join(folder, 'first-seen.jsonl'), {
    parse: (json) => entrySchema.parse(json),
    onEntry: ({ at, ids }) => {
      for (const id of ids) if (of(id) === undefined) times.set(keyOfText(id), at);
    },
  });
  return {
    of,
    async note(ids, at) {
      await journal.catchUp();
      // known once they are on the disk, not before: what found it full is noted at the next try
      const fresh = [...new Set(ids)].filter((id) => of(id) === undefined);
      for (let from = 0; from < fresh.length; from += IDS_PER_ENTRY)
        await journal.append({ at, ids: fresh.slice(from, from + IDS_PER_ENTRY) });
    },
    catchUp: () => journal.catchUp(),
    close: () => journal.close(),
  };
}
