import { LOCALES } from '../../web/messages/messages.ts';
import { withPage } from '../../web/search/changes.ts';
import type { SearchState } from '../../web/search/state.ts';
import { toParams } from '../../web/search/state.ts';
import type { VNode } from '../../web/view/h.ts';
import { h } from '../../web/view/h.ts';
import type { PageLocale } from './page-locale.ts';

const OWN_NAMES = { en: 'English', fr: 'Français', ar: 'العربية' } as const;

/** Languages, what can be taken away, and the reader's preferences. `params` are those of the page it stands on. */
export function footView({ localiser }: PageLocale, params: URLSearchParams, state?: SearchState): VNode[] {
  const { say } = localiser;
  const inLanguage = (lang: string): string => `?${new URLSearchParams([...params, ['lang', lang]]).toString()}`;
  return [
    h(
      'nav',
      { 'aria-label': say('language') },
      h(
        'ul',
        null,
        LOCALES.map((lang) =>
          h(
            'li',
            null,
            h(
              'a',
              {
                href: inLanguage(lang),
                lang,
                hreflang: lang,
                'aria-current': lang === localiser.locale ? 'true' : null,
              },
              OWN_NAMES[lang],
            ),
          ),
        ),
      ),
    ),
    state
      ? h(
          'ul',
          { class: 'dl-takeaway' },
          takeaways(state).map(([href, key]) => h('li', null, h('a', { href }, say(key)))),
        )
      : null,
    h(
      'div',
      { class: 'dl-scripted' },
      choice('theme', say('theme'), [
        ['auto', say('themeAuto')],
        ['light', say('themeLight')],
        ['dark', say('themeDark')],
      ]),
    ),
    state
      ? h(
          'div',
          { class: 'dl-scripted' },
          choice('shortcut', say('shortcut'), [
            ['', say('shortcutOff')],
            ['/', '/'],
            ['Control+k', 'Ctrl K'],
          ]),
        )
      : null,
  ].filter((node) => node !== null);
}

/** Of a search only what narrows it: all that the feed and the export understand. */
export function narrowingParams(state: SearchState): URLSearchParams {
  return toParams({ ...withPage(state, 1), sort: 'relevance' });
}

/** What takes a search along. */
function takeaways(state: SearchState): [string, 'feed' | 'exportCsv'][] {
  const params = narrowingParams(state);
  const csv = new URLSearchParams([...params, ['format', 'csv']]);
  return [
    [`/feed.atom?${params.toString()}`, 'feed'],
    [`/api/export?${csv.toString()}`, 'exportCsv'],
  ];
}

function choice(
  name: 'theme' | 'shortcut',
  label: string,
  options: readonly (readonly [string, string])[],
): (VNode | string)[] {
  return [
    h('label', { for: `dl-${name}` }, label),
    ' ',
    h(
      'select',
      { id: `dl-${name}`, 'data-preference': name },
      options.map(([value, text]) => h('option', { value }, text)),
    ),
  ];
}
