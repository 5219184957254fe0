import { CallThread } from './call-thread.ts';
import { IndexError } from './errors.ts';
import type { ErrorData } from './call-thread.ts';
import type { IndexErrorCode } from './errors.ts';
import type { OpenWriter } from './writer-port.ts';

/** A thread that writes, so that reading and serving go on beside it. */
export class WriterThread {
  readonly #thread: CallThread;
  #writers = 0;

  /** `entry` is a module that calls `serveWriters`. */
  constructor(entry: URL) {
    this.#thread = new CallThread(entry, null, revive);
  }

  readonly open: OpenWriter = async (folder, manifest) => {
    const writer = this.#writers++;
    const ask = <T>(method: string, ...args: unknown[]): Promise<T> =>
      this.#thread.ask(method, writer, ...args) as Promise<T>;
    await ask('open', folder, manifest);
    return {
      add: (documents) => ask('add', documents),
      remove: (ids) => ask('remove', ids),
      commit: () => ask('commit'),
      mergeAll: () => ask('mergeAll'),
      prepareMerge: () => ask('prepareMerge'),
      finishMerge: () => ask('finishMerge'),
      documents: () => ask('documents'),
      close: () => ask('close'),
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
