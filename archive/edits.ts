import { join } from 'node:path';
import { z } from 'zod';
import type { RawRecord } from '../core/reindex-job.ts';
import { openJournal } from './journal.ts';

/** Records were checked when they came in; a reader that is stricter now would lose them. */
const entrySchema = z.strictObject({
  id: z.string(),
  at: z.string(),
  record: z.custom<RawRecord>((value) => typeof value === 'object' && value !== null).nullable(),
});
type EditEntry = z.infer<typeof entrySchema>;

/**
 * The articles that editors handed in one by one. They stand beside the files of the corpus, win over them, and are
 * normalised anew in every rebuild, so that better rules reach them too.
 */
export interface Edits {
  has(id: string): boolean;
  readonly size: number;
  put(id: string, record: RawRecord, at: string): Promise<void>;
  forget(id: string, at: string): Promise<void>;
  /** The records as they stand, one by one, read from disk. */
  records(): AsyncIterable<{ readonly id: string; readonly at: string; readonly record: RawRecord }>;
  /** Takes in what another process was handed. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

/** Dead entries are swept at start when they outnumber the living ones by this. */
const SWEEP_FACTOR = 2;

export async function openEdits(folder: string): Promise<Edits> {
  /** id → number of its latest entry in the file. */
  const latest = new Map<string, number>();
  let written = 0;
  const apply = ({ id, record }: EditEntry): void => {
    written++;
    if (record === null) latest.delete(id);
    else latest.set(id, written);
  };
  const forgetAll = (): void => {
    latest.clear();
    written = 0;
  };
  const journal = await openJournal(join(folder, 'edits.jsonl'), {
    parse: (json) => entrySchema.parse(json),
    onEntry: apply,
    onReplaced: forgetAll,
  });

  async function* living(): AsyncIterable<EditEntry & { record: RawRecord }> {
    await journal.catchUp();
    let number = 0;
    const until = written;
    const wanted = new Map(latest); // of the file as it is now, whoever replaces it while it is read
    for await (const entry of journal.entries()) {
      if (++number > until) return;
      if (entry.record !== null && wanted.get(entry.id) === number) yield { ...entry, record: entry.record };
    }
  }
  if (written > SWEEP_FACTOR * latest.size) {
    const kept: EditEntry[] = [];
    for await (const entry of living()) kept.push(entry);
    await journal.rewrite(kept);
  }
  return {
    has: (id) => latest.has(id),
    get size() {
      return latest.size;
    },
    put: (id, record, at) => journal.append({ id, at, record }),
    forget: (id, at) => (latest.has(id) ? journal.append({ id, at, record: null }) : Promise.resolve()),
    records: living,
    catchUp: () => journal.catchUp(),
    close: () => journal.close(),
  };
}
