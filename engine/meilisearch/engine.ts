import { DatelineError, isDatelineError } from '../../core/errors.ts';
import { closeWhenIdle } from '../close-when-idle.ts';
import type { Engine } from '../port.ts';
import type { IndexSettings } from '../settings.ts';
import type { Connection } from './connection.ts';
import { connect } from './connection.ts';
import { toDatelineError } from './from-error.ts';
import { createHttpClient } from './http-client.ts';
import { createLongNames } from './long-names.ts';
import { createReader } from './reader.ts';
import { MAX_QUERY_WORDS } from './to-words.ts';
import { candidateViews, liveViews } from './view.ts';
import { createWriter, sweepDebris } from './writer.ts';

export interface MeilisearchOptions {
  readonly url: string;
  /** Absent for a server that runs without one, as in development. */
  readonly masterKey?: string | undefined;
  readonly settings: IndexSettings;
  /** Names of our indexes begin with it and `_`; letters, digits, `-` and `_`. */
  readonly indexPrefix?: string;
  /** Older generations kept beside the live one. */
  readonly keepGenerations?: number;
  /** Told, in one sentence each, what Meilisearch will not find or count of an article. */
  readonly warn?: (warning: string) => void;
  /** Milliseconds for one answer of a search. */
  readonly answerTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 700;
const ANSWER_TIMEOUT_MS = 5_000;
const HEALTH_TIMEOUT_MS = 1_500;
const SOCKETS = 64;

/**
 * An engine on a Meilisearch server. A server that is down is no error: searches say so until it is back.
 * @throws invalid_config when the server is there but refuses the key, or is of a version that is not supported
 */
export async function openMeilisearchEngine(options: MeilisearchOptions): Promise<Engine> {
  const {
    url,
    masterKey,
    settings,
    indexPrefix: prefix = 'dateline',
    keepGenerations = 2,
    warn = () => undefined,
  } = options;
  if (!/^[A-Za-z0-9_-]{1,60}$/.test(prefix))
    throw new DatelineError('invalid_config', 'The index prefix may hold letters, digits, - and _.');
  const http = createHttpClient({
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    answerTimeoutMs: options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
    maxSockets: SOCKETS,
  });
  // Of its own: behind the searches of a busy hour the question whether the server is well would wait for its turn.
  const healthHttp = createHttpClient({
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    answerTimeoutMs: HEALTH_TIMEOUT_MS,
    maxSockets: 1,
  });
  let connecting: Promise<Connection> | undefined;
  let closed = false;
  const connection = (): Promise<Connection> => {
    if (closed) return Promise.reject(new DatelineError('engine_unavailable', 'The engine has been closed.'));
    connecting ??= connect(http, { url, masterKey, prefix }).catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  };
  const search = async () => (await connection()).search;
  const write = async () => (await connection()).write;
  const longNames = createLongNames(settings);

  try {
    await sweepDebris(await write(), prefix);
  } catch (error) {
    if (isDatelineError(error, 'invalid_config')) {
      http.close();
      healthHttp.close();
      throw error;
    }
    warn(`Meilisearch is not ready yet: ${toDatelineError(error).message}`);
  }

  const live = liveViews(search, prefix);
  return closeWhenIdle({
    name: 'meilisearch',
    supports: { or: false, fields: false, proximity: false, longPhrases: false, maxQueryWords: MAX_QUERY_WORDS },
    ...createReader(live, longNames),
    state: (now, { signal } = {}) =>
      live(async ({ generation, ask }) => ({ generation, revision: (await ask([], now, signal)).revision }), signal),
    ...createWriter({
      client: write,
      prefix,
      keepGenerations,
      settings,
      longNames,
      warn,
      read: (candidate) => createReader(candidateViews(write, prefix, candidate), longNames),
    }),
    health: async () => {
      const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
      try {
        const { version } = await raceTimeout(connection(), signal);
        await healthHttp.send(new URL('health', withSlash(url)), { signal });
        return { ok: true, detail: 'Meilisearch answers.', version };
      } catch (error) {
        return {
          ok: false,
          detail: isDatelineError(error, 'aborted') ? 'Meilisearch does not answer.' : toDatelineError(error).message,
        };
      }
    },
    close: () => {
      closed = true;
      http.close();
      healthHttp.close();
      return Promise.resolve();
    },
  });
}

function raceTimeout<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new DatelineError('aborted', 'Given up.')), { once: true });
    promise.then(resolve, reject);
  });
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
