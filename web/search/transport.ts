import type { FacetName } from '../../core/facets.ts';
import type { Histogram } from '../../client/dateline-client.ts';
import { createDatelineClient } from '../../client/dateline-client.ts';
import type { World } from '../view/map-view.ts';
import type { Places } from '../view/places.ts';
import type { FacetValueAnswer, SearchAnswer, SuggestionAnswer } from './answer.ts';
import { answerTo } from './answer.ts';
import { filtersOf, requestOf } from './request.ts';
import type { SearchState } from './state.ts';

/** What the elements ask the service at `base` for. Rejects as the client does: with `DatelineProblem`, or as `fetch`. */
export interface Transport {
  search(state: SearchState, locale: string, signal: AbortSignal): Promise<SearchAnswer>;
  suggest(typed: string, locale: string, signal: AbortSignal): Promise<readonly SuggestionAnswer[]>;
  /** Values of a facet that hold what is typed, counted under the search. */
  facetValues(
    facet: FacetName,
    typed: string,
    state: SearchState,
    locale: string,
    signal: AbortSignal,
  ): Promise<readonly FacetValueAnswer[]>;
  /** Articles over a part of the time, under the search without its own dates. */
  histogram(state: SearchState, from: string, to: string, signal: AbortSignal): Promise<Histogram | null>;
  places(locale: string): Promise<Places>;
  /** The outlines of the map. */
  world(): Promise<World>;
}

/** Longest text that a list of suggestions is asked for. */
const SUGGEST_LENGTH = 200;

export function createTransport(base: string): Transport {
  // The service sees what is searched, and not who: no cookies of the page's go along.
  const anonymous: typeof fetch = (input, init) => fetch(input, { ...init, credentials: 'omit' });
  const client = createDatelineClient({ baseUrl: base, fetch: anonymous });
  const asset = async <Answer>(name: string): Promise<Answer> => {
    const response = await anonymous(`${base}/assets/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return (await response.json()) as Answer;
  };
  return {
    search: async (state, locale, signal) => answerTo(state, await client.search(requestOf(state, locale), { signal })),
    suggest: async (typed, locale, signal) =>
      typed.length > SUGGEST_LENGTH ? [] : client.suggest(typed, { locale }, { signal }),
    facetValues: (facet, typed, state, locale, signal) => {
      // Here `q` is what is looked for among the values, and `query` the search they are counted under.
      const params = { ...filtersOf(state), query: state.q, q: typed, locale };
      return client.facetValues(facet, params, { signal });
    },
    histogram: async (state, histogramFrom, histogramTo, signal) => {
      const q = state.q === '' ? {} : { q: state.q };
      const params = {
        ...filtersOf(state),
        ...q,
        histogramFrom,
        histogramTo,
        hitsPerPage: 1,
        highlight: 'none',
      } as const;
      return (await client.search(params, { signal })).histogram;
    },
    places: (locale) => asset(`places.json?locale=${locale}`),
    world: () => asset('world.json'),
  };
}
