import { CallThread } from './call-thread.ts';
import { IndexError } from './errors.ts';
import type { ErrorData } from './call-thread.ts';
import type { IndexErrorCode } from './errors.ts';
import type { OpenWriter } from './writer-port.ts';

/**
 * A thread that writes, so that reading and serving go on beside it. It ends with the last of its writers: a thread that
 * rests collects no garbage, and after a rebuild there is much.
 */
export class WriterThread {
  readonly #thread: CallThread;
  #writers = 0;
  #open = 0;

  /** `entry` is a module that calls `serveWriters`. */
  constructor(entry: URL) {
    this.#thread = new CallThread(entry, null, revive);
  }

  readonly open: OpenWriter = async (folder, manifest) => {
    const writer = this.#writers++;
    const ask = <T>(method: string, ...args: unknown[]): Promise<T> =>
      this.#thread.ask(method, writer, ...args) as Promise<T>;
    const end = async (): Promise<void> => {
      if (--this.#open === 0) await this.#thread.close();
    };
    this.#open++;
    try {
      await ask('open', folder, manifest);
    } catch (error) {
      await end();
      throw error;
    }
    return {
      add: (documents) => ask('add', documents),
      remove: (ids) => ask('remove', ids),
      commit: () => ask('commit'),
      prepareCommit: () => ask('prepareCommit'),
      mergeAll: () => ask('mergeAll'),
      prepareMerge: () => ask('prepareMerge'),
      finishMerge: () => ask('finishMerge'),
      close: async () => {
        if (this.#thread.hasBegun) await ask('close').catch(() => undefined); // one that has died holds nothing
        await end();
      },
    };
  };

  close(): Promise<void> {
    return this.#thread.close();
  }
}

function revive({ name, message, fields }: ErrorData): Error {
  return name === 'IndexError'
    ? new IndexError(fields['code'] as IndexErrorCode, message)
    : Object.assign(new Error(message), fields);
}
