import type { EnqueuedTask, Meilisearch } from 'meilisearch';
import { DatelineError } from '../../core/errors.ts';
import type { Rebuild, SearchReader } from '../port.ts';
import type { KeptGeneration } from './catalogue.ts';
import { generationUid } from './catalogue.ts';
import { toDatelineError } from './from-error.ts';
import type { Lock } from './lock.ts';
import type { LongNames } from './long-names.ts';
import { finish } from './tasks.ts';
import { toRecord } from './to-record.ts';

/** Documents are sent in payloads of about this size; Meilisearch joins waiting ones into batches of its own. */
const PAYLOAD_CHARACTERS = 8_000_000;
/** Payloads accepted and not yet indexed, at most: beyond that `add` waits. */
const WAITING_PAYLOADS = 8;

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
  const { client, lock, longNames, generation, warn } = options;
  const uid = generationUid(options.prefix, generation.id);
  const index = client.index(uid);
  const waiting: Promise<unknown>[] = [];
  const ids = new Set<string>();
  /** By id: a document that comes again replaces the first, also within a payload. */
  let payload = new Map<string, string>();
  let characters = 0;
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
  /** Notes a task to wait for; the oldest is waited for when there are too many. */
  const track = async (enqueued: EnqueuedTask): Promise<void> => {
    const done = finish(client, enqueued);
    done.catch(() => undefined); // it is looked at below, or when the rebuild is settled
    waiting.push(done);
    if (waiting.length > WAITING_PAYLOADS) await waiting.shift();
  };
  const flush = async (): Promise<void> => {
    if (payload.size === 0) return;
    const lines = [...payload.values()].join('\n');
    payload = new Map();
    characters = 0;
    await track(await index.addDocumentsFromString(lines, 'application/x-ndjson'));
  };
  const settle = async (): Promise<void> => {
    await flush();
    while (waiting.length > 0) await waiting.shift();
  };
  const candidate = (): KeptGeneration => ({ ...generation, revision: 1 });

  return {
    generation: generation.id,
    add: (documents) =>
      inTurn(async () => {
        for (const document of documents) {
          const line = JSON.stringify(toRecord(document, longNames, warn));
          ids.add(document.id);
          payload.set(document.id, line);
          characters += line.length;
          if (characters >= PAYLOAD_CHARACTERS) await flush();
        }
      }),
    remove: (gone) =>
      inTurn(async () => {
        await flush(); // in order: what was added before goes, what is added later stays
        for (const id of gone) ids.delete(id);
        if (gone.length > 0) await track(await index.deleteDocuments([...gone]));
      }),
    preview: () =>
      inTurn(async () => {
        await settle();
        return options.read(candidate());
      }),
    commit: ({ allowEmpty = false } = {}) =>
      inTurn(async () => {
        await settle();
        const { numberOfDocuments } = await index.getStats();
        if (numberOfDocuments === 0 && !allowEmpty) {
          throw new DatelineError('publish_refused', 'The rebuild holds no article.', {
            details: { reasons: ['it is empty'] },
          });
        }
        if (numberOfDocuments !== ids.size) {
          throw new DatelineError('engine_rejected', `Meilisearch holds ${numberOfDocuments} of ${ids.size} articles.`);
        }
        mayBeLive = true;
        await options.publish(candidate());
        state = 'committed';
        await lock.release();
      }),
    discard: async () => {
      await turn;
      if (state !== 'open') return;
      state = 'discarded';
      try {
        await Promise.allSettled(waiting);
        if (!mayBeLive) await finish(client, await client.deleteIndex(uid)); // else the next rebuild sweeps what is not live
      } catch (error) {
        throw toDatelineError(error);
      } finally {
        await lock.release();
      }
    },
  };
}
