import type { ArticleDocument } from '../../core/document.ts';
import { isDatelineError } from '../../core/errors.ts';
import { article, query } from '../../engine/conformance/build.ts';
import type { Engine } from '../../engine/port.ts';

/** Articles of which each can be told from all others, in two countries by turns. */
export function articlesNumbered(from: number, count: number): ArticleDocument[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return article({
      id: `n${number}`,
      title: `Report ${number}`,
      body: `Ship ${number} came in and was unloaded at the quay.`,
      countries: [number % 2 === 0 ? 'NL' : 'BE'],
    });
  });
}

export interface Written {
  /** Ids that the engine acknowledged. */
  readonly acknowledged: Set<string>;
  /** Ids that were sent at least once. */
  readonly sent: Set<string>;
  readonly failures: string[];
}

export interface Reads {
  answers: number;
  readonly failures: string[];
  longestGapMs: number;
}

export interface Load {
  readonly written: Written;
  readonly reads: Reads;
  stop(): Promise<void>;
}

const BATCH = 10;

/**
 * One writer that adds batch after batch (a batch that failed is sent again) and two readers that check every answer
 * against what must and what may be there. A wrong count rejects `stop`; a failed call is only noted.
 */
export function startLoad(engine: Engine, existing: readonly ArticleDocument[]): Load {
  const ids = existing.map(({ id }) => id);
  const written: Written = { acknowledged: new Set(ids), sent: new Set(ids), failures: [] };
  const reads: Reads = { answers: 0, failures: [], longestGapMs: 0 };
  const load = { stopped: false };
  const isStopped = (): boolean => load.stopped;

  const write = async (): Promise<void> => {
    for (let from = 1_000_000; !isStopped(); from += BATCH) {
      const batch = articlesNumbered(from, BATCH);
      for (const { id } of batch) written.sent.add(id);
      while (!(await succeeds(() => engine.update({ upsert: batch, remove: [] }), written.failures)))
        if (isStopped()) return;
      for (const { id } of batch) written.acknowledged.add(id);
    }
  };

  const read = async (): Promise<void> => {
    let lastAnswerAt = Date.now();
    while (!isStopped()) {
      const atLeast = written.acknowledged.size;
      await succeeds(async () => {
        const { totalHits, facets } = await engine.search(query({ facets: ['country'], hitsPerPage: 5 }));
        const counted = (facets.country ?? []).reduce((sum, { count }) => sum + count, 0);
        reads.longestGapMs = Math.max(reads.longestGapMs, Date.now() - lastAnswerAt);
        lastAnswerAt = Date.now();
        reads.answers++;
        if (totalHits < atLeast || totalHits > written.sent.size || counted !== totalHits) {
          throw new Error(
            `wrong count: ${totalHits} hits, ${counted} counted; ${atLeast} acknowledged before, ${written.sent.size} sent`,
          );
        }
      }, reads.failures);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  const running = Promise.all([write(), read(), read()]).catch((error: unknown) => {
    load.stopped = true;
    throw error;
  });
  running.catch(() => undefined); // reported by stop()
  return {
    written,
    reads,
    stop: async () => {
      load.stopped = true;
      await running;
    },
  };
}

/** True when the call did; an error of ours is noted, any other is thrown. */
async function succeeds(call: () => Promise<unknown>, failures: string[]): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (!isDatelineError(error)) throw error;
    failures.push(error.code);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return false;
  }
}

/** The ids of everything that a scan of the engine finds. */
export async function scanIds(engine: Engine): Promise<Set<string>> {
  const found = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await engine.scan(query(), cursor, 1_000);
    for (const { id } of page.documents) found.add(id);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}

/** Waits until something holds, asked again and again; what it throws counts as "not yet". */
export async function until(what: string, holds: () => boolean | Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (
    !(await Promise.resolve()
      .then(holds)
      .catch(() => false))
  ) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
