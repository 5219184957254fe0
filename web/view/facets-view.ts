import type { FacetName } from '../../core/facets.ts';
import type { MessageKey } from '../messages/messages.ts';
import type { FacetValueAnswer } from '../search/answer.ts';
import { FACET_NAMES } from '../search/facet-names.ts';
import { filterOf } from '../search/state.ts';
import { facetRow } from './facet-row.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { OpenBranches } from './region-tree.ts';
import { regionTree } from './region-tree.ts';
import type { View } from './view.ts';

/** What the reader has typed into a facet's own search box, and what it found; null while the answer is on its way. */
export interface FacetSearch {
  readonly typed: string;
  readonly values: readonly FacetValueAnswer[] | null;
}
export type FacetSearches = Readonly<Partial<Record<FacetName, FacetSearch>>>;

/** What only the element knows. */
export interface FacetsUse {
  readonly searches: FacetSearches;
  readonly open: OpenBranches;
}

const UNUSED: FacetsUse = { searches: {}, open: null };

const SEARCH_LABELS = {
  region: 'findRegion',
  country: 'findCountry',
  organisation: 'findOrganisation',
  publisher: 'findPublisher',
  language: 'findLanguage',
} as const satisfies Readonly<Record<FacetName, MessageKey>>;

/** Values shown before "show more", and from how many on a facet has a search box. */
const SHOWN_FIRST = 8;
/** And after it; what is rarer is found by the facet's search box. */
const SHOWN_MORE = 40;

/** Every facet that has something to choose from. Countries stand under their regions when the tree is known. */
export function facetsView(view: View, use: FacetsUse = UNUSED): VNode[] {
  const tree = view.places.length > 0;
  const shown = FACET_NAMES.filter((facet) => !(tree && facet === 'country') && isWorthShowing(view, facet));
  return [
    h('h2', { class: 'dl-hidden', key: 'heading' }, view.localiser.say('showFilters')),
    ...shown.map((facet) => facetView(view, facet, use, tree)),
    ...(view.answer && shown.length === 0
      ? [h('p', { class: 'dl-quiet', key: 'empty' }, view.localiser.say('facetsEmpty'))]
      : []),
    ...(view.scripted
      ? []
      : [h('button', { class: 'dl-plain dl-unscripted', form: 'dl-search' }, view.localiser.say('applyFilters'))]),
  ];
}

function isWorthShowing(view: View, facet: FacetName): boolean {
  const values = view.answer?.facets[facet] ?? [];
  const { include, exclude } = filterOf(view.state, facet);
  return include.length + exclude.length > 0 || values.length > (facet === 'publisher' || facet === 'language' ? 1 : 0);
}

function facetView(view: View, facet: FacetName, { searches, open }: FacetsUse, tree: boolean): VNode {
  const { say } = view.localiser;
  const values = view.answer?.facets[facet] ?? [];
  const asTree = tree && facet === 'region';
  const searched = asTree ? 'country' : facet;
  const search = searches[searched];
  const title = view.localiser.facet(facet);
  const hasSearch = asTree || values.length > SHOWN_FIRST;
  return h(
    'details',
    { class: 'dl-facet', part: 'facet', key: facet, open: true },
    h('summary', null, h('h3', null, title)),
    hasSearch ? searchBox(view, searched, say(SEARCH_LABELS[searched]), search) : null,
    search && search.typed !== ''
      ? foundView(view, searched, search)
      : asTree
        ? regionTree(view, open)
        : listView(view, facet, values),
  );
}

function searchBox(view: View, facet: FacetName, label: string, search: FacetSearch | undefined): VNode {
  return h('input', {
    class: 'dl-facet-search dl-scripted', // there from the start, so that nothing moves when the script has come
    type: 'search',
    key: 'search',
    'data-facet-search': facet,
    'aria-label': label,
    placeholder: label,
    autocomplete: 'off',
    maxlength: 100,
    value: search?.typed ?? '',
  });
}

function foundView(view: View, facet: FacetName, { values }: FacetSearch): VNode {
  if (values?.length === 0) return h('p', { class: 'dl-quiet', key: 'found' }, view.localiser.say('noFacetMatches'));
  return h(
    'ul',
    { class: 'dl-values', key: 'found' },
    (values ?? []).map((value) => facetRow(view, facet, value)),
  );
}

function listView(view: View, facet: FacetName, values: readonly FacetValueAnswer[]): VNode[] {
  const { include, exclude } = filterOf(view.state, facet);
  const chosen = (value: FacetValueAnswer): boolean => include.includes(value.value) || exclude.includes(value.value);
  // Having none is a choice too: not the one to begin with, and not one that a search box finds.
  const named = values.filter(({ value }) => value !== 'none');
  const none = values.filter(({ value }) => value === 'none');
  const first = [...named, ...none].filter((value, index) => index < SHOWN_FIRST || chosen(value));
  const isLeft = (value: FacetValueAnswer): boolean => !first.includes(value);
  const more = [...named.filter(isLeft).slice(0, SHOWN_MORE), ...none.filter(isLeft)];
  const rows = (list: readonly FacetValueAnswer[]): VNode[] => list.map((value) => facetRow(view, facet, value));
  const list = h('ul', { class: 'dl-values', key: 'first' }, rows(first));
  if (more.length === 0) return [list];
  const { say } = view.localiser;
  return [
    list,
    h(
      'details',
      { class: 'dl-more', key: 'more' },
      h('summary', null, say('showMore')),
      h('ul', { class: 'dl-values' }, rows(more)),
    ),
  ];
}
