import type { FacetName } from '../../core/facets.ts';
import { FACET_NAMES } from '../search/facet-names.ts';
import { filterOf } from '../search/state.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { View } from './view.ts';

/** One line of the list under the box. */
export interface Option {
  readonly kind: 'recent' | 'word' | 'name' | 'title' | 'forget';
  readonly text: string;
  readonly facet?: FacetName | undefined;
  readonly value?: string | undefined;
  readonly id?: string | undefined;
}

/** The list under the box: closed, or open with one option active or none (-1). */
export interface Suggestions {
  readonly options: readonly Option[];
  readonly open: boolean;
  readonly active: number;
}

export const NO_SUGGESTIONS: Suggestions = { options: [], open: false, active: -1 };

/** The search form: a combobox as in the ARIA Authoring Practices (editable, list autocomplete with manual selection). */
export function boxView(view: View, suggestions: Suggestions = NO_SUGGESTIONS): VNode[] {
  const { say } = view.localiser;
  const open = suggestions.open && suggestions.options.length > 0;
  const combobox = {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': open ? 'true' : 'false',
    'aria-controls': 'dl-suggestions',
    'aria-activedescendant': open && suggestions.active >= 0 ? `dl-option-${suggestions.active}` : null,
  };
  return [
    h(
      'form',
      {
        class: 'dl-box',
        part: 'box',
        id: 'dl-search',
        role: 'search',
        action: view.scripted ? null : '/',
        key: 'form',
      },
      h('label', { class: 'dl-hidden', for: 'dl-q' }, say('searchLabel')),
      h('input', {
        id: 'dl-q',
        class: 'dl-input',
        part: 'input',
        name: 'q',
        type: 'search',
        value: view.state.q,
        placeholder: say('searchPlaceholder'),
        autocomplete: 'off',
        autocapitalize: 'off',
        spellcheck: 'false',
        enterkeyhint: 'search',
        maxlength: 512,
        // Without text `auto` would turn the placeholder of a right-to-left page around.
        dir: view.state.q === '' ? view.localiser.direction : 'auto',
        ...(view.scripted ? combobox : {}),
      }),
      h('button', { class: 'dl-button', part: 'button', type: 'submit' }, say('searchButton')),
      view.scripted ? listView(view, suggestions, open) : hiddenFilters(view),
    ),
  ];
}

/** What no other field of the page's form holds: without scripts a new search keeps it. */
function hiddenFilters(view: View): VNode[] {
  const undated = view.state.undated;
  return [
    ...FACET_NAMES.flatMap((name) =>
      filterOf(view.state, name).exclude.map((value) => h('input', { type: 'hidden', name, value: `-${value}` })),
    ),
    ...(undated === '' ? [] : [h('input', { type: 'hidden', name: 'undated', value: undated })]),
    ...(view.stated === null ? [] : [h('input', { type: 'hidden', name: 'lang', value: view.stated })]),
  ];
}

function listView(view: View, { options, active }: Suggestions, open: boolean): VNode {
  const { say } = view.localiser;
  return h(
    'ul',
    {
      class: 'dl-suggestions',
      part: 'suggestions',
      id: 'dl-suggestions',
      role: 'listbox',
      'aria-label': say('suggestions'),
      hidden: !open,
      key: 'list',
    },
    open
      ? options.map((option, index) =>
          h(
            'li',
            {
              id: `dl-option-${index}`,
              class: option.kind === 'forget' ? 'dl-option dl-forget' : 'dl-option',
              role: 'option',
              'aria-selected': index === active ? 'true' : 'false',
              'data-option': index,
            },
            h('span', { dir: 'auto' }, option.kind === 'forget' ? say('forgetRecent') : option.text),
            kindOf(view, option),
          ),
        )
      : [],
  );
}

function kindOf({ localiser }: View, option: Option): VNode | null {
  const texts = {
    recent: localiser.say('suggestionRecent'),
    title: localiser.say('suggestionArticle'),
    name: option.facet ? localiser.facet(option.facet) : '',
    word: '',
    forget: '',
  };
  return texts[option.kind] === '' ? null : h('span', { class: 'dl-kind' }, texts[option.kind]);
}
