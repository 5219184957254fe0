import type { CallOptions, ClientOptions } from './request.ts';
import { createSend, toQueryString } from './request.ts';
import type {
  Article,
  FacetName,
  FacetValue,
  FilterParams,
  HighlightForm,
  Hit,
  SearchAnswer,
  SearchParams,
  Suggestion,
} from './types.ts';

export type { CallOptions, ClientOptions } from './request.ts';
export { DatelineProblem } from './request.ts';
export type * from './types.ts';

export type ExportParams = FilterParams & { readonly q?: string };
export type FacetValuesParams = FilterParams & {
  /** Part of a value, of its label or of an alias. */
  readonly q?: string;
  /** The search under which the values are counted. */
  readonly query?: string;
  readonly limit?: number;
  readonly locale?: string;
};

/** Everything a reader's page does with the service. Methods reject with `DatelineProblem`, or as `fetch` does. */
export interface DatelineClient {
  search<Form extends HighlightForm = 'html'>(
    params: SearchParams<Form>,
    options?: CallOptions,
  ): Promise<SearchAnswer<Form>>;
  suggest(
    q: string,
    params?: { readonly limit?: number; readonly locale?: string },
    options?: CallOptions,
  ): Promise<readonly Suggestion[]>;
  facetValues(facet: FacetName, params?: FacetValuesParams, options?: CallOptions): Promise<readonly FacetValue[]>;
  article(id: string, options?: CallOptions): Promise<Article>;
  related(id: string, params?: { readonly limit?: number }, options?: CallOptions): Promise<readonly Hit<'none'>[]>;
  /** Address of all hits as a file. */
  exportUrl(format: 'csv' | 'jsonl', params?: ExportParams): string;
  /** Address of the Atom feed of a search. */
  feedUrl(params?: ExportParams): string;
}

/** A client for browser and Node, without dependencies. */
export function createDatelineClient(options: ClientOptions = {}): DatelineClient {
  const send = createSend(options);
  const base = (options.baseUrl ?? '').replace(/\/$/, '');
  const get = async <T>(path: string, call?: CallOptions): Promise<T> =>
    (await send('GET', path, call)).json() as Promise<T>;
  return {
    search: (params, call) => get(`/api/search${toQueryString(params)}`, call),
    suggest: async (q, params = {}, call) =>
      (await get<{ suggestions: Suggestion[] }>(`/api/suggest${toQueryString({ q, ...params })}`, call)).suggestions,
    facetValues: async (facet, params = {}, call) =>
      (await get<{ values: FacetValue[] }>(`/api/facets/${facet}${toQueryString(params)}`, call)).values,
    article: (id, call) => get(`/api/articles/${encodeURIComponent(id)}`, call),
    related: async (id, params = {}, call) =>
      (
        await get<{ hits: Hit<'none'>[] }>(
          `/api/articles/${encodeURIComponent(id)}/related${toQueryString(params)}`,
          call,
        )
      ).hits,
    exportUrl: (format, params = {}) => `${base}/api/export${toQueryString({ ...params, format })}`,
    feedUrl: (params = {}) => `${base}/feed.atom${toQueryString(params)}`,
  };
}
