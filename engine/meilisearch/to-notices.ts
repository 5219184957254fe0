import type { SearchQuery } from '../../core/query.ts';
import type { Hit, Notice } from '../../core/result.ts';
import { fold } from '../../core/text.ts';
import { isForgiven } from './mark-words.ts';
import type { Words } from './to-words.ts';

const WORDS_TOLD = 5;

/** How the query was understood: what could not be asked, whether it was relaxed, which words were read differently. */
export function noticesOf(query: SearchQuery, words: Words, relaxed: boolean, hits: readonly Hit[]): Notice[] {
  const notices: Notice[] = [...words.notices];
  if (relaxed) notices.push({ code: 'relaxed' });
  if (!query.highlight || !query.typos) return notices;
  const marked = new Set(hits.flatMap(markedWords));
  for (const {
    words: [word],
    literal,
    prefix,
    typed,
  } of words.wanted) {
    if (literal || word === undefined || [...marked].some((one) => one === word || (prefix && one.startsWith(word))))
      continue;
    const found = [...marked].filter((one) => isForgiven(word, one));
    if (found.length > 0) notices.push({ code: 'corrected', about: typed, words: found.slice(0, WORDS_TOLD) });
  }
  return notices;
}

function markedWords({ document, titleRanges, snippets }: Hit): string[] {
  return [
    ...titleRanges.map(({ start, end }) => fold(document.title.slice(start, end))),
    ...snippets.flatMap(({ text, ranges }) => ranges.map(({ start, end }) => fold(text.slice(start, end)))),
  ];
}
