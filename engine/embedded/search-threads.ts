import { DatelineError } from '../../core/errors.ts';
import { CallThread } from './index/call-thread.ts';
import type { ErrorCode, ErrorDetails } from '../../core/errors.ts';
import type { IndexSettings } from '../settings.ts';
import type { CallOptions, SearchReader } from '../port.ts';
import type { ErrorData } from './index/call-thread.ts';

/** What a searching thread is told when it starts. */
export interface SearchWorkerData {
  readonly folder: string;
  readonly settings: IndexSettings;
}

/** Calls that may wait for one thread; more are refused. */
const MOST_WAITING = 200;

/** Searches carried out by threads, each by the one with the fewest waiting. */
export class SearchThreads {
  readonly #threads: readonly CallThread[];

  constructor(entry: URL, count: number, data: SearchWorkerData) {
    this.#threads = Array.from({ length: count }, () => new CallThread(entry, data, revive));
  }

  /** Makes every thread see what is on the disk now; one that begins later does anyway. */
  async refresh(): Promise<void> {
    const begun = this.#threads.filter((thread) => thread.hasBegun);
    await Promise.all(begun.map((thread) => thread.ask('refresh')));
  }

  /** @throws overloaded when every thread has more waiting than it should */
  readonly reader: SearchReader = {
    search: (query, options) => this.#ask(options, 'search', query),
    get: (id, scope, options) => this.#ask(options, 'get', id, scope),
    suggest: (typed, limit, scope, options) => this.#ask(options, 'suggest', typed, limit, scope),
    facetValues: (request, options) => this.#ask(options, 'facetValues', request),
    related: (id, limit, scope, options) => this.#ask(options, 'related', id, limit, scope),
    // Always the same thread: it holds the state in which a scan began.
    scan: (query, cursor, limit, options) => this.#askOne(this.#threads[0]!, options, 'scan', query, cursor, limit),
  };

  #ask<T>(options: CallOptions | undefined, method: keyof SearchReader, ...args: readonly unknown[]): Promise<T> {
    const idlest = this.#threads.reduce((least, one) => (one.load < least.load ? one : least));
    return this.#askOne(idlest, options, method, ...args);
  }

  async #askOne<T>(
    thread: CallThread,
    options: CallOptions | undefined,
    method: keyof SearchReader,
    ...args: readonly unknown[]
  ): Promise<T> {
    const signal = options?.signal;
    if (signal?.aborted) throw aborted();
    if (thread.load >= MOST_WAITING) {
      throw new DatelineError('overloaded', 'Too many searches are waiting.', { details: { retryAfterSeconds: 1 } });
    }
    const answer = thread.ask(method, ...args) as Promise<T>;
    if (!signal) return answer;
    let giveUp = (): void => undefined;
    const given = new Promise<never>((_, reject) => {
      giveUp = () => reject(aborted());
      signal.addEventListener('abort', giveUp, { once: true });
    });
    try {
      return await Promise.race([answer, given]);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Ends the threads, whatever they are doing: what somebody waits for has been answered before. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

const aborted = (): DatelineError => new DatelineError('aborted', 'The caller has given up.');

function revive({ name, message, fields }: ErrorData): Error {
  if (name !== 'DatelineError')
    return new DatelineError('engine_unavailable', `A searching thread failed: ${message}.`);
  return new DatelineError(fields['code'] as ErrorCode, message, { details: fields['details'] as ErrorDetails });
}
