import { randomBytes } from 'node:crypto';
import type { Meilisearch } from 'meilisearch';
import { DatelineError } from '../../core/errors.ts';
import { spareGenerations } from '../../core/spare-generations.ts';
import type { Generation, IndexWriter, SearchReader } from '../port.ts';
import type { IndexSettings } from '../settings.ts';
import type { Catalogue, KeptGeneration } from './catalogue.ts';
import { catalogueUid, generationUid, liveOf, loadCatalogue, saveCatalogue } from './catalogue.ts';
import { toDatelineError } from './from-error.ts';
import { isLocked, lockUid, takeLock } from './lock.ts';
import type { LongNames } from './long-names.ts';
import { createRebuild } from './rebuild.ts';
import { finish } from './tasks.ts';
import { toRecord } from './to-record.ts';
import { toSettings } from './to-settings.ts';

export interface WriterOptions {
  readonly client: () => Promise<Meilisearch>;
  readonly prefix: string;
  /** Older generations kept beside the live one. */
  readonly keepGenerations: number;
  readonly settings: IndexSettings;
  readonly longNames: LongNames;
  readonly warn: (warning: string) => void;
  readonly read: (candidate: KeptGeneration) => SearchReader;
}

/** The writing half of the port. Changes of the catalogue are made one after the other. */
export function createWriter(options: WriterOptions): IndexWriter {
  const { prefix, longNames, warn } = options;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: (client: Meilisearch) => Promise<T>): Promise<T> => {
    const next = turn.then(async () => work(await options.client()));
    turn = next.catch(() => undefined);
    return next.catch((error: unknown) => {
      throw toDatelineError(error);
    });
  };
  const publish = (candidate: KeptGeneration): Promise<void> =>
    inTurn(async (client) => {
      const { generations, live } = await loadCatalogue(client, prefix);
      const kept = [candidate, ...spareGenerations(generations, live, options.keepGenerations)];
      await saveCatalogue(client, prefix, { live: candidate.id, generations: kept });
      await sweep(client, prefix, { live: candidate.id, generations: kept }).catch((error: unknown) => {
        warn(`old generations could not be deleted: ${toDatelineError(error).message}`); // the next rebuild will try again
      });
    });

  return {
    startRebuild: async () => {
      try {
        const client = await options.client();
        const lock = await takeLock(client, prefix);
        try {
          await sweep(client, prefix, await loadCatalogue(client, prefix));
          const generation = { id: newGenerationId(), createdAt: new Date().toISOString() };
          const uid = generationUid(prefix, generation.id);
          await finish(client, await client.createIndex(uid, { primaryKey: 'id' }));
          await finish(client, await client.index(uid).updateSettings(toSettings(options.settings)));
          return createRebuild({ client, prefix, lock, longNames, generation, warn, read: options.read, publish });
        } catch (error) {
          await lock.release();
          throw error;
        }
      } catch (error) {
        throw toDatelineError(error);
      }
    },
    update: ({ upsert, remove }) =>
      inTurn(async (client) => {
        const catalogue = await loadCatalogue(client, prefix);
        const live = liveOf(catalogue);
        const index = client.index(generationUid(prefix, live.id));
        const added = new Set(upsert.map(({ id }) => id));
        const gone = remove.filter((id) => !added.has(id));
        if (gone.length > 0) await finish(client, await index.deleteDocuments(gone));
        const records = upsert.map((document) => toRecord(document, longNames, warn));
        if (records.length > 0) await finish(client, await index.addDocuments(records));
        // By more than the embargoes that the change can have taken back, each of which had raised it by one.
        const revision = live.revision + 1 + upsert.length + remove.length;
        const changed = { ...live, revision };
        await saveCatalogue(client, prefix, {
          ...catalogue,
          generations: catalogue.generations.map((one) => (one.id === live.id ? changed : one)),
        });
        return { revision };
      }),
    generations: () =>
      inTurn(async (client) => {
        const { live, generations } = await loadCatalogue(client, prefix);
        return Promise.all(
          generations.map(async ({ id, createdAt }): Promise<Generation> => {
            const { numberOfDocuments } = await client.index(generationUid(prefix, id)).getStats();
            return { id, createdAt, documents: numberOfDocuments, live: id === live };
          }),
        );
      }),
    rollback: (generation) =>
      inTurn(async (client) => {
        const catalogue = await loadCatalogue(client, prefix);
        if (!catalogue.generations.some(({ id }) => id === generation)) {
          throw new DatelineError('not_found', 'No such generation is kept.');
        }
        await saveCatalogue(client, prefix, { ...catalogue, live: generation });
      }),
  };
}

/** Deletes the indexes that no generation of the catalogue owns: old ones, and what a killed rebuild has left. */
export async function sweep(client: Meilisearch, prefix: string, { generations }: Catalogue): Promise<void> {
  const owned = new Set([
    catalogueUid(prefix),
    lockUid(prefix),
    ...generations.map(({ id }) => generationUid(prefix, id)),
  ]);
  const { results } = await client.getRawIndexes({ limit: 1_000 });
  for (const { uid } of results) {
    if (uid.startsWith(`${prefix}_`) && !owned.has(uid)) await finish(client, await client.deleteIndex(uid));
  }
}

/** Sweeps at start, unless somebody is rebuilding. */
export async function sweepDebris(client: Meilisearch, prefix: string): Promise<void> {
  if (await isLocked(client, prefix)) return;
  await sweep(client, prefix, await loadCatalogue(client, prefix));
}

/** Sorts by time, to the millisecond; unique among processes. */
function newGenerationId(): string {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 17);
  return `${time}-${randomBytes(3).toString('hex')}`;
}
