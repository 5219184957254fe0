import type { Asking } from './ask.ts';
import { ask } from './ask.ts';
import type { Write } from './bulk-writer.ts';
import type { Generations } from './generations.ts';
import { partitionIn } from './names.ts';
import { UNDATED, partitionOf } from './partitions.ts';
import type { PartitionBy } from './partitions.ts';
import type { Placement } from './placement.ts';

/** Tells in which partitions articles lie now. */
export type FindPartitions = (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;

/**
 * An index for each year, quarter or month. An article lies where its date says; when that changes, the old copy is deleted
 * with the same write. What is found before writing is what decides, so two processes must not move one article at once.
 */
export function inPartitions(
  generation: string,
  { names }: Pick<Asking, 'names'>,
  generations: Generations,
  options: { readonly by: PartitionBy; readonly isLive: boolean; readonly find: FindPartitions },
): Placement {
  const { by, isLive, find } = options;
  const known = new Set<string>();
  const ensure = async (partition: string): Promise<void> => {
    if (known.has(partition)) return;
    if (known.size === 0) {
      for (const index of await generations.indexesOf(generation)) known.add(partitionIn(index) ?? '');
    }
    const index = names.index(generation, partition);
    if (!known.has(partition)) await generations.makeIndex(index);
    if (!known.has(partition) && isLive) await generations.adopt(index);
    known.add(partition);
  };
  return {
    // an index that is always there: a pattern that names none would be a generation that is none
    open: () => ensure(UNDATED),
    toWrites: async (upsert, remove, version) => {
      const found = await find([...upsert.map(({ id }) => id), ...remove]);
      const writes: Write[] = [];
      const staying = new Map(upsert.map((document) => [document.id, partitionOf(document, by)]));
      for (const [id, partitions] of found) {
        for (const partition of partitions) {
          if (partition !== staying.get(id)) writes.push({ index: names.index(generation, partition), id, version });
        }
      }
      for (const document of upsert) {
        const partition = staying.get(document.id)!;
        await ensure(partition);
        writes.push({ index: names.index(generation, partition), id: document.id, version, document });
      }
      return writes;
    },
  };
}

/** Looks into a generation whose every write is visible. */
export function findBySearch(asking: Asking, generation: string): FindPartitions {
  return async (ids) => {
    const found = new Map<string, string[]>();
    for (let start = 0; start < ids.length; start += PAGE) {
      const values = ids.slice(start, start + PAGE);
      const body = { query: { ids: { values } }, size: 2 * PAGE, _source: false };
      const { hits } = await ask(asking, asking.names.target(generation), body);
      for (const { _id, _index } of hits.hits) {
        const partition = partitionIn(_index);
        if (partition !== null) found.set(_id, [...(found.get(_id) ?? []), partition]);
      }
    }
    return found;
  };
}

const PAGE = 1_000;

/** Remembers where the articles of a rebuild were put; about 100 bytes an article. */
export function rememberPlaces(by: PartitionBy, open: (find: FindPartitions) => Placement): Placement {
  const places = new Map<string, string>();
  const placement = open((ids) => {
    const known = ids.flatMap((id) => (places.has(id) ? [[id, [places.get(id)!]] as const] : []));
    return Promise.resolve(new Map(known));
  });
  return {
    open: () => placement.open(),
    toWrites: async (upsert, remove, version) => {
      const writes = await placement.toWrites(upsert, remove, version);
      for (const id of remove) places.delete(id);
      for (const document of upsert) places.set(document.id, partitionOf(document, by));
      return writes;
    },
  };
}
