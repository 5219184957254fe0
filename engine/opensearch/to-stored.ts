import { daysOf, formatDay, parseCalendarDate } from '../../core/calendar-date.ts';
import type { ArticleDocument } from '../../core/document.ts';
import { FACETS, NONE, facetValuesOf } from '../../core/facets.ts';
import { bucketOf } from '../../core/histogram.ts';
import { fold, tokenize } from '../../core/text.ts';
import { MAX_TERM_LENGTH } from './to-settings.ts';

/** Between a folded facet value and the value itself; sorts before every letter and occurs in neither. */
export const FOLD_SEPARATOR = '\u0001';

/** The folded words of a text, as the index holds them: without blanks (some ligatures fold into a phrase), and bounded. */
export function indexWords(text: string): string[] {
  return tokenize(text).map(({ term }) => {
    const word = /\s/u.test(term) ? term.replace(/\s+/gu, '') : term;
    return word.length > MAX_TERM_LENGTH ? word.slice(0, MAX_TERM_LENGTH).replace(/[\ud800-\udbff]$/, '') : word;
  });
}

/** Longer words of titles complete nothing. */
export const LONGEST_TITLE_WORD = 64;

/** A document as it is stored: what is searched, filtered, counted and sorted by, and the whole article. */
export function toStored(document: ArticleDocument): Readonly<Record<string, unknown>> {
  const title = indexWords(document.title);
  return {
    id: document.id,
    words: { title: title.join(' '), body: indexWords(document.body).join(' ') },
    title_words: [...new Set(title)].filter((word) => word.length <= LONGEST_TITLE_WORD),
    ...toFacetFields(document),
    ...toDateFields(document),
    visible_from: document.embargoUntil === undefined ? 0 : Date.parse(document.embargoUntil),
    document,
  };
}

/** Each facet has at least one value, `none` when the article has no other: filters and counts need no exception for it. */
function toFacetFields(document: ArticleDocument): { facet: object; folded: object } {
  const facet: Record<string, string[]> = {};
  const folded: Record<string, string[]> = {};
  for (const { name, field } of FACETS) {
    const found = [...new Set(facetValuesOf(document, field))];
    const values = found.length === 0 ? [NONE] : found;
    facet[name] = values;
    folded[name] = values.map((value) => `${fold(value)}${FOLD_SEPARATOR}${value}`);
  }
  return { facet, folded };
}

function toDateFields(document: ArticleDocument): object {
  const days = daysOf(document.date, document.datePrecision);
  if (document.date === null || days === null) return {};
  const { first, last } = days;
  const date = parseCalendarDate(document.date)!.first;
  return {
    date,
    first: formatDay(first),
    last: formatDay(last),
    month: bucketOf(first, 'month'),
    year: bucketOf(first, 'year'),
  };
}
