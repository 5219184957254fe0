import type { Request } from 'express';
import type { SearchState } from '../../web/search/state.ts';
import { fromParams } from '../../web/search/state.ts';

/** The search that the address of a page holds. */
export function stateOf(req: Pick<Request, 'originalUrl'>): SearchState {
  const [, ...query] = req.originalUrl.split('?');
  return fromParams(new URLSearchParams(query.join('?')));
}
