import { z } from 'zod';
import { DATE_PRECISIONS, parseCalendarDate } from './calendar-date.ts';

/** Where an article was found. */
export const sourceSchema = z
  .strictObject({
    file: z
      .string()
      .meta({ description: 'Path below its corpus folder; `admin` when handed in.', examples: ['feeds/world.xml'] }),
    record: z
      .string()
      .optional()
      .describe('`id` of the record in a file of several, where it has one; in a crawl the address of the page.'),
    line: z.int().min(1).optional().describe('Line on which it begins, from 1, where the format has lines.'),
  })
  .describe('A place where the story was found.');

const offset = z.int().min(0).optional();

/** Why a facet value (or the date) was given: one place in the text and the rule that read it. */
export const evidenceSchema = z
  .strictObject({
    zone: z
      .enum(['title', 'lead', 'body', 'subhead', 'dateline', 'caption', 'credit', 'metadata', 'url'])
      .describe('The part of the article in which it stands.'),
    line: z.int().min(1).optional().describe('Line in the source file, from 1, when it is known.'),
    start: offset.describe('First UTF-16 unit in `title` or `body`, when the zone is in one of them.'),
    end: offset.describe('The UTF-16 unit after the last.'),
    form: z.string().meta({ description: 'The words as written.', examples: ['Baghdad'] }),
    rule: z
      .string()
      .meta({ description: 'The rule that read them.', examples: ['country-name', 'demonym', 'json-ld'] }),
    weight: z.number().describe('What it added to the score, before the confidence of the form.'),
    entry: z
      .string()
      .optional()
      .meta({ description: 'The line of `data/` that taught the form.', examples: ['organisations:nato'] }),
  })
  .describe('One place in the article, and the rule that read it.');

export const factSchema = z
  .strictObject({
    value: z.string().meta({ description: 'The facet value.', examples: ['IQ', 'middle-east', 'NATO'] }),
    level: z
      .enum(['main', 'involved', 'passing', 'source'])
      .describe('`main` and `involved` are in the facet; `passing` mentions and agencies (`source`) stand here alone.'),
    score: z.number().describe('Sum of the weights; comparable within one article only.'),
    salience: z.number().min(0).max(1).describe('The score as a share of the highest in the article.'),
    mentions: z.int().min(0).describe('How often the text names it.'),
    evidence: z.array(evidenceSchema).describe('Where it was read, and by which rule.'),
  })
  .describe('A facet value that the article speaks of, and why.');

export const articleEvidenceSchema = z.strictObject({
  countries: z.array(factSchema).describe('Countries of the text, those of the facet and others.'),
  organisations: z.array(factSchema).describe('Organisations of the text, those of the facet and others.'),
  regions: z.array(factSchema).describe('Regions of the text, those of the facet and others.'),
  date: z
    .array(
      evidenceSchema.extend({
        value: z.string().nullable().describe('The date that was read; null when the form could not be.'),
        chosen: z.boolean().describe('Whether it is the date of the article.'),
      }),
    )
    .describe('The date that was chosen, then those that were not believed; their `rule` says why.'),
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
  author: 500,
  section: 200,
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
  id: z
    .string()
    .regex(ARTICLE_ID)
    .meta({
      description: 'Lasts over reindexes and new versions of the story.',
      examples: ['514bb23659a636a6f84af1a03baea4e1'],
    }),
  title: z.string().max(DOCUMENT_LIMITS.title).describe('Plain text; the beginning of the text when none was found.'),
  body: z.string().max(DOCUMENT_LIMITS.body).describe('Plain text, paragraphs apart by a blank line; may be empty.'),
  date: calendarDate.nullable().meta({
    description:
      'Publication, `YYYY-MM-DD`: first day of the month or year when no more is known; null when nothing tells.',
    examples: ['2020-02-13'],
  }),
  datePrecision: z.enum(DATE_PRECISIONS).nullable().describe('What of `date` is known; null without one.'),
  dateSource: z
    .string()
    .nullable()
    .meta({ description: 'The rule that read `date`; null without one.', examples: ['front-matter', 'dateline'] }),
  countries: z
    .array(facetValue)
    .max(DOCUMENT_LIMITS.facetValues)
    .meta({ description: 'ISO 3166-1 codes of two letters.', examples: [['IQ', 'US']] }),
  regions: z
    .array(facetValue)
    .max(DOCUMENT_LIMITS.facetValues)
    .meta({
      description: 'Slugs: regions of the countries, and those that the text names.',
      examples: [['middle-east']],
    }),
  organisations: z
    .array(facetValue)
    .max(DOCUMENT_LIMITS.facetValues)
    .meta({ description: 'Canonical names.', examples: [['NATO']] }),
  language: z
    .string()
    .max(35)
    .meta({ description: 'BCP 47; `und` when unknown.', examples: ['en'] }),
  sources: z.array(sourceSchema).min(1).describe('Where the story was found: one place for each version.'),
  url: z
    .string()
    .max(DOCUMENT_LIMITS.url)
    .optional()
    .describe('As its source states it: may be anything, check its scheme.'),
  author: z.string().max(DOCUMENT_LIMITS.author).optional().describe('As stated or signed.'),
  section: z.string().max(DOCUMENT_LIMITS.section).optional().describe('Section of the publication, as stated.'),
  publisher: facetValue.optional().describe('As stated.'),
  embargoUntil: instantSchema.optional().describe('RFC 3339. Nobody but the archivist finds the article before.'),
  evidence: articleEvidenceSchema.describe('Why each facet value, and the date, was given.'),
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
