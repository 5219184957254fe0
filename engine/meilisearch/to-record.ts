import { daysOf } from '../../core/calendar-date.ts';
import { articleEvidenceSchema, documentSchema } from '../../core/document.ts';
import type { ArticleDocument, DocumentSummary } from '../../core/document.ts';
import { FACETS, NONE, facetValuesOf } from '../../core/facets.ts';
import type { FacetName } from '../../core/facets.ts';
import { bucketName } from '../../core/histogram.ts';
import { engineWords, joinWords } from './engine-words.ts';
import { toFacetKey } from './facet-key.ts';
import type { LongNames } from './long-names.ts';

/** Meilisearch ignores what stands beyond this many positions of an attribute, without a word. */
export const MAX_POSITIONS = 65_535;

/** The fields of a document that a hit carries. */
export const SUMMARY_FIELDS: ReadonlySet<string> = new Set(
  Object.keys(documentSchema.shape).filter((field) => field !== 'body' && field !== 'evidence'),
);

/** What Meilisearch stores of an article: the document, and what it is searched, filtered and sorted by. */
export interface ArticleRecord extends Omit<ArticleDocument, 'evidence'> {
  readonly evidence: string;
  /** Our words of the text, joined: what a word is must not depend on the engine. */
  readonly titleWords: string;
  readonly bodyWords: string;
  readonly names?: string;
  readonly facets: Readonly<Partial<Record<FacetName, readonly string[]>>>;
  /** Day numbers; absent without a date. */
  readonly dayFirst?: number;
  readonly dayLast?: number;
  readonly day?: string;
  readonly month?: string;
  readonly year?: number;
  /** Milliseconds since 1970. */
  readonly embargo?: number;
}

/** The record of a document. `warn` is told in one sentence what Meilisearch will not find or count. */
export function toRecord(
  document: ArticleDocument,
  longNames: LongNames,
  warn: (warning: string) => void,
): ArticleRecord {
  const title = engineWords(document.title);
  const body = engineWords(document.body);
  if (body.length > MAX_POSITIONS) {
    warn(`${document.id}: only the first ${MAX_POSITIONS} of ${body.length} words can be searched`);
  }
  const names = longNames.namesFor([title, body]);
  const days = daysOf(document.date, document.datePrecision);
  return {
    ...document,
    evidence: JSON.stringify(document.evidence),
    titleWords: joinWords(title),
    bodyWords: joinWords(body),
    ...(names.length > 0 ? { names: names.join('. ') } : {}), // a full stop: they are words, not phrases
    facets: facetsOf(document, warn),
    ...(days
      ? {
          dayFirst: days.first,
          dayLast: days.last,
          day: bucketName(days.first, 'day'),
          month: bucketName(days.first, 'month'),
          year: Number(bucketName(days.first, 'year')),
        }
      : {}),
    ...(document.embargoUntil === undefined ? {} : { embargo: Date.parse(document.embargoUntil) }),
  };
}

/** The document of a record that Meilisearch gives back whole. */
export function fromRecord(record: ArticleRecord): ArticleDocument {
  const evidence = articleEvidenceSchema.parse(JSON.parse(record.evidence));
  return { ...summaryOf(record), body: record.body, evidence };
}

/** What a hit carries of a record. */
export function summaryOf(record: Omit<ArticleRecord, 'evidence'>): DocumentSummary {
  const summary: Record<string, unknown> = {};
  const fields = record as unknown as Readonly<Record<string, unknown>>;
  for (const field in fields) if (SUMMARY_FIELDS.has(field)) summary[field] = fields[field];
  return summary as unknown as DocumentSummary;
}

function facetsOf(document: ArticleDocument, warn: (warning: string) => void): ArticleRecord['facets'] {
  const entries = FACETS.map(({ name, field }) => {
    const values = facetValuesOf(document, field);
    const keys = values.map(toFacetKey);
    if (keys.includes(null)) warn(`${document.id}: a value of ${name} is too long, or too odd, to be filtered by`);
    return [name, values.length === 0 ? [NONE] : keys.filter((key) => key !== null)] as const;
  });
  return Object.fromEntries(entries);
}
