import { toggleValue, withQuery } from '../search/changes.ts';
import { RecentSearches } from '../search/recent-searches.ts';
import { Suggester } from '../search/suggester.ts';
import { filterOf } from '../search/state.ts';
import type { Option, Suggestions } from '../view/box-view.ts';
import { boxView, NO_SUGGESTIONS } from '../view/box-view.ts';
import type { VNode } from '../view/h.ts';
import type { View } from '../view/view.ts';
import { NewsElement } from './news-element.ts';

/**
 * The box: search as one types, with suggestions.
 *
 * @attr shortcut - a key that jumps to the box from anywhere on the page (`/`, `Control+k`); none by default
 */
export class NewsSearchBox extends NewsElement {
  protected override readonly urgent = true;
  #suggestions: Suggestions = NO_SUGGESTIONS;
  #suggester: Suggester | null = null;

  protected view(view: View): VNode[] {
    return boxView(view, this.#suggestions);
  }

  protected override listen(root: HTMLElement, signal: AbortSignal): void {
    const { session, storageName, localiser } = this.context;
    this.#suggester = new Suggester(session.transport, localiser.locale, new RecentSearches(storageName), (options) => {
      this.#show({ options, open: true, active: -1 });
      if (options.length > 0) this.#say('suggestionsCount', options.length);
    });
    root.addEventListener('input', (event) => this.#typed(event), { signal });
    root.addEventListener('keydown', (event) => this.#pressed(event), { signal });
    root.addEventListener('submit', (event) => this.#submitted(event), { signal });
    root.addEventListener('pointerdown', (event) => this.#picked(event), { signal });
    root.addEventListener('focusout', () => this.#close(), { signal });
    document.addEventListener('keydown', (event) => this.#jump(event), { signal });
    signal.addEventListener('abort', () => this.#close(), { once: true });
  }

  get #input(): HTMLInputElement | null {
    return this.root.querySelector('#dl-q');
  }

  #typed(event: Event): void {
    if (event.target !== this.#input) return;
    const { session } = this.context;
    const q = this.#input?.value ?? '';
    // A search that begins is a step back leads out of; typing on replaces it.
    session.update(withQuery(session.state, q), { typing: true, history: session.state.q === '' ? 'push' : 'replace' });
    this.#suggester?.type(q);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.target !== this.#input) return;
    const { options, open, active } = this.#suggestions;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!open || options.length === 0) {
        this.#suggester?.open(this.context.session.state.q);
        return;
      }
      if (event.altKey && step < 0) this.#close();
      // One place more than there are options: the box itself.
      else this.#show({ options, open, active: ((active + 1 + step + options.length + 1) % (options.length + 1)) - 1 });
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      this.#close();
    } else if (event.key === 'Enter' && open && active >= 0) {
      event.preventDefault();
      this.#choose(options[active]!);
    }
  }

  #submitted(event: Event): void {
    event.preventDefault();
    const { session, storageName } = this.context;
    this.#close();
    new RecentSearches(storageName).add(session.state.q);
    session.update(session.state);
    this.context.announcer.recount();
  }

  #picked(event: Event): void {
    const target = event.composedPath()[0];
    const option = target instanceof Element ? target.closest('[data-option]') : null;
    if (!option) return;
    event.preventDefault(); // the box keeps the focus
    this.#choose(this.#suggestions.options[Number(option.getAttribute('data-option'))]!);
  }

  #choose(option: Option): void {
    const { session, storageName } = this.context;
    this.#close();
    if (option.kind === 'title' && option.id !== undefined) {
      location.assign(this.context.view().articleLink(option.id));
    } else if (option.kind === 'name' && option.facet && option.value !== undefined) {
      const chosen = filterOf(session.state, option.facet).include.includes(option.value);
      const state = withQuery(session.state, '');
      session.update(chosen ? state : toggleValue(state, option.facet, option.value));
    } else if (option.kind === 'forget') {
      new RecentSearches(storageName).forget();
      this.context.announcer.say(this.context.localiser.say('recentForgotten'));
    } else {
      new RecentSearches(storageName).add(option.text);
      session.update(withQuery(session.state, option.text));
    }
  }

  #jump(event: KeyboardEvent): void {
    const shortcut = this.getAttribute('shortcut');
    if (shortcut === null || shortcut === '' || event.defaultPrevented) return;
    const keys = shortcut.split('+').map((key) => key.toLowerCase());
    const control = keys.includes('control');
    const target = event.composedPath()[0];
    const inField =
      target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/.test(target.localName));
    if (event.key.toLowerCase() !== keys.at(-1) || event.ctrlKey !== control || event.altKey || event.metaKey) return;
    if (inField && !control) return;
    event.preventDefault();
    this.#input?.focus();
    this.#input?.select();
  }

  #close(): void {
    this.#suggester?.cancel();
    if (this.#suggestions.open) this.#show(NO_SUGGESTIONS);
  }

  #show(suggestions: Suggestions): void {
    this.#suggestions = suggestions;
    this.requestRender();
  }

  #say(key: 'suggestionsCount', n: number): void {
    this.context.announcer.say(this.context.localiser.say(key, { n }));
  }
}
