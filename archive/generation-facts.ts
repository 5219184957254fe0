import { z } from 'zod';
import type { ArticleDocument } from '../core/document.ts';
import type { FacetName } from '../core/facets.ts';
import { FACETS, FACET_NAMES, facetValuesOf } from '../core/facets.ts';
import { KeySet } from '../core/key-set.ts';
import { tokenize } from '../core/text.ts';
import { keyOfText } from './key-of-text.ts';

const count = z.int().min(0);
const facetFactsSchema = z.object({
  /** Articles without a value. */
  none: count,
  /** Values given in all, over all articles. */
  given: count,
  distinct: count,
  /** Articles by value, the most frequent ones. */
  values: z.record(z.string(), count),
});

/** What a generation holds, in figures that two generations can be compared by. */
export const generationFactsSchema = z.object({
  articles: count,
  /** Ids that had been published before. */
  knownIds: count,
  undated: count,
  /** Articles by the precision of their date. */
  precisions: z.record(z.string(), count),
  /** Articles by year. */
  years: z.record(z.string(), count),
  /** Of all dates, the one that most articles have. */
  commonestDate: count,
  /** Sums of UTF-16 units. */
  titleUnits: count,
  bodyUnits: count,
  emptyTitles: count,
  emptyBodies: count,
  /** Articles whose text begins like that of another one, or whose title is another's. */
  repeatedBodies: count,
  repeatedTitles: count,
  /** Texts with tags, and with signs of a wrong decoding, in title or body. */
  withMarkup: count,
  misdecoded: count,
  files: count,
  withUrl: count,
  withEvidence: count,
  embargoed: count,
  facets: z.record(z.string(), facetFactsSchema),
  /** Groups of synonyms that the engine was given. */
  synonyms: count,
});
export type GenerationFacts = z.infer<typeof generationFactsSchema>;

const VALUES_KEPT = 200;
const TAG =
  /<\/?(?:p|div|span|a|br|img|script|table|li|ul|h[1-6]|b|i|em|strong)\b[^>]{0,200}>|&(?:nbsp|amp|quot|lt|gt|#\d{2,5});/i;
/** U+FFFD, and UTF-8 read as Latin-1 (`Ã©`, `â€œ`). */
const MISDECODED = /\uFFFD|Ã[\u0080-\u00BF]|â€[\u0080-\u2122]?|Ð[\u0080-\u00BF]Ñ?/;
/** Looking at the beginning is enough: such faults are all over a text. */
const LOOKED_AT = 4_000;
const BODY_BEGINNING = 300;

/** Gathers the facts article by article, so that no generation has to be held in memory. */
export interface FactsGatherer {
  add(document: ArticleDocument): void;
  finish(): GenerationFacts;
}

function seenBefore(seen: KeySet, text: string): boolean {
  return !seen.add(keyOfText(text));
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function frequent(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, VALUES_KEPT));
}

export function gatherFacts(options: {
  readonly synonyms: number;
  readonly now: number;
  readonly isKnown: (id: string) => boolean;
}): FactsGatherer {
  const totals = {
    articles: 0,
    knownIds: 0,
    undated: 0,
    titleUnits: 0,
    bodyUnits: 0,
    emptyTitles: 0,
    emptyBodies: 0,
    repeatedBodies: 0,
    repeatedTitles: 0,
    withMarkup: 0,
    misdecoded: 0,
    withUrl: 0,
    withEvidence: 0,
    embargoed: 0,
  };
  const precisions = new Map<string, number>();
  const years = new Map<string, number>();
  const dates = new Map<string, number>();
  const files = new KeySet();
  const titles = new KeySet();
  const bodies = new KeySet();
  const facets = new Map<FacetName, { none: number; given: number; values: Map<string, number> }>();
  for (const name of FACET_NAMES) facets.set(name, { none: 0, given: 0, values: new Map() });

  return {
    add(document) {
      const { title, body, evidence } = document;
      totals.articles++;
      if (options.isKnown(document.id)) totals.knownIds++;
      totals.titleUnits += title.length;
      totals.bodyUnits += body.length;
      if (title.trim() === '') totals.emptyTitles++;
      else if (seenBefore(titles, title)) totals.repeatedTitles++;
      if (tokenize(body.slice(0, LOOKED_AT)).length === 0) totals.emptyBodies++;
      else if (seenBefore(bodies, body.slice(0, BODY_BEGINNING))) totals.repeatedBodies++;
      const sample = `${title}\n${body.slice(0, LOOKED_AT)}`;
      if (TAG.test(sample)) totals.withMarkup++;
      if (MISDECODED.test(sample)) totals.misdecoded++;
      if (document.date === null) totals.undated++;
      else {
        add(precisions, document.datePrecision ?? 'unknown');
        add(years, document.date.slice(0, 4));
        add(dates, document.date);
      }
      for (const source of document.sources) files.add(keyOfText(source.file));
      if (document.url !== undefined) totals.withUrl++;
      if (evidence.countries.length + evidence.organisations.length + evidence.date.length > 0) totals.withEvidence++;
      if (document.embargoUntil !== undefined && Date.parse(document.embargoUntil) > options.now) totals.embargoed++;
      for (const { name, field } of FACETS) {
        const facet = facets.get(name)!;
        const values = facetValuesOf(document, field);
        if (values.length === 0) facet.none++;
        facet.given += values.length;
        for (const value of values) add(facet.values, value);
      }
    },
    finish: () => ({
      ...totals,
      precisions: Object.fromEntries(precisions),
      years: Object.fromEntries(years),
      commonestDate: [...dates.values()].reduce((a, b) => Math.max(a, b), 0),
      files: files.size,
      facets: Object.fromEntries(
        [...facets].map(([name, { none, given, values }]) => [
          name,
          { none, given, distinct: values.size, values: frequent(values) },
        ]),
      ),
      synonyms: options.synonyms,
    }),
  };
}
