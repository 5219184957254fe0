import type { FacetValue, Hit, SearchAnswer as Answer, Suggestion } from '../../client/dateline-client.ts';
import type { SearchState } from './state.ts';

/** The answers of the HTTP API in the form the page asks for: highlights as segments, never as markup. */
export type SearchAnswer = Answer<'segments'> & { readonly page: number };
export type HitAnswer = Hit<'segments'>;
export type FacetValueAnswer = FacetValue;
export type SuggestionAnswer = Suggestion;

/** The answer to a search, with the page that the reader is on: an answer to a cursor does not know it. */
export function answerTo(state: SearchState, answer: Answer<'segments'>): SearchAnswer {
  return { ...answer, page: answer.page ?? state.page };
}
