import type { FacetName } from '../../core/facets.ts';
import type { FacetValueAnswer } from '../search/answer.ts';
import { toggleExcluded } from '../search/changes.ts';
import { filterOf } from '../search/state.ts';
import type { Child, VNode } from './h.ts';
import { h } from './h.ts';
import type { View } from './view.ts';

/**
 * One value of a facet: a box to tick (a field of the search form, so it works without scripts), its count, and a way to
 * leave it out instead. `nested` is what stands under it.
 */
export function facetRow(view: View, facet: FacetName, value: FacetValueAnswer, nested?: Child): VNode {
  const { say, number } = view.localiser;
  const { include, exclude } = filterOf(view.state, facet);
  const excluded = exclude.includes(value.value);
  const label = view.localiser.label(facet, value.value, value.label);
  return h(
    'li',
    { key: `${facet}:${value.value}`, class: excluded ? 'dl-value dl-value-excluded' : 'dl-value' },
    h(
      'label',
      { class: 'dl-choice' },
      h('input', {
        type: 'checkbox',
        name: facet,
        value: value.value,
        form: 'dl-search',
        checked: include.includes(value.value),
      }),
      h('span', { class: 'dl-label' }, h('bdi', null, label)),
      h(
        'span',
        { class: 'dl-number' },
        h('span', { 'aria-hidden': 'true' }, number(value.count)),
        h('span', { class: 'dl-hidden' }, say('articlesCount', { n: value.count })),
      ),
    ),
    h(
      'a',
      {
        class: 'dl-exclude',
        href: view.link(toggleExcluded(view.state, facet, value.value)),
        'data-go': true,
        'aria-label': say(excluded ? 'stopExcluding' : 'exclude', { label }),
        title: say(excluded ? 'stopExcluding' : 'exclude', { label }),
      },
      h('span', { class: 'dl-exclude-sign', 'aria-hidden': 'true' }),
    ),
    nested,
  );
}
