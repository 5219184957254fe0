import type { Meilisearch } from 'meilisearch';
import { DatelineError } from '../../core/errors.ts';
import type { Rebuild, SearchReader } from '../port.ts';
import type { KeptGeneration } from './catalogue.ts';
import { generationUid } from './catalogue.ts';
import { toDatelineError } from './from-error.ts';
import type { Lock } from './lock.ts';
import type { LongNames } from './long-names.ts';
import { createPayloads } from './payloads.ts';
import { finish } from './tasks.ts';
import { toRecord } from './to-record.ts';

export interface RebuildOptions {
  readonly client: Meilisearch;
  readonly prefix: string;
  readonly lock: Lock;
  readonly longNames: LongNames;
  readonly generation: { readonly id: string; readonly createdAt: string };
  readonly warn: (warning: string) => void;
  readonly read: (candidate: KeptGeneration) => SearchReader;
  /** Makes the generation live and drops those that are too old. */
  readonly publish: (candidate: KeptGeneration) => Promise<void>;
}

/** A rebuild into the index of a new generation, which exists already and has its settings. */
export function createRebuild(options: RebuildOptions): Rebuild {
  const { client, lock, generation } = options;
  const uid = generationUid(options.prefix, generation.id);
  const index = client.index(uid);
  const payloads = createPayloads(client, uid);
  const ids = new Set<string>();
  let state: 'open' | 'committed' | 'discarded' = 'open';
  /** The switch has been asked for: whatever was answered, it may come about. */
  let mayBeLive = false;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(async () => {
      if (state !== 'open') throw new DatelineError('conflict', `This rebuild has been ${state}.`);
      return work();
    });
    turn = next.catch(() => undefined);
    return next.catch((error: unknown) => {
      throw toDatelineError(error);
    });
  };
  const candidate = (): KeptGeneration => ({ ...generation, revision: 1 });

  return {
    generation: generation.id,
    add: (documents) =>
      inTurn(async () => {
        for (const document of documents) {
          const line = JSON.stringify(toRecord(document, options.longNames, options.warn));
          ids.add(document.id);
          await payloads.add(document.id, line);
        }
      }),
    remove: (gone) =>
      inTurn(async () => {
        for (const id of gone) ids.delete(id);
        if (gone.length > 0) await payloads.remove(gone);
      }),
    preview: () =>
      inTurn(async () => {
        await payloads.settle();
        return options.read(candidate());
      }),
    commit: ({ allowEmpty = false } = {}) =>
      inTurn(async () => {
        await payloads.settle();
        checkCount((await index.getStats()).numberOfDocuments, ids.size, allowEmpty);
        mayBeLive = true;
        await options.publish(candidate());
        state = 'committed';
        await lock.release().catch((error: unknown) => {
          options.warn(`the lock of the rebuild is left behind: ${toDatelineError(error).message}`); // it is live all the same
        });
      }),
    discard: async () => {
      await turn;
      if (state !== 'open') return;
      state = 'discarded';
      try {
        await payloads.abandon();
        if (!mayBeLive) await finish(client, await client.deleteIndex(uid)); // else the next rebuild sweeps what is not live
      } catch (error) {
        throw toDatelineError(error);
      } finally {
        await lock.release();
      }
    },
  };
}

/** @throws publish_refused when it is empty, engine_rejected when it is not what was sent */
function checkCount(held: number, sent: number, allowEmpty: boolean): void {
  if (held === 0 && !allowEmpty)
    throw new DatelineError('publish_refused', 'The rebuild holds no article.', {
      details: { reasons: ['it is empty'] },
    });
  if (held !== sent) throw new DatelineError('engine_rejected', `Meilisearch holds ${held} of ${sent} articles.`);
}
