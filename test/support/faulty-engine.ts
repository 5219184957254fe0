import type { ErrorCode } from '../../core/errors.ts';
import { DatelineError } from '../../core/errors.ts';
import type { Engine } from '../../engine/port.ts';

type Fault = { readonly throws: ErrorCode | 'not ours' } | { readonly waits: 'well' | 'ill' } | null;

/** An engine that fails in its reads as it is told, and counts what became of them. */
export interface FaultyEngine extends Engine {
  fault: Fault;
  waiting: number;
  aborted: number;
}

/** What a failing engine might say that nobody else may read. */
export const SECRET_HOST = 'http://engine-host.internal:7700';

/** Wraps an engine: reads throw a code, throw something unknown, or wait until they are aborted. */
export function faultyEngine(engine: Engine): FaultyEngine {
  const faulty: FaultyEngine = {
    ...engine,
    fault: null,
    waiting: 0,
    aborted: 0,
    state: (now, options) => fail(options?.signal) ?? engine.state(now, options),
    search: (query, options) => fail(options?.signal) ?? engine.search(query, options),
    get: (id, scope, options) => fail(options?.signal) ?? engine.get(id, scope, options),
    suggest: (typed, limit, scope, options) => fail(options?.signal) ?? engine.suggest(typed, limit, scope, options),
    facetValues: (request, options) => fail(options?.signal) ?? engine.facetValues(request, options),
    related: (id, limit, scope, options) => fail(options?.signal) ?? engine.related(id, limit, scope, options),
    scan: (query, cursor, limit, options) => fail(options?.signal) ?? engine.scan(query, cursor, limit, options),
    health: () => {
      const { fault } = faulty;
      const ill = fault !== null && 'waits' in fault ? fault.waits === 'ill' : fault !== null;
      return Promise.resolve({ ok: !ill, detail: ill ? 'does not answer' : 'ok' });
    },
  };

  function fail(signal: AbortSignal | undefined): Promise<never> | undefined {
    const { fault } = faulty;
    if (fault === null) return undefined;
    if ('throws' in fault) {
      if (fault.throws === 'not ours') return Promise.reject(new TypeError(`fetch failed: ${SECRET_HOST}`));
      return Promise.reject(new DatelineError(fault.throws, `no answer from ${SECRET_HOST}`));
    }
    faulty.waiting++;
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        faulty.waiting--;
        faulty.aborted++;
        reject(new DatelineError('aborted', 'given up'));
      });
    });
  }
  return faulty;
}
