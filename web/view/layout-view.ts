import type { Attributes, Child, VNode } from './h.ts';
import { h } from './h.ts';

/** What stands in each element before it renders itself; the server's rendering, or nothing. */
export interface LayoutContent {
  readonly box?: Child;
  readonly facets?: Child;
  readonly histogram?: Child;
  readonly map?: Child;
  readonly results?: Child;
}

/** How the elements stand together, on our own page and in the embed. `attributes` go to each; `showFilters` is said on a phone. */
export function layoutView(attributes: Attributes, content: LayoutContent, showFilters: string): VNode[] {
  return [
    h('news-search-box', attributes, content.box),
    h(
      'div',
      { class: 'dl-layout', part: 'layout' },
      // A box to tick and not a script: on a phone the filters unfold without one, too.
      h('input', { type: 'checkbox', id: 'dl-show-filters', class: 'dl-toggle' }),
      h('label', { for: 'dl-show-filters', class: 'dl-toggle-label', part: 'toggle' }, showFilters),
      h('div', { class: 'dl-aside', part: 'aside' }, h('news-facets', attributes, content.facets)),
      h(
        'div',
        { class: 'dl-main' },
        h('news-histogram', attributes, content.histogram),
        h('news-map', attributes, content.map),
        h('news-results', attributes, content.results),
      ),
    ),
  ];
}
