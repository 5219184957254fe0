import type { ApiResponse } from '@opensearch-project/opensearch';
import { DatelineError } from '../../core/errors.ts';
import { firstAnswer } from './attempts.ts';
import type { Sent } from './attempts.ts';
import { openNodes } from './nodes.ts';
import type { Node, NodesOptions } from './nodes.ts';
import { translateError } from './translate-error.ts';

export interface ConnectionOptions extends NodesOptions {
  /** How long one read may take, whatever is tried in that time. Default 5,000. */
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
  /** Requests with the same one are answered by the same copies of the shards, while no node hangs. */
  readonly preference?: string | undefined;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  /** Given more time, and never sent to a second node before the first is given up. */
  readonly isWrite?: boolean;
  /** For all attempts together. Default: that of a search or a write. */
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
/** A read that has taken this share of its time is sent to another node as well. A write is given up after half of it. */
const HEDGE_SHARE = 1 / 6;
/** Reads sent twice at most: so many at once, and one in ten over time. A cluster that is merely slow is not drowned. */
const HEDGES = { most: 100, perAnswer: 0.1 };
/** How long copies of shards are not chosen by us after one hung: by then the cluster has dropped its node. */
const HUNG_MS = 60_000;

export function connect(options: ConnectionOptions): Connection {
  const { searchTimeoutMs = 5_000, writeTimeoutMs = 30_000 } = options;
  const nodes = openNodes(options);
  let running = 0;
  let closed: Promise<void> | undefined;
  let idle: (() => void) | undefined;
  let hedges = HEDGES.most;
  let hungUntil = 0;

  return {
    searchTimeoutMs,
    writeTimeoutMs,
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what the answer looks like
    send: async <T>(
      request: Request,
      { signal, isWrite = false, timeoutMs, retries = RETRIES, accept = [] }: SendOptions = {},
    ) => {
      if (closed) throw new DatelineError('engine_unavailable', 'The engine has been closed.');
      if (signal?.aborted) throw new DatelineError('aborted', 'The caller gave up.');
      const wholeMs = timeoutMs ?? (isWrite ? writeTimeoutMs : searchTimeoutMs);
      const until = Date.now() + wholeMs;
      const send = (node: Node, attempt: number): Sent<ApiResponse> => {
        const asked = attempt === 0 && Date.now() > hungUntil ? request : { ...request, preference: undefined };
        return sendTo(node, asked, { signal, accept, timeoutMs: Math.max(1, until - Date.now()) });
      };
      running++;
      try {
        const { answer, wasLate } = await firstAnswer(nodes, send, {
          timeoutMs: wholeMs,
          nextAfterMs: wholeMs * (isWrite ? 0.5 : HEDGE_SHARE),
          overlap: !isWrite,
          attempts: retries + 1,
          mayHedge: () => isWrite || --hedges >= 0,
        });
        hedges = Math.min(HEDGES.most, Math.max(0, hedges) + HEDGES.perAnswer);
        if (wasLate) hungUntil = Date.now() + HUNG_MS;
        return { status: answer.statusCode ?? 0, body: answer.body as T };
      } catch (error) {
        throw translateError(error);
      } finally {
        if (--running === 0) idle?.();
      }
    },
    close: () =>
      (closed ??= (async () => {
        if (running > 0) await new Promise<void>((resolve) => (idle = resolve));
        await nodes.close();
      })()),
  };
}

function sendTo(
  { client }: Node,
  { method, path, query, body, lines, preference }: Request,
  { signal, accept, timeoutMs }: Required<Pick<SendOptions, 'signal' | 'accept' | 'timeoutMs'>>,
): Sent<ApiResponse> {
  const sent = client.transport.request(
    {
      method,
      path,
      querystring: { ...query, ...(preference === undefined ? {} : { preference }) },
      ...(body === undefined ? {} : { body }),
      ...(lines === undefined ? {} : { bulkBody: `${lines.join('\n')}\n` }),
    },
    { requestTimeout: timeoutMs, ignore: [...accept] },
  );
  const abort = (): void => {
    // abort() gives back a promise-like, and a listener that returns one that fails ends the process
    sent.abort();
  };
  signal?.addEventListener('abort', abort, { once: true });
  const answer = Promise.resolve(sent).finally(() => signal?.removeEventListener('abort', abort));
  return { answer, abort };
}
