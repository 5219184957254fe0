import { withSort } from '../search/changes.ts';
import type { VNode } from '../view/h.ts';
import { resultsView } from '../view/results-view.ts';
import type { View } from '../view/view.ts';
import type { Sort } from '../../core/query.ts';
import { NewsElement } from './news-element.ts';

/** Count, filters in force, order, hits and pages. */
export class NewsResults extends NewsElement {
  protected override readonly urgent = true;

  protected view(view: View): VNode[] {
    return resultsView(view);
  }

  protected override listen(root: HTMLElement, signal: AbortSignal): void {
    const { session } = this.context;
    root.addEventListener(
      'change',
      (event) => {
        const target = event.composedPath()[0];
        if (target instanceof HTMLSelectElement) session.update(withSort(session.state, target.value as Sort));
      },
      { signal },
    );
    root.addEventListener(
      'click',
      (event) => {
        const target = event.composedPath()[0];
        if (target instanceof Element && target.closest('[data-retry]')) session.retry();
      },
      { signal },
    );
    const show = (): void => {
      const heading = this.root.querySelector<HTMLElement>('#dl-results');
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView({ block: 'start' });
    };
    session.addEventListener('show', show, { signal });
  }
}
