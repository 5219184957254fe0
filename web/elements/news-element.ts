import { patch } from '../dom/patch.ts';
import type { SessionContext } from '../search/session-context.ts';
import { joinSession } from '../search/session-context.ts';
import type { VNode } from '../view/h.ts';
import { h } from '../view/h.ts';
import type { View } from '../view/view.ts';
import { partsSheet } from './parts-sheet.ts';

/**
 * What all elements share: they join a session, show it by a view, and follow links that lead to another search.
 *
 * @attr light - renders into the page itself, to be styled by the page; without it, into a shadow root of its own
 * @attr session - elements of one name share a search; for two separate searches on one page
 * @attr api, lang, url-prefix, no-url - see `search/session-context.ts`
 */
export abstract class NewsElement extends HTMLElement {
  #context: SessionContext | null = null;
  #root: ShadowRoot | HTMLElement | null = null;
  #queued = false;
  #listening: AbortController | null = null;

  /** The view of the session, and of what only this element knows. */
  protected abstract view(view: View): VNode[];

  connectedCallback(): void {
    this.#root ??= this.#makeRoot();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    void joinSession(this).then((context) => {
      if (signal.aborted) return;
      this.#context = context;
      const { session, announcer } = context;
      announcer.host ??= this;
      session.addEventListener('change', () => this.requestRender(), { signal });
      session.addEventListener('answer', () => this.answered?.(), { signal });
      announcer.addEventListener('change', () => this.requestRender(), { signal });
      this.lang = context.localiser.locale;
      this.dir = context.localiser.direction;
      this.listen?.(this.root, signal);
      this.#render();
    });
    this.root.addEventListener('click', (event) => this.#follow(event as MouseEvent), { signal });
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    if (this.#context?.announcer.host === this) this.#context.announcer.host = null;
    this.#context = null;
  }

  /** Where the element renders. */
  protected get root(): ShadowRoot | HTMLElement {
    return (this.#root ??= this.#makeRoot());
  }

  protected get context(): SessionContext {
    if (!this.#context) throw new Error(`<${this.localName}> has no session yet`);
    return this.#context;
  }

  /** A place for an element's own listeners, all on its root. */
  protected listen?(root: ShadowRoot | HTMLElement, signal: AbortSignal): void;

  /** A new answer has come. */
  protected answered?(): void;

  /** What happens after each rendering. */
  protected rendered?(): void;

  /** Renders once for all changes of this turn. */
  protected requestRender(): void {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#render();
    });
  }

  #render(): void {
    if (!this.#context) return;
    const scope = this.root.getRootNode() as Document | ShadowRoot;
    const focused = scope.activeElement;
    const { announcer } = this.#context;
    const live = h('div', { class: 'dl-hidden', role: 'status', key: 'live' }, announcer.text);
    patch(this.root, [...this.view(this.#context.view()), ...(announcer.host === this ? [live] : [])]);
    this.rendered?.();
    if (focused && focused !== scope.activeElement) this.#keepFocus(focused);
  }

  /** An element that changed places has lost the focus: give it back, or to the element itself when it is gone. */
  #keepFocus(focused: Element): void {
    if (!this.root.contains(focused) && focused.isConnected) return;
    const target = focused.isConnected ? focused : this.root.querySelector('[data-focus-rest], input, a[href], button');
    if (target instanceof HTMLElement || target instanceof SVGElement) target.focus({ preventScroll: true });
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    const link = target instanceof Element ? target.closest('a[data-go]') : null;
    const next = link ? this.context.session.follow(link.getAttribute('href') ?? '') : null;
    if (!link || !next) return;
    event.preventDefault();
    this.context.session.update(next);
    if (link.getAttribute('data-go') === 'results') this.context.showResults();
  }

  #makeRoot(): ShadowRoot | HTMLElement {
    if (this.hasAttribute('light')) return this;
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [partsSheet()];
    return shadow;
  }
}
