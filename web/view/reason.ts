import type { Localiser } from '../messages/localiser.ts';

/** What a problem document says for programs. */
export interface Reason {
  readonly code: string;
  readonly parameter?: string | undefined;
}

/** Why a search cannot be made, in the reader's language: the service's own words are English, and speak of its API. */
export function reasonOf({ code, parameter }: Reason, { say }: Localiser): string {
  if (code === 'page_too_deep') return say('reasonTooDeep');
  if (code === 'unauthorized' || code === 'forbidden') return say('reasonKey');
  if (parameter === 'q') return say('reasonTooLong'); // its length is all that can be wrong with it
  return say('reasonAddress', { name: parameter ?? code });
}
