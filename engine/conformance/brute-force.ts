import { daysOf } from '../../core/calendar-date.ts';
import type { ArticleDocument } from '../../core/document.ts';
import { FACETS, NONE, facetValuesOf } from '../../core/facets.ts';
import type { FacetName } from '../../core/facets.ts';
import { bucketOf, chooseInterval, fillHistogram } from '../../core/histogram.ts';
import type { Filters, SearchQuery, Term, TextQuery } from '../../core/query.ts';
import type { FacetCount, Histogram } from '../../core/result.ts';
import { tokenize } from '../../core/text.ts';

/**
 * What a search means, said as plainly as possible by looking at every document. Typos, synonyms and relaxing are left
 * to the caller (`matches`); everything here is exact, and every engine must agree with it.
 */
export type TextMatch = (document: ArticleDocument, text: TextQuery) => boolean;

const termsOfText = new Map<string, readonly string[]>();

/** The folded words of a text, remembered: the same few documents are asked thousands of times. */
export function wordsOf(text: string): readonly string[] {
  let words = termsOfText.get(text);
  if (!words) {
    if (termsOfText.size > 5_000) termsOfText.clear();
    words = tokenize(text).map((token) => token.term);
    termsOfText.set(text, words);
  }
  return words;
}

/** True when all clauses match and nothing excluded does: words as they are, no typos, no synonyms. */
export function matchesLiterally(document: ArticleDocument, text: TextQuery): boolean {
  return (
    text.clauses.every((clause) => clause.anyOf.some((term) => matchesTerm(document, term))) &&
    !text.excluded.some((term) => matchesTerm(document, term))
  );
}

/** True when a field of the document holds the words of the term one after the other (or nearly, with `slop`). */
export function matchesTerm(document: ArticleDocument, term: Term): boolean {
  const wanted = wordsOf(term.text);
  if (wanted.length === 0) return false;
  const fields = term.field === undefined ? [document.title, document.body] : [document[term.field]];
  return fields.some((field) => {
    const words = wordsOf(field);
    return words.some((_, start) => follows(words, start, wanted, term.prefix === true, term.slop ?? 0));
  });
}

function follows(
  words: readonly string[],
  start: number,
  wanted: readonly string[],
  prefix: boolean,
  slop: number,
): boolean {
  let position = start;
  for (const [index, word] of wanted.entries()) {
    const last = index === wanted.length - 1;
    const fits = (candidate: string | undefined): boolean =>
      candidate !== undefined && (candidate === word || (prefix && last && candidate.startsWith(word)));
    let skipped = 0;
    while (index > 0 && skipped < slop && !fits(words[position])) {
      position++;
      skipped++;
    }
    if (!fits(words[position])) return false;
    position++;
    slop -= skipped;
  }
  return true;
}

/** True when every facet filter, the date range and `undated` let the document through; `without` is left out. */
export function matchesFilters(document: ArticleDocument, filters: Filters, without?: FacetName | 'dates'): boolean {
  for (const { name, field } of FACETS) {
    const filter = filters.facets[name];
    if (!filter || name === without) continue;
    const found = facetValuesOf(document, field);
    const values = found.length === 0 ? [NONE] : found;
    if (filter.include.length > 0 && !filter.include.some((value) => values.includes(value))) return false;
    if (filter.exclude.some((value) => values.includes(value))) return false;
  }
  if (without === 'dates') return true;
  const days = daysOf(document.date, document.datePrecision);
  if (filters.undated === 'only' && days) return false;
  if (filters.undated === 'exclude' && !days) return false;
  if (filters.dates === undefined) return true;
  const { first = -Infinity, last = Infinity } = filters.dates;
  return days !== null && days.last >= first && days.first <= last;
}

/** True when no embargo hides the document at `now` and the caller's key may see it. */
export function isVisible(document: ArticleDocument, scope: Filters | undefined, now: number): boolean {
  if (document.embargoUntil !== undefined && Date.parse(document.embargoUntil) > now) return false;
  return scope === undefined || matchesFilters(document, scope);
}

export interface Counted {
  readonly found: readonly ArticleDocument[];
  readonly facets: Readonly<Partial<Record<FacetName, readonly FacetCount[]>>>;
  readonly histogram: Histogram | null;
}

/** The documents found, and every count that a search reports. */
export function count(
  documents: readonly ArticleDocument[],
  query: SearchQuery,
  matches: TextMatch = matchesLiterally,
): Counted {
  const candidates = documents.filter(
    (document) => isVisible(document, query.scope, query.now) && matches(document, query.text),
  );
  return {
    found: candidates.filter((document) => matchesFilters(document, query.filters)),
    facets: Object.fromEntries(
      query.facets.map((facet) => [
        facet,
        countFacet(
          candidates.filter((document) => matchesFilters(document, query.filters, facet)),
          facet,
          query,
        ),
      ]),
    ),
    histogram: countDates(
      candidates.filter((document) => matchesFilters(document, query.filters, 'dates')),
      query,
    ),
  };
}

function countFacet(documents: readonly ArticleDocument[], facet: FacetName, query: SearchQuery): FacetCount[] {
  const { field } = FACETS.find((one) => one.name === facet)!;
  const counts = new Map<string, number>();
  for (const document of documents) {
    const found = new Set(facetValuesOf(document, field));
    for (const value of found.size === 0 ? [NONE] : found) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const selected = query.filters.facets[facet]?.include ?? [];
  for (const value of selected) if (!counts.has(value)) counts.set(value, 0);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .filter(({ value }, rank) => rank < query.facetLimit || selected.includes(value));
}

function countDates(documents: readonly ArticleDocument[], query: SearchQuery): Histogram | null {
  if (query.histogram === 'none') return null;
  const { first = -Infinity, last = Infinity } = query.histogramWindow ?? {};
  const days = documents.map((document) => daysOf(document.date, document.datePrecision)?.first);
  const undated = days.filter((day) => day === undefined).length;
  const inside = days.filter((day): day is number => day !== undefined && day >= first && day <= last);
  if (inside.length === 0)
    return { interval: query.histogram === 'auto' ? 'day' : query.histogram, buckets: [], undated };
  const { interval } = chooseInterval(
    inside.reduce((a, b) => Math.min(a, b)),
    inside.reduce((a, b) => Math.max(a, b)),
    query.histogram,
  );
  const counts = new Map<number, number>();
  for (const day of inside) counts.set(bucketOf(day, interval), (counts.get(bucketOf(day, interval)) ?? 0) + 1);
  return fillHistogram(counts, interval, undated);
}
