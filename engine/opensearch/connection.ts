import { Client } from '@opensearch-project/opensearch';
import { DatelineError } from '../../core/errors.ts';
import { translateError } from './translate-error.ts';

export interface ConnectionOptions {
  /** Addresses of the nodes that take requests, e.g. `https://search-1.internal:9200`. */
  readonly nodes: readonly string[];
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** PEM of the authority that signed the nodes' certificates, when it is not one that Node trusts. */
  readonly caCertificate?: string | undefined;
  /** How long one search may take, on one node; a node that hangs is then passed over. Default 5,000. */
  readonly searchTimeoutMs?: number;
  /** How long one write may take. Default 30,000. */
  readonly writeTimeoutMs?: number;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: object;
  /** Lines of a `_bulk` or `_msearch` body, each already JSON. */
  readonly lines?: readonly string[];
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** For one attempt. Default: that of a search. */
  readonly timeoutMs?: number;
  /** Attempts on other nodes after a fault. Every request of ours may be repeated without harm. */
  readonly retries?: number;
  /** Status codes that are an answer, not an error. */
  readonly accept?: readonly number[];
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** The one place that talks to the cluster. Rejects with a `DatelineError` only. */
export interface Connection {
  readonly searchTimeoutMs: number;
  readonly writeTimeoutMs: number;
  send<T>(request: Request, options?: SendOptions): Promise<Answer<T>>;
  close(): Promise<void>;
}

const RETRIES = 3;

export function connect(options: ConnectionOptions): Connection {
  const { nodes, username, password, caCertificate, searchTimeoutMs = 5_000, writeTimeoutMs = 30_000 } = options;
  const client = new Client({
    nodes: [...nodes],
    ...(username === undefined ? {} : { auth: { username, password: password ?? '' } }),
    ...(caCertificate === undefined ? {} : { ssl: { ca: caCertificate } }),
    nodeSelector: 'round-robin',
    maxRetries: RETRIES,
  });
  let running = 0;
  let closed: Promise<void> | undefined;
  let idle: (() => void) | undefined;

  return {
    searchTimeoutMs,
    writeTimeoutMs,
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what the answer looks like
    send: async <T>(request: Request, { signal, timeoutMs, retries = RETRIES, accept = [] }: SendOptions = {}) => {
      if (closed) throw new DatelineError('engine_unavailable', 'The engine has been closed.');
      if (signal?.aborted) throw new DatelineError('aborted', 'The caller gave up.');
      const { method, path, query, body, lines } = request;
      const sent = client.transport.request(
        {
          method,
          path,
          querystring: { ...query },
          ...(body === undefined ? {} : { body }),
          ...(lines === undefined ? {} : { bulkBody: `${lines.join('\n')}\n` }),
        },
        { requestTimeout: timeoutMs ?? searchTimeoutMs, maxRetries: retries, ignore: [...accept] },
      );
      const giveUp = (): void => {
        // abort() gives back a promise-like, and a listener that returns one that fails ends the process
        sent.abort();
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      running++;
      try {
        const answer = await sent;
        return { status: answer.statusCode ?? 0, body: answer.body as T };
      } catch (error) {
        throw translateError(error);
      } finally {
        signal?.removeEventListener('abort', giveUp);
        if (--running === 0) idle?.();
      }
    },
    close: () =>
      (closed ??= (async () => {
        if (running > 0) await new Promise<void>((resolve) => (idle = resolve));
        await client.close();
      })()),
  };
}
