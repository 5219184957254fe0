import type { FacetName } from '../../core/facets.ts';
import { withDates, withoutFilters, withoutValue, withUndated } from '../search/changes.ts';
import { FACET_NAMES } from '../search/facet-names.ts';
import type { SearchState } from '../search/state.ts';
import { filterOf } from '../search/state.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { View } from './view.ts';

export interface Chip {
  readonly key: string;
  /** The filter in words: `Iraq`, `not NATO`, `since May 2011`. */
  readonly text: string;
  readonly excluded: boolean;
  /** The search without this filter. */
  readonly without: SearchState;
}

/** The filters in force, each with the way out of it. */
export function chipsOf(view: View): Chip[] {
  const { state, localiser } = view;
  const chips = FACET_NAMES.flatMap((facet) => {
    const { include, exclude } = filterOf(state, facet);
    const chip = (value: string, excluded: boolean): Chip => ({
      key: `${facet}:${value}`,
      text: excluded
        ? localiser.say('excluded', { label: valueLabel(view, facet, value) })
        : valueLabel(view, facet, value),
      excluded,
      without: withoutValue(state, facet, value),
    });
    return [...include.map((value) => chip(value, false)), ...exclude.map((value) => chip(value, true))];
  });
  const dates = datesLabel(view);
  if (dates !== null) chips.push({ key: 'dates', text: dates, excluded: false, without: withDates(state, '', '') });
  if (state.undated !== '') {
    const text = localiser.say(state.undated === 'only' ? 'undatedOnly' : 'undatedExcluded');
    chips.push({ key: 'undated', text, excluded: false, without: withUndated(state, '') });
  }
  return chips;
}

/** The name of a value, found in the answer's counts or in the tree of regions. */
export function valueLabel(view: View, facet: FacetName, value: string): string {
  const counted = view.answer?.facets[facet]?.find((one) => one.value === value)?.label;
  const known = facet === 'region' ? view.places.find((region) => region.value === value)?.label : undefined;
  return view.localiser.label(facet, value, counted ?? known);
}

export function chipsView(view: View): VNode {
  const { say } = view.localiser;
  const chips = chipsOf(view);
  return h(
    'div',
    { class: 'dl-chips', part: 'chips', key: 'chips', role: 'group', 'aria-label': say('activeFilters') },
    chips.map(({ key, text, excluded, without }) =>
      h(
        'a',
        {
          class: excluded ? 'dl-chip dl-chip-excluded' : 'dl-chip',
          part: 'chip',
          href: view.link(without),
          'data-go': true,
          'aria-label': say('removeFilter', { label: text }),
          key,
        },
        h('span', null, text),
        h('span', { class: 'dl-cross', 'aria-hidden': 'true' }, '×'),
      ),
    ),
    chips.length < 2
      ? null
      : h(
          'a',
          { class: 'dl-clear', href: view.link(withoutFilters(view.state)), 'data-go': true, key: 'clear' },
          say('clearFilters'),
        ),
  );
}

function datesLabel({ state: { from, to }, localiser: { say, date } }: View): string | null {
  if (from !== '' && to !== '') {
    return from === to ? date(from) : say('dateBetween', { from: date(from), to: date(to) });
  }
  if (from !== '') return say('dateSince', { date: date(from) });
  return to === '' ? null : say('dateUntil', { date: date(to) });
}
