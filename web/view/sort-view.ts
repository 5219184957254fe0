import type { Sort } from '../../core/query.ts';
import type { MessageKey } from '../messages/messages.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { View } from './view.ts';

export const SORT_LABELS = {
  relevance: 'sortRelevance',
  newest: 'sortNewest',
  oldest: 'sortOldest',
  recent: 'sortRecent',
} as const satisfies Readonly<Record<Sort, MessageKey>>;

const SORTS = Object.keys(SORT_LABELS) as Sort[];

/** The order of the hits. Belongs to the search form by its `form` attribute, so it works without scripts too. */
export function sortView({ state, scripted, localiser: { say } }: View): VNode {
  // Without words there is no relevance, and the service answers with the newest.
  const sorts = SORTS.filter((sort) => state.q !== '' || sort === 'newest' || sort === 'oldest');
  const current = state.q === '' && state.sort !== 'oldest' ? 'newest' : state.sort;
  return h(
    'p',
    { class: 'dl-sort' },
    h('label', { for: 'dl-sort' }, say('sortLabel')),
    h(
      'select',
      { id: 'dl-sort', name: 'sort', form: 'dl-search', part: 'sort' },
      sorts.map((sort) => h('option', { value: sort, selected: sort === current }, say(SORT_LABELS[sort]))),
    ),
    scripted ? null : h('button', { class: 'dl-plain dl-unscripted', form: 'dl-search' }, say('applyFilters')),
  );
}
