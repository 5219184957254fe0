import { join } from 'node:path';
import { z } from 'zod';
import type { Takedown } from '../core/archive.ts';
import type { ArticleDocument } from '../core/document.ts';
import { DatelineError } from '../core/errors.ts';
import type { Journal } from './journal.ts';
import { openJournal } from './journal.ts';
import type { TextSketch } from './text-sketch.ts';
import { isSameStory, sketchText } from './text-sketch.ts';

const tombstoneSchema = z.strictObject({
  id: z.string(),
  reason: z.string(),
  at: z.string(),
  /** Everything the article was known by; what matches one of them is the article. */
  ids: z.array(z.string()),
  urls: z.array(z.string()),
  records: z.array(z.string()),
  sketch: z.array(z.number()),
});
type Tombstone = z.infer<typeof tombstoneSchema>;
/** Texts with fewer hashes in common are not worth comparing. */
const FEWEST_SHARED = 5;
const entrySchema = z.union([tombstoneSchema, z.strictObject({ lifted: z.string() })]);

/** What must stay away. Kept on disk; asked for every article that is about to be published. */
export interface Takedowns {
  /** Rises with every change. */
  readonly version: number;
  list(): readonly Takedown[];
  /** The takedown that an article falls under, if any: by id, URL, record, or the same story in other words. */
  match(document: ArticleDocument): Takedown | undefined;
  byId(id: string): Takedown | undefined;
  /** Every id under which a taken-down article was published. */
  ids(): readonly string[];
  add(document: ArticleDocument, reason: string, at: string): Promise<Takedown>;
  /** @throws not_found */
  lift(id: string): Promise<void>;
  /** Takes in what another process has taken down or lifted. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

/** `file#record`, since two files may count their records alike. */
function recordsOf(document: ArticleDocument): string[] {
  return document.sources.flatMap(({ file, record }) => (record === undefined ? [] : [`${file}#${record}`]));
}

function toTakedown({ id, reason, at, urls, records }: Tombstone): Takedown {
  return {
    id,
    reason,
    at,
    ...(urls[0] !== undefined && { url: urls[0] }),
    ...(records[0] !== undefined && { record: records[0] }),
  };
}

/** Finds the tombstone of an article among many: every mark of it leads to those that bear the same. */
function createIndex() {
  const byMark = new Map<string | number, Set<Tombstone>>();
  const marksOf = (stone: Tombstone): (string | number)[] => [
    ...stone.ids.map((id) => `id ${id}`),
    ...stone.urls.map((url) => `url ${url}`),
    ...stone.records.map((record) => `record ${record}`),
    ...stone.sketch,
  ];
  return {
    add(stone: Tombstone): void {
      for (const mark of marksOf(stone)) byMark.set(mark, (byMark.get(mark) ?? new Set()).add(stone));
    },
    remove(stone: Tombstone): void {
      for (const mark of marksOf(stone)) byMark.get(mark)?.delete(stone);
    },
    byId: (id: string): Tombstone | undefined => byMark.get(`id ${id}`)?.values().next().value,
    find(document: ArticleDocument): Tombstone | undefined {
      if (byMark.size === 0) return undefined;
      const names = [
        `id ${document.id}`,
        `url ${document.url ?? ''}`,
        ...recordsOf(document).map((record) => `record ${record}`),
      ];
      for (const name of names) for (const stone of byMark.get(name) ?? []) return stone;
      const sketch: TextSketch = sketchText(document.body);
      const shared = new Map<Tombstone, number>();
      for (const hash of sketch)
        for (const stone of byMark.get(hash) ?? []) shared.set(stone, (shared.get(stone) ?? 0) + 1);
      for (const [stone, hashes] of shared)
        if (hashes >= FEWEST_SHARED && isSameStory(sketch, stone.sketch)) return stone;
      return undefined;
    },
  };
}

export async function openTakedowns(folder: string): Promise<Takedowns> {
  const tombstones = new Map<string, Tombstone>();
  const index = createIndex();
  let version = 0;
  const apply = (entry: z.infer<typeof entrySchema>): void => {
    version++;
    const id = 'lifted' in entry ? entry.lifted : entry.id;
    const before = tombstones.get(id);
    if (before) index.remove(before);
    tombstones.delete(id);
    if ('lifted' in entry) return;
    tombstones.set(id, entry);
    index.add(entry);
  };
  const journal: Journal<z.infer<typeof entrySchema>> = await openJournal(join(folder, 'takedowns.jsonl'), {
    parse: (json) => entrySchema.parse(json),
    onEntry: apply,
  });

  return {
    get version() {
      return version;
    },
    list: () => [...tombstones.values()].reverse().map(toTakedown),
    match: (document) => {
      const stone = index.find(document);
      return stone && toTakedown(stone);
    },
    byId: (id) => {
      const stone = index.byId(id);
      return stone && toTakedown(stone);
    },
    ids: () => [...tombstones.values()].flatMap((stone) => stone.ids),
    async add(document, reason, at) {
      const stone: Tombstone = {
        id: document.id,
        reason,
        at,
        ids: [document.id],
        urls: document.url === undefined ? [] : [document.url],
        records: recordsOf(document),
        sketch: [...sketchText(document.body)],
      };
      await journal.append(stone);
      return toTakedown(stone);
    },
    async lift(id) {
      if (!tombstones.has(id)) throw new DatelineError('not_found', 'there is no such takedown');
      await journal.append({ lifted: id });
    },
    catchUp: () => journal.catchUp(),
    close: () => journal.close(),
  };
}
