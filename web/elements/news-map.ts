import type { VNode } from '../view/h.ts';
import type { MapState } from '../view/map-view.ts';
import { mapView } from '../view/map-view.ts';
import type { View } from '../view/view.ts';
import { NewsElement } from './news-element.ts';

/** Countries shaded by hits. The outlines are fetched when the reader unfolds the map, and never before. */
export class NewsMap extends NewsElement {
  #world: MapState = 'closed';

  protected view(view: View): VNode[] {
    return mapView(view, this.#world);
  }

  protected override listen(root: HTMLElement, signal: AbortSignal): void {
    // `toggle` does not bubble, but it can be caught on its way down.
    root.addEventListener('toggle', () => void this.#load(), { signal, capture: true });
    void this.#load(); // may have been unfolded before the script ran
  }

  async #load(): Promise<void> {
    if (this.#world !== 'closed' && this.#world !== 'failed') return;
    if (!this.root.querySelector<HTMLDetailsElement>('details.dl-map')?.open) return;
    this.#world = 'loading';
    this.#world = await this.context.session.transport.world().catch(() => 'failed' as const);
    this.requestRender();
  }
}
