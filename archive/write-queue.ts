import type { ArticleDocument } from '../core/document.ts';
import type { RawRecord } from '../core/reindex-job.ts';

/** One change of the live generation: an article to publish, with the record it was made from, or an id to remove. */
export type Change =
  | { readonly id: string; readonly document: ArticleDocument; readonly record: RawRecord }
  | { readonly id: string; readonly document: null };

/** The one place where the live generation is changed, so that a switch of generations never overtakes an edit. */
export interface WriteQueue {
  /** Resolves when the change is live. Changes of the same moment are written together, in the order they came. */
  submit(change: Change): Promise<void>;
  /** Runs alone: before it all changes submitted so far are live, and none comes in between. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

/** More at a time would hold up the changes behind them. */
const BATCH = 500;

/** `write` makes a batch of changes live; an id stands in it once. */
export function createWriteQueue(write: (changes: readonly Change[]) => Promise<void>): WriteQueue {
  let waiting: { change: Change; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }
  async function flush(): Promise<void> {
    const batch = waiting.slice(0, BATCH);
    waiting = waiting.slice(BATCH);
    if (batch.length === 0) return;
    const final = new Map(batch.map(({ change }) => [change.id, change]));
    try {
      await write([...final.values()]);
      for (const item of batch) item.resolve();
    } catch (error) {
      for (const item of batch) item.reject(error);
    }
  }
  return {
    submit: (change) =>
      new Promise((resolve, reject) => {
        const item = { change, resolve, reject };
        waiting.push(item);
        // Unless it was written with those before it: a batch for each turn would keep `exclusive` behind all of them.
        void inTurn(async () => {
          if (waiting.includes(item)) await flush();
        });
      }),
    exclusive: (work) =>
      inTurn(async () => {
        // not until none is waiting: while one batch is written the next one comes, and this would never have its turn
        for (let before = waiting.length; before > 0; before -= BATCH) await flush();
        return work();
      }),
  };
}
