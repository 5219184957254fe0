import type { Problem } from './types.ts';

export interface ClientOptions {
  /** `https://archive.example`; empty for the origin of the page. */
  readonly baseUrl?: string;
  readonly key?: string;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What the service answered instead of what was asked for. */
export class DatelineProblem extends Error {
  readonly problem: Problem;
  /** When to try again, where the service says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds: number | undefined) {
    super(problem.detail);
    this.name = 'DatelineProblem';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

type ParamValue = string | number | boolean | readonly string[] | undefined;

/** Parameters as a query string with its `?`, or nothing. Lists are repeated, except `facets`, which is joined by commas. */
export function toQueryString(params: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params) as [string, ParamValue][]) {
    if (value === undefined) continue;
    if (typeof value !== 'object') search.append(name, String(value));
    else if (name === 'facets') {
      if (value.length > 0) search.append(name, value.join(','));
    } else for (const item of value) search.append(name, item);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** The problem that an answer tells; answers of something in between (a proxy) are told as well as can be. */
async function problemOf(response: Response): Promise<DatelineProblem> {
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const problem: Problem = {
    type: 'about:blank',
    title: response.statusText,
    detail: `the service answered ${response.status}`,
    code: 'internal',
    requestId: response.headers.get('x-request-id') ?? '',
    ...body,
    status: response.status,
  };
  return new DatelineProblem(problem, Number.isNaN(retryAfter) ? undefined : retryAfter);
}

export type Send = (
  method: string,
  path: string,
  options?: CallOptions & { readonly body?: unknown },
) => Promise<Response>;

/** Makes the one function that talks to the service. It rejects with `DatelineProblem`, or with what `fetch` rejects. */
export function createSend({ baseUrl = '', key, fetch }: ClientOptions): Send {
  return async (method, path, { signal, body } = {}) => {
    const send = fetch ?? globalThis.fetch;
    const response = await send(baseUrl.replace(/\/$/, '') + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { signal }),
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  };
}
