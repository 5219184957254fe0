import { z } from 'zod';
import { DATE_PRECISIONS, parseCalendarDate } from './calendar-date.ts';

/** Where an article was found. `record` is the `id` of a JSON Lines record; `line` is 1-based. */
export const sourceSchema = z.strictObject({
  file: z.string(),
  record: z.string().optional(),
  line: z.int().min(1).optional(),
});

/** Why a facet value (or the date) was given: one place in the text and the rule that read it. */
export const evidenceSchema = z.strictObject({
  zone: z.enum(['title', 'lead', 'body', 'subhead', 'dateline', 'caption', 'credit', 'metadata', 'url']),
  /** 1-based line in the source file, when it is known. */
  line: z.int().min(1).optional(),
  /** Half-open UTF-16 offsets into `title` or `body`, when the zone is one of them. */
  start: z.int().min(0).optional(),
  end: z.int().min(0).optional(),
  /** The words as written. */
  form: z.string(),
  /** The rule, e.g. `country-name`, `demonym`, `city-confirmed`, `json-ld`. */
  rule: z.string(),
  /** What it added to the score, before the confidence of the form. */
  weight: z.number(),
  /** The line of `data/` that taught the form, e.g. `organisations:nato`. */
  entry: z.string().optional(),
});

export const factSchema = z.strictObject({
  value: z.string(),
  /** `main` and `involved` enter the facet; `passing` ones and mere `source`s (agencies) stay here for the curious. */
  level: z.enum(['main', 'involved', 'passing', 'source']),
  /** Sum of weights; comparable within one article only. */
  score: z.number(),
  /** score / the article's top score, 0…1. */
  salience: z.number().min(0).max(1),
  mentions: z.int().min(0),
  evidence: z.array(evidenceSchema),
});

export const articleEvidenceSchema = z.strictObject({
  countries: z.array(factSchema),
  organisations: z.array(factSchema),
  regions: z.array(factSchema),
  /** The chosen date first, then the candidates that were not believed, with the rule that set them aside. */
  date: z.array(evidenceSchema.extend({ value: z.string().nullable(), chosen: z.boolean() })),
});

const calendarDate = z.string().refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseCalendarDate(text) !== null, {
  error: 'not a day of the calendar (YYYY-MM-DD)',
});

/** Bounds on one document, in UTF-16 units and items; what exceeds them is cut or refused with a message. */
export const DOCUMENT_LIMITS = {
  title: 1_000,
  body: 4_000_000,
  facetValue: 200,
  facetValues: 200,
  url: 2_048,
} as const;

const facetValue = z.string().min(1).max(DOCUMENT_LIMITS.facetValue);

/** The shape of an article's id, in documents and in addresses alike. */
export const ARTICLE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** An instant that says its offset from UTC: without one it would be another instant on another machine. */
export const instantSchema = z.iso.datetime({
  offset: true,
  error: 'not an instant as 2030-01-31T06:00:00Z or …+01:00',
});

/** One article, as engines store it and the API shows it. The field names are part of the API. */
export const documentSchema = z.strictObject({
  id: z.string().regex(ARTICLE_ID),
  title: z.string().max(DOCUMENT_LIMITS.title),
  body: z.string().max(DOCUMENT_LIMITS.body),
  date: calendarDate.nullable(),
  datePrecision: z.enum(DATE_PRECISIONS).nullable(),
  dateSource: z.string().nullable(),
  countries: z.array(facetValue).max(DOCUMENT_LIMITS.facetValues),
  regions: z.array(facetValue).max(DOCUMENT_LIMITS.facetValues),
  organisations: z.array(facetValue).max(DOCUMENT_LIMITS.facetValues),
  language: z.string().max(35),
  sources: z.array(sourceSchema).min(1),
  url: z.string().max(DOCUMENT_LIMITS.url).optional(),
  author: z.string().max(500).optional(),
  section: z.string().max(200).optional(),
  publisher: facetValue.optional(),
  embargoUntil: instantSchema.optional(),
  evidence: articleEvidenceSchema,
});

export type ArticleSource = z.infer<typeof sourceSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type Fact = z.infer<typeof factSchema>;
export type ArticleEvidence = z.infer<typeof articleEvidenceSchema>;
export type ArticleDocument = z.infer<typeof documentSchema>;

/** What a search hit carries of the document. */
export type DocumentSummary = Omit<ArticleDocument, 'body' | 'evidence'>;

/** The document without what a hit does not carry. */
export function toSummary(document: ArticleDocument): DocumentSummary {
  const { body: _body, evidence: _evidence, ...summary } = document;
  return summary;
}
