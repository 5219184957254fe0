import { makeRoot, setLanguage } from '../dom/make-root.ts';
import { patch } from '../dom/patch.ts';
import { layoutView } from '../view/layout-view.ts';
import { loadMessages } from '../messages/load-messages.ts';
import { createLocaliser } from '../messages/localiser.ts';
import { localeOf } from '../messages/messages.ts';

let count = 0;

/** Settings that are handed on to the elements inside. */
const HANDED_ON = ['api', 'url-prefix', 'no-url', 'shortcut'];

/**
 * The whole search in one element, in a shadow root of its own: box, filters, dates, map and results. Styled from outside
 * by custom properties and parts.
 *
 * @attr api, lang, url-prefix, no-url - see `search/session-context.ts`
 * @attr shortcut - see `<news-search-box>`
 */
export class NewsSearch extends HTMLElement {
  /** Kept when the element is moved: the elements inside stay what they are, and so does their search. */
  readonly #session = `search-${++count}`;
  #root: HTMLElement | null = null;

  connectedCallback(): void {
    const root = (this.#root ??= makeRoot(this));
    const lang = this.closest('[lang]')?.getAttribute('lang') ?? document.documentElement.lang;
    const handedOn = Object.fromEntries(
      HANDED_ON.filter((name) => this.hasAttribute(name)).map((name) => [name, this.getAttribute(name)]),
    );
    const attributes = { light: true, session: this.#session, lang, ...handedOn };
    const locale = localeOf(lang) ?? 'en';
    void loadMessages(locale).then((messages) => {
      if (!this.isConnected) return;
      const { say, direction } = createLocaliser(locale, messages);
      setLanguage(root, locale, direction);
      patch(root, layoutView(attributes, {}, say('showFilters')));
    });
  }
}
