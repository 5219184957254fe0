import { DatelineError, isDatelineError } from '../../core/errors.ts';
import type { ArticleDocument } from '../../core/document.ts';
import type { Connection } from './connection.ts';
import { toStored } from './to-stored.ts';

/** One write, with the version that decides which of two writes to an article stays. */
export interface Write {
  readonly index: string;
  readonly id: string;
  readonly version: number;
  /** Absent: the article is deleted. */
  readonly document?: ArticleDocument;
}

export interface BulkOptions {
  /** Requests on their way at once, at most. Halved when the cluster refuses work, raised by one when it does not. */
  readonly concurrency?: number;
  readonly batchBytes?: number;
  /** How long refused writes are repeated before the cluster is called overloaded. */
  readonly patienceMs?: number;
}

export interface BulkWriter {
  /**
   * Resolves when every write is acknowledged, or superseded by a newer one; with `refresh`, when searches see it, too.
   * @throws overloaded, engine_unavailable, engine_rejected
   */
  write(writes: readonly Write[], options?: { readonly refresh?: boolean }): Promise<void>;
}

interface Prepared {
  readonly id: string;
  readonly lines: string;
}

/** What became of a write; `busy` and `down` are sent again, `refused` never would be taken. */
type Outcome = 'done' | 'busy' | 'down' | { readonly refused: string };

interface BulkAnswer {
  readonly items: readonly Readonly<Record<string, { status: number; error?: { type?: string; reason?: string } }>>[];
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
const RETRIED = [408, 500, 502, 503, 504];
/** The part of a write's time in which the cluster may wait for a shard that is missing, so that it says so in time. */
const ENGINE_SHARE = 0.4;

/**
 * Writes in bulk and looks at every item: the client's own helper lost documents when the cluster refused some of them.
 * Only refused items are sent again, after a pause that grows and is never the same twice.
 */
export function openBulkWriter(connection: Connection, options: BulkOptions = {}): BulkWriter {
  const { concurrency = 3, batchBytes = 3_000_000, patienceMs = 60_000 } = options;
  let allowed = concurrency;

  const timeout = `${Math.ceil(connection.writeTimeoutMs * ENGINE_SHARE)}ms`;

  async function send(batch: readonly Prepared[], refresh: boolean): Promise<readonly Outcome[]> {
    const request = {
      method: 'POST',
      path: '/_bulk',
      query: { timeout, ...(refresh ? { refresh } : {}) },
      lines: batch.map(({ lines }) => lines),
    } as const;
    try {
      const { body } = await connection.send<BulkAnswer>(request, { isWrite: true });
      return body.items.map((item) => outcomeOf(Object.values(item)[0]!));
    } catch (error) {
      if (isDatelineError(error, 'engine_rejected') || isDatelineError(error, 'internal')) throw error;
      return batch.map(() => (isDatelineError(error, 'overloaded') ? 'busy' : 'down'));
    }
  }

  async function writeBatch(batch: readonly Prepared[], refresh: boolean): Promise<void> {
    const until = Date.now() + patienceMs;
    let left = batch;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const outcomes = await send(left, refresh);
      for (const [index, outcome] of outcomes.entries()) {
        if (typeof outcome === 'object')
          throw new DatelineError(
            'engine_rejected',
            `OpenSearch refused article ${left[index]!.id}: ${outcome.refused}`,
          );
      }
      left = left.filter((_, index) => outcomes[index] !== 'done');
      if (left.length === 0) break;
      allowed = Math.max(1, Math.floor(allowed / 2));
      if (Date.now() > until) {
        const details = { retryAfterSeconds: 5 };
        const code = outcomes.includes('down') ? 'engine_unavailable' : 'overloaded';
        throw new DatelineError(code, `OpenSearch did not take ${left.length} writes.`, { details });
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.5 + Math.random())));
    }
    allowed = Math.min(concurrency, allowed + 1);
  }

  return {
    write: async (writes, { refresh = false } = {}) => {
      const waiting = toBatches(writes.map(prepare), batchBytes);
      const running = new Set<Promise<void>>();
      let failure: { readonly error: unknown } | undefined;
      while (waiting.length > 0 && failure === undefined) {
        const one: Promise<void> = writeBatch(waiting.shift()!, refresh)
          .catch((error: unknown) => void (failure ??= { error }))
          .finally(() => running.delete(one));
        running.add(one);
        while (running.size >= allowed && running.size > 0) await Promise.race(running);
      }
      await Promise.all(running);
      if (failure) throw failure.error;
    },
  };
}

function outcomeOf({ status, error }: { status: number; error?: { type?: string; reason?: string } }): Outcome {
  if (status < 300 || (status === 404 && error === undefined)) return 'done';
  if (status === 409) return 'done'; // a newer version is there already
  if (status === 429) return 'busy';
  if (RETRIED.includes(status)) return 'down';
  return { refused: error?.type ?? String(status) };
}

function prepare({ index, id, version, document }: Write): Prepared {
  const at = { _index: index, _id: id, version, version_type: 'external' };
  if (document === undefined) return { id, lines: JSON.stringify({ delete: at }) };
  return { id, lines: `${JSON.stringify({ index: at })}\n${JSON.stringify(toStored(document))}` };
}

function toBatches(writes: readonly Prepared[], batchBytes: number): Prepared[][] {
  const batches: Prepared[][] = [];
  let bytes = Infinity;
  for (const write of writes) {
    const more = Buffer.byteLength(write.lines);
    if (bytes + more > batchBytes) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(write);
    bytes += more;
  }
  return batches;
}
