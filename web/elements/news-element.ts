import { makeRoot, setLanguage } from '../dom/make-root.ts';
import { patch } from '../dom/patch.ts';
import type { SessionContext } from '../search/session-context.ts';
import { joinSession } from '../search/session-context.ts';
import type { VNode } from '../view/h.ts';
import { h } from '../view/h.ts';
import type { View } from '../view/view.ts';

/**
 * What all elements share: they join a session, show it by a view, and follow links that lead to another search.
 *
 * @attr light - renders into the page itself, to be styled by the page; without it, into a shadow root of its own
 * @attr session - elements of one name share a search; for two separate searches on one page
 * @attr api, lang, url-prefix, no-url - see `search/session-context.ts`
 */
export abstract class NewsElement extends HTMLElement {
  #context: SessionContext | null = null;
  #root: HTMLElement | null = null;
  #queued = false;
  #listening: AbortController | null = null;

  /** True for what follows every key; the others follow answers. */
  protected readonly urgent: boolean = false;

  /** The view of the session, and of what only this element knows. */
  protected abstract view(view: View): VNode[];

  connectedCallback(): void {
    this.#root ??= makeRoot(this);
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    void joinSession(this, signal).then((context) => {
      if (signal.aborted) return;
      this.#context = context;
      const { session, announcer } = context;
      announcer.host ??= this;
      const changed = (): void => {
        if (this.urgent || !session.typing) this.requestRender();
      };
      session.addEventListener('change', changed, { signal });
      session.addEventListener('answer', () => this.answered?.(), { signal });
      const announced = (): void => {
        announcer.host ??= this;
        if (announcer.host === this) this.requestRender();
      };
      announcer.addEventListener('change', announced, { signal });
      setLanguage(this.root, context.localiser.locale, context.localiser.direction);
      this.listen?.(this.root, signal);
      this.#render();
    });
    this.root.addEventListener('keydown', keepToOurselves, { signal });
    this.root.addEventListener('click', (event) => this.#follow(event as MouseEvent), { signal });
  }

  disconnectedCallback(): void {
    this.#listening?.abort();
    this.#context?.announcer.leave(this);
    this.#context = null;
  }

  /** Where the element renders. */
  protected get root(): HTMLElement {
    return (this.#root ??= makeRoot(this));
  }

  protected get context(): SessionContext {
    if (!this.#context) throw new Error(`<${this.localName}> has no session yet`);
    return this.#context;
  }

  /** A place for an element's own listeners, all on its root. */
  protected listen?(root: HTMLElement, signal: AbortSignal): void;

  /** A new answer has come. */
  protected answered?(): void;

  /** What happens after each rendering. */
  protected rendered?(): void;

  /** Renders once for all changes of this turn. */
  protected requestRender(): void {
    if (this.#queued) return;
    this.#queued = true;
    const render = (): void => {
      this.#queued = false;
      this.#render();
    };
    if (this.urgent) queueMicrotask(render);
    else setTimeout(render); // a task of its own, so that a key pressed meanwhile need not wait for all elements
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
    const target = focused.isConnected ? focused : this.root.querySelector('input, a[href], button');
    if (target instanceof HTMLElement || target instanceof SVGElement) target.focus({ preventScroll: true });
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    const link = target instanceof Element ? target.closest('a[data-go]') : null;
    const session = this.#context?.session;
    if (!link || !session) return; // before there is a session, a link of the server's page is a link
    const go = link.getAttribute('data-go');
    const next = session.follow(link.getAttribute('href') ?? '', { keepQuery: go !== 'query' });
    if (!next) return;
    event.preventDefault();
    session.update(next);
    if (go === 'results') session.show();
  }
}

/** What is typed into a field of ours is no shortcut of the page's, which sees only that some element was typed into. */
function keepToOurselves(event: KeyboardEvent): void {
  const field = event.composedPath()[0];
  if (field instanceof HTMLInputElement && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    event.stopPropagation();
  }
}
