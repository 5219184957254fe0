import type { SearchAnswer } from '../search/answer.ts';
import type { SearchState } from '../search/state.ts';
import type { Localiser } from '../messages/localiser.ts';
import type { Locale } from '../messages/messages.ts';
import type { Places } from './places.ts';
import type { Reason } from './reason.ts';

/** All that a view may look at; the same on the server and in the browser, so both show the same page. */
export interface View {
  readonly state: SearchState;
  /** The newest answer; null before the first one. May belong to an earlier state while one is on its way. */
  readonly answer: SearchAnswer | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly localiser: Localiser;
  /** The language that the address states; a form keeps it, as links do. Null where nothing is stated. */
  readonly stated: Locale | null;
  readonly places: Places;
  /** `YYYY-MM-DD`, for presets and citations. */
  readonly today: string;
  /** True where scripts run; a view leaves out what would do nothing without them. */
  readonly scripted: boolean;
  /** The address of a search on this page. */
  readonly link: (state: SearchState) => string;
  /** The address of an article, keeping the search it was found with. */
  readonly articleLink: (id: string) => string;
}

/** `request`: this search will never be answered; `service`: later it may. */
export type Failure =
  { readonly kind: 'request'; readonly reason: Reason } | { readonly kind: 'service'; readonly retryInSeconds: number };
