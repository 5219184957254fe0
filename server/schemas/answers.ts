import { z } from 'zod';
import { documentSchema } from '../../core/document.ts';
import type { FacetName } from '../../core/facets.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import { HISTOGRAM_INTERVALS } from '../../core/query.ts';
import { NOTICE_CODES } from '../../core/result.ts';

/** Schemas with a name of their own in the OpenAPI document. */
export const namedSchemas = z.registry<{ id: string }>();

export const articleSchema = documentSchema.register(namedSchemas, { id: 'Article' });

const segmentSchema = z
  .object({ text: z.string(), match: z.boolean() })
  .readonly()
  .register(namedSchemas, { id: 'Segment' });

const highlightSchema = z.object({
  title: z.union([z.string(), z.array(segmentSchema)]).describe('Escaped HTML with `<mark>`, or segments.'),
  snippets: z.array(z.union([z.string(), z.array(segmentSchema)])),
});

export const hitSchema = documentSchema
  .omit({ body: true, evidence: true })
  .extend({ highlight: highlightSchema.optional() })
  .register(namedSchemas, { id: 'Hit' });

export const facetValueSchema = z
  .object({
    value: z.string(),
    label: z.string(),
    count: z.int().min(0),
    selected: z.boolean(),
    excluded: z.literal(true).optional(),
  })
  .register(namedSchemas, { id: 'FacetValue' });

const facetLists = Object.fromEntries(
  FACET_NAMES.map((name) => [name, z.array(facetValueSchema).optional()]),
) as Record<FacetName, z.ZodOptional<z.ZodArray<typeof facetValueSchema>>>;

export const histogramSchema = z
  .object({
    interval: z.enum(HISTOGRAM_INTERVALS),
    buckets: z
      .array(z.object({ date: z.string().describe('First day of the bucket.'), count: z.int().min(0) }).readonly())
      .readonly(),
    undated: z.int().min(0),
  })
  .readonly()
  .register(namedSchemas, { id: 'Histogram' });

export const noticeSchema = z
  .object({
    code: z.enum(NOTICE_CODES),
    about: z.string().optional(),
    words: z.array(z.string()).readonly().optional(),
  })
  .readonly()
  .register(namedSchemas, { id: 'Notice' });

export const searchAnswerSchema = z
  .object({
    query: z.string().describe('As typed.'),
    hits: z.array(hitSchema),
    facets: z.object(facetLists),
    histogram: histogramSchema.nullable(),
    totalHits: z.int().min(0).describe('Exact.'),
    page: z.int().min(1).nullable().describe('Null when a cursor was followed.'),
    hitsPerPage: z.int().min(1),
    totalPages: z.int().min(0),
    nextCursor: z.string().optional(),
    tookMs: z.number().min(0).describe('Milliseconds in the engine.'),
    generation: z.string(),
    revision: z.int().min(0),
    notices: z.array(noticeSchema),
  })
  .register(namedSchemas, { id: 'SearchAnswer' });

export const suggestionSchema = z
  .object({
    kind: z.enum(['word', 'title', 'name']),
    text: z.string(),
    facet: z.enum(FACET_NAMES).optional(),
    value: z.string().optional(),
    id: z.string().optional(),
    count: z.int().min(0).optional().describe('Articles that have the value of a `name`.'),
  })
  .readonly()
  .register(namedSchemas, { id: 'Suggestion' });

export const suggestAnswerSchema = z.object({ query: z.string(), suggestions: z.array(suggestionSchema).readonly() });
export const facetAnswerSchema = z.object({
  facet: z.enum(FACET_NAMES),
  values: z.array(facetValueSchema),
});
export const relatedAnswerSchema = z.object({ hits: z.array(hitSchema) });

export type ArticleHit = z.infer<typeof hitSchema>;
export type FacetValue = z.infer<typeof facetValueSchema>;
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
export type SuggestionItem = z.infer<typeof suggestionSchema>;
