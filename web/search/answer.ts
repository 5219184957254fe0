import type { FacetValue, Hit, SearchAnswer as Answer, Suggestion } from '../../client/dateline-client.ts';

/** The answers of the HTTP API in the form the page asks for: highlights as segments, never as markup. */
export type SearchAnswer = Answer<'segments'> & { readonly page: number }; // the page never follows a cursor
export type HitAnswer = Hit<'segments'>;
export type FacetValueAnswer = FacetValue;
export type SuggestionAnswer = Suggestion;
