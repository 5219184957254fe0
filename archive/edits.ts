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

/** What an editor handed in under an id, and when, in RFC 3339. */
export interface EditedRecord {
  readonly id: string;
  readonly at: string;
  readonly record: RawRecord;
}

/**
 * The articles that editors handed in one by one. They stand beside the files of the corpus, win over them, and are
 * normalised anew in every rebuild, so that better rules reach them too.
 */
export interface Edits {
  has(id: string): boolean;
  readonly size: number;
  /** Rises with every entry, whichever process has written it. */
  readonly version: number;
  put(id: string, record: RawRecord, at: string): Promise<void>;
  forget(id: string, at: string): Promise<void>;
  /** The records as they stand, one by one, read from disk; of those alone that are wanted. */
  records(
    isWanted?: (edit: { readonly id: string; readonly at: string; readonly version: number }) => boolean,
  ): AsyncIterable<EditedRecord>;
  /** Takes in what another process was handed. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

/** Dead entries are swept at start when they outnumber the living ones by this. */
const SWEEP_FACTOR = 2;

export async function openEdits(folder: string): Promise<Edits> {
  /** By id: which line of the file its latest entry is, and the version that came with it. */
  const latest = new Map<string, { readonly line: number; readonly version: number }>();
  let written = 0;
  let version = 0;
  const apply = ({ id, record }: EditEntry): void => {
    written++;
    version++;
    if (record === null) latest.delete(id);
    else latest.set(id, { line: written, version });
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

  async function* living(
    isWanted: NonNullable<Parameters<Edits['records']>[0]> = () => true,
  ): AsyncIterable<EditedRecord> {
    await journal.catchUp();
    let line = 0;
    const until = written;
    const wanted = new Map(latest); // of the file as it is now, whoever replaces it while it is read
    for await (const { id, at, record } of journal.entries()) {
      if (++line > until) return;
      const last = wanted.get(id);
      if (record !== null && last?.line === line && isWanted({ id, at, version: last.version }))
        yield { id, at, record };
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
    get version() {
      return version;
    },
    put: (id, record, at) => journal.append({ id, at, record }),
    forget: (id, at) => (latest.has(id) ? journal.append({ id, at, record: null }) : Promise.resolve()),
    records: living,
    catchUp: () => journal.catchUp(),
    close: () => journal.close(),
  };
}
