import { Agent, errors } from 'undici';
import { DatelineError } from '../../core/errors.ts';
import { parseAnswer } from './facet-counts.ts';
import { errorFromAnswer, errorFromTransport } from './from-error.ts';

export interface HttpClientOptions {
  /** Milliseconds to get a connection; a host that is down must be noticed within a second. */
  readonly connectTimeoutMs: number;
  /** Milliseconds until an answer begins, and as many until it is whole. */
  readonly answerTimeoutMs: number;
  readonly maxSockets: number;
}

/** What the client library hands over: a request as `fetch` takes it, always with a text body or none. */
export type SendRequest = (input: string | URL | Request, init?: RequestInit) => Promise<unknown>;

export interface HttpClient {
  /** Sends a request and gives the answer as `parseAnswer` reads it. @throws engine_unavailable, engine_timeout, overloaded, aborted, … */
  readonly send: SendRequest;
  /** Lets go of kept connections. */
  readonly close: () => void;
}

/** Requests that change nothing although they are POST. */
const READING = /^\/(multi-search|indexes\/[^/]+\/(search|documents\/fetch|facet-search))$/;

/**
 * A client over kept-alive connections that gives up on a silent host (`fetch` has no limit for connecting, and takes
 * longer). Only what reads is sent a second time, when a kept connection turns out to be closed: what writes may have been
 * acted on.
 */
export function createHttpClient({ connectTimeoutMs, answerTimeoutMs, maxSockets }: HttpClientOptions): HttpClient {
  const agent = new Agent({
    connections: maxSockets,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: answerTimeoutMs,
    bodyTimeout: 0, // it would begin anew with each piece of an answer that comes in drips
  });
  const attempt = async ({ origin, pathname, search }: URL, init: RequestInit): Promise<unknown> => {
    const { statusCode, headers, body } = await agent.request({
      origin,
      path: pathname + search,
      method: init.method ?? 'GET',
      headers: plainHeaders(init.headers),
      body: typeof init.body === 'string' ? init.body : null,
      signal: init.signal ?? null,
    });
    const limit = setTimeout(() => body.destroy(new errors.BodyTimeoutError()), answerTimeoutMs);
    const text = await body.text().finally(() => clearTimeout(limit));
    return readAnswer(statusCode, text, headers['retry-after']);
  };

  return {
    send: async (input, init = {}) => {
      const url = input instanceof URL ? input : new URL(input instanceof Request ? input.url : input);
      const fail = (error: unknown): never => {
        if (init.signal?.aborted) throw new DatelineError('aborted', 'The caller gave up.');
        throw errorFromTransport(error);
      };
      try {
        return await attempt(url, init);
      } catch (error) {
        const reads = (init.method ?? 'GET') === 'GET' || READING.test(url.pathname);
        if (!reads || !isBroken(error) || init.signal?.aborted) fail(error);
      }
      return attempt(url, init).catch(fail);
    },
    close: () => void agent.destroy(),
  };
}

/** The client library hands over the same headers with each search; taking them apart costs as much as sending them. */
const plain = new WeakMap<Headers, Readonly<Record<string, string>>>();

function plainHeaders(given: RequestInit['headers']): Readonly<Record<string, string>> {
  const headers = given instanceof Headers ? given : new Headers(given);
  let known = plain.get(headers);
  if (known === undefined) plain.set(headers, (known = Object.fromEntries(headers)));
  return known;
}

/** A kept connection that the server closed meanwhile. Who does not answer, or cannot be reached, is not asked again. */
function isBroken(error: unknown): boolean {
  return error instanceof errors.SocketError || (error as NodeJS.ErrnoException).code === 'ECONNRESET';
}

/** @throws engine_unavailable for what is no JSON, and what the answer says when it is not a success */
function readAnswer(status: number, text: string, retryAfter: string | string[] | undefined): unknown {
  let answer: unknown;
  try {
    answer = text === '' ? undefined : parseAnswer(text);
  } catch (cause) {
    throw new DatelineError('engine_unavailable', 'What answers at the engine’s address is not Meilisearch.', {
      cause,
    });
  }
  if (status >= 200 && status < 300) return answer;
  throw errorFromAnswer(status, answer, typeof retryAfter === 'string' ? retryAfter : undefined);
}
