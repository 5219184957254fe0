import type { FacetName } from '../../core/facets.ts';
import { toggleValue } from '../search/changes.ts';
import type { FacetSearches } from '../view/facets-view.ts';
import { facetsView } from '../view/facets-view.ts';
import type { VNode } from '../view/h.ts';
import type { View } from '../view/view.ts';
import { NewsElement } from './news-element.ts';

const TYPING_PAUSE_MS = 120;

/** Everything to narrow by, except the date: regions with their countries, organisations, publishers, languages. */
export class NewsFacets extends NewsElement {
  #searches: FacetSearches = {};
  readonly #open = new Set<string>();
  /** Of each facet, the newest question: it ends the one before it, and no other facet's. */
  readonly #asking = new Map<FacetName, AbortController>();

  protected view(view: View): VNode[] {
    return facetsView(view, { searches: this.#searches, open: this.#open });
  }

  protected override listen(root: HTMLElement, signal: AbortSignal): void {
    root.addEventListener('change', (event) => this.#ticked(event), { signal });
    // `toggle` does not bubble, but it can be caught on its way down.
    root.addEventListener('toggle', (event) => this.#unfolded(event), { signal, capture: true });
    for (const branch of root.querySelectorAll<HTMLElement>('[data-region][open]')) {
      this.#open.add(branch.dataset.region ?? ''); // as the server rendered it, or before the script ran
    }
    root.addEventListener('input', (event) => this.#typed(event), { signal });
    signal.addEventListener('abort', () => this.#asking.forEach((request) => request.abort()), { once: true });
  }

  #unfolded({ target }: Event): void {
    if (!(target instanceof HTMLDetailsElement) || target.dataset.region === undefined) return;
    if (target.open) this.#open.add(target.dataset.region);
    else this.#open.delete(target.dataset.region);
    this.requestRender();
  }

  #ticked(event: Event): void {
    const box = event.composedPath()[0];
    if (!(box instanceof HTMLInputElement) || box.type !== 'checkbox') return;
    const { session } = this.context;
    session.update(toggleValue(session.state, box.name as FacetName, box.value));
  }

  #typed(event: Event): void {
    const input = event.composedPath()[0];
    if (!(input instanceof HTMLInputElement)) return;
    const facet = input.dataset.facetSearch as FacetName | undefined;
    if (!facet) return;
    const typed = input.value.trim();
    const before = this.#searches[facet]?.values ?? null;
    this.#searches = { ...this.#searches, [facet]: { typed: input.value, values: typed === '' ? null : before } };
    this.requestRender();
    const signal = this.#begin(facet);
    setTimeout(() => {
      if (!signal.aborted && typed !== '') void this.#ask(facet, typed, signal).then((found) => this.#say(found));
    }, TYPING_PAUSE_MS);
  }

  /** What is sought among a facet's values is counted under the search, and follows it. */
  protected override answered(): void {
    for (const facet of this.#asking.keys()) {
      const typed = this.#searches[facet]?.typed.trim() ?? '';
      if (typed !== '') void this.#ask(facet, typed, this.#begin(facet));
    }
  }

  /** Ends the question before. */
  #begin(facet: FacetName): AbortSignal {
    this.#asking.get(facet)?.abort();
    const request = new AbortController();
    this.#asking.set(facet, request);
    return request.signal;
  }

  /** Returns how many values were found; null when that is not known: there was no answer, or another question came. */
  async #ask(facet: FacetName, typed: string, signal: AbortSignal): Promise<number | null> {
    const { session, localiser } = this.context;
    const values = await session.transport
      .facetValues(facet, typed, session.state, localiser.locale, signal)
      .catch(() => null);
    if (signal.aborted || values === null) return null;
    const shown = this.#searches[facet]?.typed ?? typed;
    this.#searches = { ...this.#searches, [facet]: { typed: shown, values } };
    this.requestRender();
    return values.length;
  }

  #say(found: number | null): void {
    if (found === null) return;
    const { announcer, localiser } = this.context;
    announcer.say(found === 0 ? localiser.say('noFacetMatches') : localiser.say('suggestionsCount', { n: found }));
  }
}
