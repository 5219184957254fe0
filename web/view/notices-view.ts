import type { Notice } from '../../client/dateline-client.ts';
import type { SearchAnswer } from '../search/answer.ts';
import { withQuery } from '../search/changes.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { View } from './view.ts';

/** What the reader should know about how the search was understood. */
export function noticesView(view: View, answer: SearchAnswer): VNode | null {
  const corrected = answer.notices.find(({ code }) => code === 'corrected')?.words ?? [];
  // Of a query of one word both say the same.
  const says = answer.notices.filter(
    ({ code, words }) => code !== 'did-you-mean' || !words?.every((word) => corrected.includes(word)),
  );
  if (says.length === 0) return null;
  return h(
    'ul',
    { class: 'dl-notices', part: 'notices' },
    says
      .map((notice) => noticeView(view, notice))
      .filter((content) => content.length > 0)
      .map((content) => h('li', null, content)),
  );
}

function noticeView({ state, link, localiser: { say, list } }: View, notice: Notice): (VNode | string)[] {
  const words = notice.words ?? [];
  const quoted = { words: list(words.map((word) => `“${word}”`)) };
  switch (notice.code) {
    case 'relaxed':
      return [say('noticeRelaxed')];
    case 'corrected':
      return [say('noticeCorrected', quoted)];
    case 'expanded':
      return [say('noticeExpanded', quoted)];
    case 'did-you-mean':
      return words.flatMap((query) => [
        say('noticeDidYouMean'),
        ' ',
        h('a', { href: link(withQuery(state, query)), 'data-go': 'query' }, query),
        ' ?',
      ]);
    case 'unbalanced-quote':
      return [say('noticeQuote')];
    case 'query-shortened':
      return [say('noticeShortened')];
    case 'not-supported':
      return [say('noticeUnsupported', quoted)];
    case 'histogram-coarser':
      return [say('noticeCoarser')];
    default:
      return []; // of a service newer than this page
  }
}
