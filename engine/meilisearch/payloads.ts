import type { EnqueuedTask, Meilisearch } from 'meilisearch';
import { finish } from './tasks.ts';

/** Documents are sent in payloads of about this size; Meilisearch joins waiting ones into batches of its own. */
const PAYLOAD_CHARACTERS = 8_000_000;
/** Payloads accepted and not yet indexed, at most: beyond that adding waits. */
const WAITING_PAYLOADS = 8;

/** What is on its way to an index. */
export interface Payloads {
  /** A document that comes again replaces the first. Waits while Meilisearch is behind. */
  add(id: string, line: string): Promise<void>;
  /** What was added before goes, what is added later stays. */
  remove(ids: readonly string[]): Promise<void>;
  /** Resolves when everything has been indexed. */
  settle(): Promise<void>;
  /** Resolves when nothing is under way, whatever became of it. */
  abandon(): Promise<void>;
}

/** Sends documents to an index in order, so that few requests are made and Meilisearch is never far behind. */
export function createPayloads(client: Meilisearch, uid: string): Payloads {
  const index = client.index(uid);
  const waiting: Promise<unknown>[] = [];
  let payload = new Map<string, string>();
  let characters = 0;

  async function track(enqueued: EnqueuedTask): Promise<void> {
    const done = finish(client, enqueued);
    done.catch(() => undefined); // it is looked at below, or when the rebuild is settled
    waiting.push(done);
    if (waiting.length > WAITING_PAYLOADS) await waiting.shift();
  }
  async function flush(): Promise<void> {
    if (payload.size === 0) return;
    const lines = [...payload.values()].join('\n');
    payload = new Map();
    characters = 0;
    await track(await index.addDocumentsFromString(lines, 'application/x-ndjson'));
  }
  return {
    async add(id, line) {
      payload.set(id, line);
      characters += line.length;
      if (characters >= PAYLOAD_CHARACTERS) await flush();
    },
    async remove(ids) {
      await flush();
      await track(await index.deleteDocuments([...ids]));
    },
    async settle() {
      await flush();
      while (waiting.length > 0) await waiting.shift();
    },
    async abandon() {
      await Promise.allSettled(waiting);
    },
  };
}
