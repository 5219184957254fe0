import type { HitAnswer, SearchAnswer } from '../search/answer.ts';
import { toggleValue, withoutFilters, withPage } from '../search/changes.ts';
import type { SearchState } from '../search/state.ts';
import { EMPTY_STATE, filterOf, hasFilters } from '../search/state.ts';
import { chipsView } from './chips-view.ts';
import type { Child, VNode } from './h.ts';
import { h } from './h.ts';
import { noticesView } from './notices-view.ts';
import { pagerView } from './pager-view.ts';
import { reasonOf } from './reason.ts';
import { marked } from './segments.ts';
import { sortView } from './sort-view.ts';
import type { View } from './view.ts';

/** Count, filters in force, order, hits and pages. */
export function resultsView(view: View): VNode[] {
  const { answer } = view;
  return [
    chipsView(view),
    h(
      'div',
      { class: 'dl-summary', part: 'summary', key: 'summary' },
      h('h2', { class: 'dl-count', id: 'dl-results', tabindex: -1 }, headingOf(view)),
      sortView(view),
    ),
    h('div', { key: 'messages' }, failureView(view), answer ? noticesView(view, answer) : null),
    h(
      'ol',
      {
        class: 'dl-hits',
        part: 'hits',
        key: 'hits',
        start: answer ? (answer.page - 1) * answer.hitsPerPage + 1 : 1,
        'aria-busy': view.busy ? 'true' : 'false',
      },
      answer ? answer.hits.map((hit) => hitView(view, hit)) : view.failure ? [] : skeleton(),
    ),
    h('div', { key: 'none' }, answer && answer.totalHits === 0 ? noneView(view) : null),
    h('div', { key: 'pager' }, answer ? pagerView(view, answer) : null),
  ];
}

function headingOf(view: View): Child {
  const { answer, failure, localiser } = view;
  return answer ? countOf(view, answer) : localiser.say(failure ? 'failedTitle' : 'loading');
}

function countOf({ localiser: { say, number } }: View, answer: SearchAnswer): (VNode | string)[] {
  const total = say('resultsCount', { n: answer.totalHits });
  if (answer.totalPages < 2 || answer.hits.length === 0) return [total]; // a page beyond the last shows none of them
  const first = (answer.page - 1) * answer.hitsPerPage + 1;
  const last = first + answer.hits.length - 1;
  return [total, ' ', h('small', null, say('resultsRange', { first, last, total: number(answer.totalHits) }))];
}

function hitView(view: View, hit: HitAnswer): VNode {
  const { say } = view.localiser;
  const title = hit.highlight.title;
  const { snippets } = hit.highlight;
  const others = hit.sources.length - 1;
  return h(
    'li',
    { class: 'dl-hit', part: 'hit', id: hitId(hit.id), key: hit.id },
    h('p', { class: 'dl-meta', part: 'meta' }, dateView(view, hit), metaItems(hit)),
    h(
      'h3',
      { class: 'dl-title', dir: 'auto', lang: hit.language },
      h('a', { href: view.articleLink(hit.id), part: 'title' }, hit.title === '' ? say('untitled') : marked(title)),
    ),
    snippets.map((snippet) =>
      h('p', { class: 'dl-snippet', part: 'snippet', dir: 'auto', lang: hit.language }, marked(snippet)),
    ),
    tagsView(view, hit),
    others > 0 ? h('p', { class: 'dl-also' }, say('alsoPublishedIn', { n: others })) : null,
  );
}

/** Where an article stands among the results: the fragment that leads back to it. */
export function hitId(articleId: string): string {
  return `dl-hit-${articleId}`;
}

/** The day, month or year as far as it is known, or that it is not. */
export function dateView(view: Pick<View, 'localiser'>, hit: Pick<HitAnswer, 'date' | 'datePrecision'>): VNode {
  const { date, say } = view.localiser;
  if (hit.date === null) return h('span', { class: 'dl-date dl-undated' }, say('noDate'));
  const precision = hit.datePrecision ?? 'day';
  const datetime = hit.date.slice(0, { day: 10, month: 7, year: 4 }[precision]);
  return h('time', { class: 'dl-date', part: 'date', datetime }, date(hit.date, precision));
}

function metaItems(hit: HitAnswer): VNode[] {
  return [hit.publisher, hit.section, hit.author]
    .filter((text) => text !== undefined && text !== '')
    .map((text) => h('span', null, h('bdi', null, text)));
}

function tagsView(view: View, hit: HitAnswer): VNode | null {
  const tags = (['country', 'organisation'] as const).flatMap((facet) => {
    const values = facet === 'country' ? hit.countries : hit.organisations;
    const labels = new Map(view.answer?.facets[facet]?.map(({ value, label }) => [value, label]));
    const selected = filterOf(view.state, facet).include;
    return values.slice(0, 6).map((value) => {
      const label = view.localiser.label(facet, value, labels.get(value));
      if (selected.includes(value)) return h('li', null, h('span', { class: 'dl-tag' }, label));
      const href = view.link(toggleValue(view.state, facet, value));
      return h('li', null, h('a', { class: 'dl-tag', part: 'tag', href, 'data-go': true }, label));
    });
  });
  return tags.length === 0 ? null : h('ul', { class: 'dl-tags', 'aria-label': view.localiser.say('tagsTitle') }, tags);
}

function noneView({ state, link, localiser: { say } }: View): VNode {
  if (state.q === '' && !hasFilters(state)) {
    return h('div', { class: 'dl-none', part: 'none' }, h('p', null, say('archiveEmpty')));
  }
  const way = (text: string, next: SearchState): VNode =>
    h('li', null, h('a', { href: link(next), 'data-go': 'query' }, text));
  return h(
    'div',
    { class: 'dl-none', part: 'none' },
    h('p', null, say(hasFilters(state) ? 'resultsNoneFiltered' : 'resultsNone')),
    h(
      'ul',
      null,
      state.q !== '' && hasFilters(state) ? way(say('searchUnfiltered', { q: state.q }), withoutFilters(state)) : null,
      way(say('showEverything'), EMPTY_STATE),
    ),
  );
}

function failureView({ failure, state, link, localiser }: View): VNode | null {
  if (!failure) return null;
  const { say } = localiser;
  if (failure.kind === 'request') {
    return h(
      'p',
      { class: 'dl-failure', role: 'alert' },
      say('badRequest'),
      ' ',
      reasonOf(failure.reason, localiser),
      state.page === 1
        ? null
        : [' ', h('a', { href: link(withPage(state, 1)), 'data-go': 'results' }, say('pageNumber', { n: 1 }))],
    );
  }
  return h(
    'p',
    { class: 'dl-failure', role: 'alert' },
    say('resultsFailed'),
    ' ',
    say('resultsRetrying', { n: failure.retryInSeconds }),
    ' ',
    h('button', { type: 'button', class: 'dl-link', 'data-retry': true }, say('resultsRetry')),
  );
}

/** Room for the hits that are on their way, so nothing below jumps when they come. */
function skeleton(): VNode[] {
  return Array.from({ length: 5 }, () => h('li', { class: 'dl-hit dl-skeleton', 'aria-hidden': 'true' }));
}
