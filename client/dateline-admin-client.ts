import type { CallOptions, ClientOptions } from './request.ts';
import { createSend, toQueryString } from './request.ts';
import type { Article } from './types.ts';

export interface ReindexOptions {
  readonly mode?: 'full' | 'changed';
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

export interface ArchiveMessage {
  readonly severity: 'error' | 'warning' | 'info';
  readonly rule: string;
  readonly reason: string;
  readonly file: string;
  readonly line?: number | undefined;
  readonly record?: string | undefined;
  readonly actual?: string | undefined;
  readonly expected?: string | undefined;
}

export interface ReindexJob {
  readonly id: string;
  readonly status: 'enqueued' | 'processing' | 'succeeded' | 'failed' | 'canceled';
  readonly options: Readonly<Required<ReindexOptions>>;
  readonly progress: {
    readonly phase: 'reading' | 'indexing' | 'checking' | 'publishing';
    readonly filesDone: number;
    readonly filesTotal: number;
    readonly articles: number;
    readonly remainingMs: number | null;
  };
  readonly createdAt: string;
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly guard?:
    { readonly accepted: boolean; readonly reasons: readonly string[]; readonly forced: boolean } | undefined;
  readonly report?:
    | {
        readonly generation: string | null;
        readonly files: number;
        readonly filesFailed: number;
        readonly articles: number;
        readonly repeatsMerged: number;
        readonly undated: number;
        readonly tookMs: number;
        readonly messages: readonly ArchiveMessage[];
        readonly messagesTotal: number;
      }
    | undefined;
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

export interface Generation {
  readonly id: string;
  readonly createdAt: string;
  readonly documents: number;
  readonly live: boolean;
}

export interface Takedown {
  readonly id: string;
  readonly reason: string;
  readonly at: string;
  readonly url?: string | undefined;
  readonly record?: string | undefined;
}

export interface RawArticle {
  /** Of the address, where it is given. */
  readonly id?: string;
  readonly title?: string;
  readonly text?: string;
  readonly html?: string;
  readonly url?: string;
  readonly date?: string;
  readonly author?: string;
  readonly section?: string;
  readonly source?: string;
  readonly language?: string;
  readonly countries?: readonly string[];
  readonly organisations?: readonly string[];
  readonly embargoUntil?: string;
}

export interface InsightEntry {
  readonly q: string;
  readonly count: number;
  readonly zeroResults: number;
  readonly slowestMs: number;
}

export interface InsightReport {
  readonly enabled: boolean;
  readonly since: string;
  readonly retentionDays: number;
  readonly minimumCount: number;
  readonly searches: number;
  readonly top: readonly InsightEntry[];
  readonly zeroResults: readonly InsightEntry[];
  readonly slow: readonly InsightEntry[];
}

/** What an archivist does with the service. Needs an admin key. Methods reject with `DatelineProblem`, or as `fetch` does. */
export interface DatelineAdminClient {
  startReindex(options?: ReindexOptions, call?: CallOptions): Promise<ReindexJob>;
  jobs(call?: CallOptions): Promise<readonly ReindexJob[]>;
  job(id: string, call?: CallOptions): Promise<ReindexJob>;
  cancel(id: string, call?: CallOptions): Promise<ReindexJob>;
  /** Yields the job at every change until it has ended. */
  watch(id: string, call?: CallOptions): AsyncIterable<ReindexJob>;
  generations(call?: CallOptions): Promise<readonly Generation[]>;
  /** Without a name to the generation before the live one. */
  rollback(generation?: string, call?: CallOptions): Promise<readonly Generation[]>;
  putArticle(
    id: string,
    article: RawArticle,
    call?: CallOptions,
  ): Promise<{ readonly document: Article; readonly messages: readonly ArchiveMessage[] }>;
  takeDown(id: string, reason?: string, call?: CallOptions): Promise<Takedown>;
  takedowns(call?: CallOptions): Promise<readonly Takedown[]>;
  liftTakedown(id: string, call?: CallOptions): Promise<void>;
  insight(params?: { readonly limit?: number }, call?: CallOptions): Promise<InsightReport>;
}

/** The data of server-sent events, one by one. `EventSource` cannot send a key, so the stream is read by `fetch`. */
async function* readEvents(response: Response): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let rest = '';
  const reader = response.body!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = events.pop()!;
      for (const event of events) {
        const data = event.split('\n').filter((line) => line.startsWith('data: '));
        if (data.length > 0) yield data.map((line) => line.slice(6)).join('\n');
      }
    }
  } finally {
    await reader.cancel();
  }
}

export function createDatelineAdminClient(options: ClientOptions): DatelineAdminClient {
  const send = createSend(options);
  const ask = async <T>(method: string, path: string, call?: CallOptions, body?: unknown): Promise<T> =>
    (await send(method, path, { ...call, body })).json() as Promise<T>;
  const jobPath = (id: string): string => `/admin/reindex/${encodeURIComponent(id)}`;
  const articlePath = (id: string): string => `/admin/articles/${encodeURIComponent(id)}`;
  return {
    startReindex: (reindex = {}, call) => ask('POST', '/admin/reindex', call, reindex),
    jobs: async (call) => (await ask<{ jobs: ReindexJob[] }>('GET', '/admin/reindex', call)).jobs,
    job: (id, call) => ask('GET', jobPath(id), call),
    cancel: (id, call) => ask('DELETE', jobPath(id), call),
    async *watch(id, call) {
      const response = await send('GET', `${jobPath(id)}/events`, call);
      for await (const data of readEvents(response)) yield JSON.parse(data) as ReindexJob;
    },
    generations: async (call) =>
      (await ask<{ generations: Generation[] }>('GET', '/admin/generations', call)).generations,
    rollback: async (generation, call) =>
      (await ask<{ generations: Generation[] }>('POST', '/admin/rollback', call, { generation })).generations,
    putArticle: (id, article, call) => ask('PUT', articlePath(id), call, article),
    takeDown: (id, reason, call) => ask('DELETE', `${articlePath(id)}${toQueryString({ reason })}`, call),
    takedowns: async (call) => (await ask<{ takedowns: Takedown[] }>('GET', '/admin/takedowns', call)).takedowns,
    liftTakedown: async (id, call) => {
      await send('DELETE', `/admin/takedowns/${encodeURIComponent(id)}`, call);
    },
    insight: (params = {}, call) => ask('GET', `/admin/insight${toQueryString(params)}`, call),
  };
}
