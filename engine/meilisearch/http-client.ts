import http from 'node:http';
import https from 'node:https';
import { DatelineError } from '../../core/errors.ts';
import { errorFromAnswer, errorFromTransport } from './from-error.ts';

export interface HttpClientOptions {
  /** Milliseconds to get a connection; a host that is down must be noticed within a second. */
  readonly connectTimeoutMs: number;
  /** Milliseconds for a whole answer. */
  readonly answerTimeoutMs: number;
  readonly maxSockets: number;
}

/** What the client library hands over: a request as `fetch` takes it, always with a text body or none. */
export type SendRequest = (input: string | URL | Request, init?: RequestInit) => Promise<unknown>;

export interface HttpClient {
  /** Sends a request and gives the parsed answer. @throws engine_unavailable, engine_timeout, overloaded, aborted, … */
  readonly send: SendRequest;
  /** Lets go of kept connections. */
  readonly close: () => void;
}

/** Requests that change nothing although they are POST. */
const READING = /^\/(multi-search|indexes\/[^/]+\/(search|documents\/fetch|facet-search))$/;

/**
 * A client over kept-alive connections that gives up on a silent host (`fetch` has no limit for connecting). A request
 * is sent a second time only when nothing of the first can have been acted on: it never reached the server, or it only
 * reads.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: options.maxSockets }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: options.maxSockets }),
  };
  const attempt = (url: URL, init: RequestInit): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (init.signal?.aborted) {
        reject(new DatelineError('aborted', 'The caller gave up.'));
        return;
      }
      const secure = url.protocol === 'https:';
      const body = typeof init.body === 'string' ? init.body : '';
      const request = (secure ? https : http).request(url, {
        method: init.method ?? 'GET',
        headers: { ...plainHeaders(init.headers), 'content-length': Buffer.byteLength(body) },
        agent: secure ? agents['https:'] : agents['http:'],
      });
      const onAbort = (): void => {
        request.destroy(new DatelineError('aborted', 'The caller gave up.'));
      };
      init.signal?.addEventListener('abort', onAbort, { once: true });
      const answerTimer = setTimeout(() => {
        request.destroy(new DatelineError('engine_timeout', 'Meilisearch did not answer in time.'));
      }, options.answerTimeoutMs);
      const settled = (): void => {
        clearTimeout(answerTimer);
        init.signal?.removeEventListener('abort', onAbort);
      };
      request.on('socket', (socket) => {
        if (!socket.connecting) return;
        const timer = setTimeout(() => request.destroy(new Unsent('no connection in time')), options.connectTimeoutMs);
        socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(timer));
        socket.once('close', () => clearTimeout(timer));
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        settled();
        reject(isUnsent(error) && !(error instanceof Unsent) ? new Unsent(error.message, { cause: error }) : error);
      });
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => {
          settled();
          reject(error);
        });
        response.on('end', () => {
          settled();
          const whole = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
          resolveAnswer(response, whole.toString('utf8'), resolve, reject);
        });
      });
      request.end(body);
    });

  return {
    send: async (input, init = {}) => {
      const url = input instanceof URL ? input : new URL(input instanceof Request ? input.url : input);
      try {
        return await attempt(url, init);
      } catch (error) {
        const reads = (init.method ?? 'GET') === 'GET' || READING.test(url.pathname);
        if (!mayRepeat(error, reads)) throw errorFromTransport(error);
      }
      return attempt(url, init).catch((error: unknown) => {
        throw errorFromTransport(error);
      });
    },
    close: () => {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
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

/** Nothing of the request can have reached the server. */
class Unsent extends Error {}

function isUnsent(error: NodeJS.ErrnoException): boolean {
  return ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(error.code ?? '');
}

function mayRepeat(error: unknown, reads: boolean): boolean {
  if (error instanceof DatelineError || error instanceof Unsent) return false; // answered, given up, or down: say so at once
  return reads; // a kept connection that the server closed meanwhile
}

function resolveAnswer(
  response: http.IncomingMessage,
  text: string,
  resolve: (answer: unknown) => void,
  reject: (error: Error) => void,
): void {
  let answer: unknown;
  try {
    answer = text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    reject(
      new DatelineError('engine_unavailable', 'What answers at the engine’s address is not Meilisearch.', { cause }),
    );
    return;
  }
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) resolve(answer);
  else reject(errorFromAnswer(status, answer, response.headers['retry-after']));
}
