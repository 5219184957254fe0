import { FACETS, NONE } from '../../core/facets.ts';
import { drawHistogram } from '../../core/histogram.ts';
import { findMatches } from '../../core/match-text.ts';
import { makeSnippets } from '../../core/snippets.ts';
import { tokenize } from '../../core/text.ts';
import { FIELD_BITS, readBody, readSummary } from './to-document.ts';
import { Largest } from './index/largest.ts';
import type { FacetName } from '../../core/facets.ts';
import type { PhraseMatcher, TextMatcher } from '../../core/match-text.ts';
import type { SearchQuery } from '../../core/query.ts';
import type { FacetCount, Histogram, Hit, Notice } from '../../core/result.ts';
import type { ClauseReport, FoundDocument, IndexResult } from './index/query.ts';
import type { Snapshot } from './index/snapshot.ts';
import type { TextPlan } from './to-query.ts';

/** What to mark in each field. */
export interface Marker {
  readonly title: TextMatcher;
  readonly body: TextMatcher;
}

/** Marks every word that may have made an article match, misspelt and synonymous ones included. */
export function toMarker(plan: TextPlan, reports: readonly ClauseReport[], relaxed: boolean): Marker {
  const matcher = (field: number): TextMatcher => {
    const words = new Set<string>();
    const prefixes: string[] = [];
    const phrases: PhraseMatcher[] = [];
    plan.clauses.forEach(({ alternatives, apart = [] }, clause) => {
      const all = relaxed ? [...alternatives, ...apart.flatMap((one) => one.alternatives)] : alternatives;
      for (const { words: sought, prefix, slop, fields, maxEdits } of all) {
        if ((fields & field) === 0) continue;
        if (sought.length > 1) phrases.push({ words: sought, prefix, slop });
        else {
          words.add(sought[0]!);
          if (relaxed) for (const variant of reports[clause]!.variants) words.add(variant);
          if (prefix) prefixes.push(sought[0]!);
          if (maxEdits > 0) for (const { word } of reports[clause]!.corrections) words.add(word);
        }
      }
    });
    return { words, prefixes, phrases };
  };
  return { title: matcher(FIELD_BITS.title), body: matcher(FIELD_BITS.body) };
}

/** The found documents with their texts; marked, when there is a marker. */
export function toHits(
  snapshot: Snapshot,
  found: readonly FoundDocument[],
  marker: Marker | null,
  snippets: number,
): Hit[] {
  return found.map(({ part, document }) => {
    const { segment } = snapshot.parts[part]!;
    const summary = readSummary(segment, document);
    if (marker === null) return { document: summary, titleRanges: [], snippets: [] };
    const body = readBody(segment, document);
    return {
      document: summary,
      titleRanges: findMatches(tokenize(summary.title), marker.title),
      snippets: makeSnippets(body, findMatches(tokenize(body), marker.body), snippets),
    };
  });
}

/** The most frequent values of a facet, ties by value; those in `always` are among them even with a count of 0. */
export function toFacetCounts(
  names: readonly string[],
  tally: { readonly counts: Uint32Array; readonly none: number },
  limit: number,
  always: ReadonlySet<string> = new Set(),
): FacetCount[] {
  const { counts } = tally;
  const least = leastShown(counts, limit);
  const all: FacetCount[] = [];
  for (let number = 0; number < counts.length; number++) {
    const count = counts[number]!;
    if (count === 0 || (count < least && (always.size === 0 || !always.has(names[number]!)))) continue;
    all.push({ value: names[number]!, count });
  }
  if (tally.none > 0) all.push({ value: NONE, count: tally.none });
  all.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const known = new Set(all.map(({ value }) => value));
  const missing = Array.from(always)
    .filter((value) => !known.has(value))
    .sort()
    .map((value) => ({ value, count: 0 }));
  return [...all, ...missing].filter(({ value }, rank) => rank < limit || always.has(value));
}

/** The count that the value ranked `limit` has: smaller ones need not be sorted. */
function leastShown(counts: Uint32Array, limit: number): number {
  const largest = new Largest(Math.min(limit, counts.length));
  for (let number = 0; number < counts.length; number++) largest.add(counts[number]!);
  return largest.least;
}

/** All facets that a query asked for. */
export function toFacets(
  snapshot: Snapshot,
  query: SearchQuery,
  result: IndexResult,
): Partial<Record<FacetName, readonly FacetCount[]>> {
  const facets: Partial<Record<FacetName, readonly FacetCount[]>> = {};
  query.facets.forEach((name, index) => {
    const number = FACETS.findIndex((facet) => facet.name === name);
    const condition = query.filters.facets[name];
    const selected = new Set(condition?.include ?? []);
    facets[name] = toFacetCounts(snapshot.facets[number]!.names, result.facets[index]!, query.facetLimit, selected);
  });
  return facets;
}

/** The histogram of a result, and whether it is coarser than asked for. Days outside the window are left out. */
export function toHistogram(
  query: SearchQuery,
  result: IndexResult,
): { histogram: Histogram | null; coarser: boolean } {
  if (query.histogram === 'none' || result.histogram === null) return { histogram: null, coarser: false };
  const { days, undated } = result.histogram;
  const { first = -Infinity, last = Infinity } = query.histogramWindow ?? {};
  const inside = query.histogramWindow ? new Map([...days].filter(([day]) => day >= first && day <= last)) : days;
  return drawHistogram(inside, query.histogram, undated);
}

/** How many corrections of one word are told. */
const CORRECTIONS_TOLD = 3;

/** Of the words of the best hits that helped to order others. */
const FEEDBACK_TOLD = 5;

/** No article holds it, in whatever form. */
function isNowhere({ asTyped, corrections, variants, synonyms }: ClauseReport): boolean {
  return asTyped === 0 && corrections.length + variants.length + synonyms.length === 0;
}

/** What the reader should know about how the query was understood. */
export function toNotices(plan: TextPlan, result: IndexResult): Notice[] {
  const notices: Notice[] = [];
  if (result.relaxed) {
    const words = plan.typed.filter((_, clause) => isNowhere(result.clauses[clause]!));
    notices.push({ code: 'relaxed', ...(words.length > 0 && { words }) });
  }
  const mend = plan.typed.map((typed, clause) => {
    const { asTyped, corrections } = result.clauses[clause]!;
    if (asTyped > 0 || corrections.length === 0) return typed;
    notices.push({
      code: 'corrected',
      about: typed,
      words: corrections.slice(0, CORRECTIONS_TOLD).map(({ word }) => word),
    });
    return corrections[0]!.word;
  });
  for (const { about, clause, entries } of plan.expansions) {
    const present = result.clauses[clause]!.synonyms.map((words) => words.join(' '));
    const words = entries.filter((entry) => present.includes(entry.words.join(' '))).map(({ text }) => text);
    if (words.length > 0) notices.push({ code: 'expanded', about, words });
  }
  if (result.feedback.length > 0) notices.push({ code: 'expanded', words: result.feedback.slice(0, FEEDBACK_TOLD) });
  if (mend.some((word, clause) => word !== plan.typed[clause]))
    notices.push({ code: 'did-you-mean', words: [mend.join(' ')] });
  return notices;
}
