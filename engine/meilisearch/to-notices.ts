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
  for (const wanted of words.wanted) {
    const { literal, typed } = wanted;
    const [word] = wanted.words;
    if (literal || word === undefined) continue;
    // As a rule the first mark of the first hit is the word itself, and nothing else is looked at.
    const asTyped = (marked: string): boolean => marked === word || (wanted.prefix && marked.startsWith(word));
    if (hits.some((hit) => marksOf(hit).some((mark) => asTyped(fold(mark))))) continue;
    const marked = new Set(hits.flatMap(marksOf).map(fold));
    const found = [...marked].filter((one) => isForgiven(word, one));
    if (found.length > 0) notices.push({ code: 'corrected', about: typed, words: found.slice(0, WORDS_TOLD) });
  }
  return notices;
}

/** The marked words of a hit, as written. */
function marksOf({ document, titleRanges, snippets }: Hit): string[] {
  return [
    ...titleRanges.map(({ start, end }) => document.title.slice(start, end)),
    ...snippets.flatMap(({ text, ranges }) => ranges.map(({ start, end }) => text.slice(start, end))),
  ];
}
