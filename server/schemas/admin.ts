import { z } from 'zod';
import { articleSchema, namedSchemas } from './answers.ts';
import { JOB_PHASES, JOB_STATUSES } from '../../core/reindex-job.ts';
import { DOCUMENT_LIMITS, instantSchema } from '../../core/document.ts';

const count = z.int().min(0);

export const reindexOptionsSchema = z
  .strictObject({
    mode: z.enum(['full', 'changed']).default('full').describe('`changed`: unchanged sources are not read again.'),
    dryRun: z.boolean().default(false).describe('Everything but publishing.'),
    force: z.boolean().default(false).describe('Publish although the guard refuses; logged with the reasons.'),
  })
  .register(namedSchemas, { id: 'ReindexOptions' });

export const messageSchema = z
  .object({
    severity: z.enum(['error', 'warning', 'info']),
    rule: z.string(),
    reason: z.string(),
    file: z.string(),
    line: z.int().min(1).optional(),
    record: z.string().optional(),
    actual: z.string().optional(),
    expected: z.string().optional(),
  })
  .readonly()
  .register(namedSchemas, { id: 'Message' });

export const jobSchema = z
  .object({
    id: z.string(),
    status: z.enum(JOB_STATUSES),
    options: z.object({ mode: z.enum(['full', 'changed']), dryRun: z.boolean(), force: z.boolean() }).readonly(),
    progress: z
      .object({
        phase: z.enum(JOB_PHASES),
        filesDone: count,
        filesTotal: count,
        articles: count,
        remainingMs: z
          .number()
          .min(0)
          .nullable()
          .describe('Of the phase, by its pace so far; null while nothing can be said.'),
      })
      .readonly(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().optional(),
    finishedAt: z.iso.datetime().optional(),
    guard: z
      .object({ accepted: z.boolean(), reasons: z.array(z.string()).readonly(), forced: z.boolean() })
      .readonly()
      .optional(),
    report: z
      .object({
        generation: z.string().nullable(),
        files: count,
        filesFailed: count,
        articles: count,
        repeatsMerged: count,
        undated: count,
        tookMs: z.number().min(0),
        messages: z.array(messageSchema).readonly(),
        messagesTotal: count,
      })
      .readonly()
      .optional(),
    error: z.object({ code: z.string(), message: z.string() }).readonly().optional(),
  })
  .readonly()
  .register(namedSchemas, { id: 'ReindexJob' });

export const jobListSchema = z.object({ jobs: z.array(jobSchema).readonly() });

/** One article as an editor hands it in. */
export const rawRecordSchema = z
  .strictObject({
    id: z
      .string()
      .max(64)
      .exactOptional()
      .describe('May stand here as in a JSON Lines record, and is that of the address.'),
    title: z.string().max(DOCUMENT_LIMITS.title).exactOptional(),
    text: z.string().max(DOCUMENT_LIMITS.body).exactOptional(),
    html: z.string().max(DOCUMENT_LIMITS.body).exactOptional(),
    url: z.string().max(DOCUMENT_LIMITS.url).exactOptional(),
    date: z.string().max(64).exactOptional(),
    author: z.string().max(500).exactOptional(),
    section: z.string().max(200).exactOptional(),
    source: z.string().max(DOCUMENT_LIMITS.facetValue).exactOptional().describe('The publisher.'),
    language: z.string().max(35).exactOptional(),
    countries: z.array(z.string().max(DOCUMENT_LIMITS.facetValue)).max(DOCUMENT_LIMITS.facetValues).exactOptional(),
    organisations: z.array(z.string().max(DOCUMENT_LIMITS.facetValue)).max(DOCUMENT_LIMITS.facetValues).exactOptional(),
    embargoUntil: instantSchema.exactOptional().describe('Invisible before this instant.'),
  })
  .refine((record) => record.text !== undefined || record.html !== undefined, 'text or html is needed')
  .register(namedSchemas, { id: 'RawArticle' });
export const putAnswerSchema = z.object({ document: articleSchema, messages: z.array(messageSchema).readonly() });

export const takedownSchema = z
  .object({
    id: z.string(),
    reason: z.string(),
    at: z.iso.datetime(),
    url: z.string().optional(),
    record: z.string().optional(),
  })
  .readonly()
  .register(namedSchemas, { id: 'Takedown' });
export const takedownListSchema = z.object({ takedowns: z.array(takedownSchema).readonly() });

export const generationListSchema = z.object({
  generations: z
    .array(z.object({ id: z.string(), createdAt: z.iso.datetime(), documents: count, live: z.boolean() }).readonly())
    .readonly(),
});

const insightEntries = z
  .array(z.object({ q: z.string(), count, zeroResults: count, slowestMs: z.number().min(0) }).readonly())
  .readonly();
export const insightSchema = z
  .object({
    enabled: z.boolean(),
    since: z.string(),
    retentionDays: count,
    minimumCount: count,
    searches: count,
    top: insightEntries,
    zeroResults: insightEntries,
    slow: insightEntries,
  })
  .readonly()
  .register(namedSchemas, { id: 'Insight' });
