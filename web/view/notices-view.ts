import type { Notice } from '../../client/dateline-client.ts';
import type { SearchAnswer } from '../search/answer.ts';
import { withQuery } from '../search/changes.ts';
import type { VNode } from './h.ts';
import { h } from './h.ts';
import type { View } from './view.ts';

/** Synonyms named at most; an organisation may have a dozen names. */
const SYNONYMS_SHOWN = 3;

/** What the reader should know about how the search was understood. */
export function noticesView(view: View, answer: SearchAnswer): VNode | null {
  const lines = toSay(answer.notices)
    .map((notice) => noticeView(view, notice))
    .filter((content) => content.length > 0);
  if (lines.length === 0) return null;
  return h(
    'ul',
    { class: 'dl-notices', part: 'notices' },
    lines.map((content) => h('li', null, content)),
  );
}

/** The notices without what would be said twice: all synonyms in one line, no correction that repeats the other. */
function toSay(notices: readonly Notice[]): Notice[] {
  const wordsOf = (code: Notice['code']): string[] =>
    notices.filter((notice) => notice.code === code).flatMap(({ words }) => words ?? []);
  const corrected = wordsOf('corrected');
  const isSynonym = ({ code, about }: Notice): boolean => code === 'expanded' && about !== undefined;
  const synonyms = notices.filter(isSynonym);
  const expanded = synonyms.flatMap(({ words }) => words ?? []);
  return notices
    .filter(({ code, words }) => code !== 'did-you-mean' || !words?.every((word) => corrected.includes(word)))
    .filter((notice) => !isSynonym(notice) || notice === synonyms[0])
    .map((notice) => (isSynonym(notice) ? { ...notice, words: expanded.slice(0, SYNONYMS_SHOWN) } : notice));
}

function noticeView({ state, link, localiser: { say, list } }: View, notice: Notice): (VNode | string)[] {
  // isolated, so that a word of another script does not turn the sentence around
  const quote = (q: string): string => `\u2068${say('quoted', { q })}\u2069`;
  const words = notice.words ?? [];
  const quoted = { words: list(words.map(quote)) };
  switch (notice.code) {
    case 'relaxed':
      return [say('noticeRelaxed'), ...(words.length > 0 ? [' ', say('noticeNowhere', quoted)] : [])];
    case 'corrected':
      return [say('noticeCorrected', quoted)];
    case 'expanded':
      return [say(notice.about === undefined ? 'noticeFeedback' : 'noticeExpanded', quoted)];
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
    case 'phrase-in-parts':
      return [say('noticeParts', { phrase: quote(notice.about ?? '') })];
    case 'unknown-value':
      return [
        say('noticeUnknown', { value: quote(notice.about ?? '') }),
        ...(words.length > 0 ? [' ', say('noticeKnown', quoted)] : []),
      ];
    case 'histogram-coarser':
      return [say('noticeCoarser')];
    default:
      return []; // of a service newer than this page
  }
}
