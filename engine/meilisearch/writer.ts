import type { Meilisearch } from 'meilisearch';
import { DatelineError } from '../../core/errors.ts';
import { spareGenerations } from '../../core/spare-generations.ts';
import type { Changes, Generation, IndexWriter, SearchReader } from '../port.ts';
import type { IndexSettings } from '../settings.ts';
import type { Catalogue, KeptGeneration } from './catalogue.ts';
import {
  generationUid,
  isGenerationUid,
  liveOf,
  loadCatalogue,
  newGenerationId,
  raiseRevision,
  saveCatalogue,
} from './catalogue.ts';
import { toDatelineError } from './from-error.ts';
import { isLocked, takeLock } from './lock.ts';
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

  const change = async (client: Meilisearch, uid: string, { upsert, remove }: Changes): Promise<void> => {
    const index = client.index(uid);
    const added = new Set(upsert.map(({ id }) => id));
    const gone = remove.filter((id) => !added.has(id));
    if (gone.length > 0) await finish(client, await index.deleteDocuments(gone));
    const records = upsert.map((document) => toRecord(document, longNames, warn));
    if (records.length > 0) await finish(client, await index.addDocuments(records));
  };

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
          await lock.release().catch(() => undefined); // it goes stale
          throw error;
        }
      } catch (error) {
        throw toDatelineError(error);
      }
    },
    update: (changes) =>
      inTurn(async (client) => {
        const { id: generation } = liveOf(await loadCatalogue(client, prefix));
        // By more than the embargoes that the change can have taken back, each of which had raised it by one.
        const by = 1 + changes.upsert.length + changes.remove.length;
        const raise = (): Promise<number> => raiseRevision(client, prefix, { generation, by });
        try {
          await change(client, generationUid(prefix, generation), changes);
        } catch (error) {
          await raise().catch(() => undefined); // a part of it may be there, or come about later
          throw error;
        }
        return { revision: await raise() };
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

/** Deletes the indexes of generations that are not in the catalogue: old ones, and what a killed rebuild has left. */
async function sweep(client: Meilisearch, prefix: string, { generations }: Catalogue): Promise<void> {
  const kept = new Set(generations.map(({ id }) => generationUid(prefix, id)));
  const { results } = await client.getRawIndexes({ limit: 1_000 });
  for (const { uid } of results) {
    if (isGenerationUid(prefix, uid) && !kept.has(uid)) await finish(client, await client.deleteIndex(uid));
  }
}

/** Sweeps at start, unless somebody is rebuilding. */
export async function sweepDebris(client: Meilisearch, prefix: string): Promise<void> {
  if (await isLocked(client, prefix)) return;
  await sweep(client, prefix, await loadCatalogue(client, prefix));
}
