import type { SearchAnswer } from '../search/answer.ts';
import { withPage } from '../search/changes.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { View } from './view.ts';

/** How deep page numbers reach (`page * hitsPerPage`). */
const PAGED_HITS = 1_000;

export function pagerView(view: View, answer: SearchAnswer): VNode | null {
  const { say } = view.localiser;
  const last = Math.min(answer.totalPages, Math.floor(PAGED_HITS / answer.hitsPerPage));
  const { page } = answer;
  if (last < 2) return null;
  const step = (target: number, rel: 'prev' | 'next', text: string): VNode | null => {
    // The way to a page without a number leads through the page before it, and not back.
    const cursor = rel === 'next' && page >= last && page < answer.totalPages ? answer.nextCursor : undefined;
    if (cursor === undefined && (target < 1 || target > last)) return null;
    const href = view.link(withPage(view.state, target, cursor));
    return h('li', null, h('a', { href, rel, 'data-go': 'results' }, text));
  };
  return h(
    'nav',
    { class: 'dl-pager', part: 'pager', 'aria-label': say('pages') },
    h(
      'ul',
      null,
      step(page - 1, 'prev', say('previousPage')),
      numbersAround(page, last).map((number) =>
        h(
          'li',
          null,
          number === null
            ? '…'
            : h(
                'a',
                {
                  href: view.link(withPage(view.state, number, number === page ? view.state.cursor : '')),
                  'aria-current': number === page ? 'page' : null,
                  'aria-label': say('pageNumber', { n: number }),
                  'data-go': 'results',
                },
                view.localiser.number(number),
              ),
        ),
      ),
      step(page + 1, 'next', say('nextPage')),
    ),
  );
}

/** The first, the last that has a number, and a page to each side; null where some are left out. */
export function numbersAround(page: number, last: number): (number | null)[] {
  const shown = [...new Set([1, page - 1, page, page + 1, last])]
    .filter((n) => n >= 1 && (n <= last || n === page))
    .sort((a, b) => a - b);
  return shown.flatMap((n, index) => {
    const gap = n - (shown[index - 1] ?? n);
    return gap === 2 && n <= last ? [n - 1, n] : gap > 1 ? [null, n] : [n];
  });
}
