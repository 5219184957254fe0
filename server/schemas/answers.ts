import { z } from 'zod';
import { documentSchema, evidenceSchema, factSchema, sourceSchema } from '../../core/document.ts';
import type { FacetName } from '../../core/facets.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import { HISTOGRAM_INTERVALS } from '../../core/query.ts';
import { NOTICE_CODES } from '../../core/result.ts';

/** Schemas with a name of their own in the OpenAPI document. */
export const namedSchemas = z.registry<{ id: string }>();

/** The name of a published index. */
export const generationId = z.string().meta({ examples: ['g20261127-071629-603'] });

sourceSchema.register(namedSchemas, { id: 'Source' });
evidenceSchema.register(namedSchemas, { id: 'Evidence' });
factSchema.register(namedSchemas, { id: 'Fact' });

export const articleSchema = documentSchema
  .describe('A whole article, with the evidence for its facets and its date.')
  .register(namedSchemas, { id: 'Article' });

const count = z.int().min(0);

const segmentSchema = z
  .object({
    text: z.string().describe('Plain text, to be escaped by who shows it.'),
    match: z.boolean().describe('Whether it is what was searched for.'),
  })
  .readonly()
  .describe('A piece of a title or passage; the pieces together are the whole.')
  .register(namedSchemas, { id: 'Segment' });

const highlighted = z.union([z.string(), z.array(segmentSchema)]);

const highlightSchema = z.object({
  title: highlighted.meta({
    description: 'HTML, escaped but for `<mark>`, or with `highlight=segments` its pieces.',
    examples: ['<mark>NATO</mark> to expand mission in Iraq'],
  }),
  snippets: z
    .array(highlighted)
    .describe('Passages of the body in the same form, best first; its beginning when nothing in it matched.'),
});

export const hitSchema = documentSchema
  .omit({ body: true, evidence: true })
  .extend({ highlight: highlightSchema.optional().describe('Absent with `highlight=none` and of related articles.') })
  .describe('An article as a search finds it: without its text and evidence.')
  .register(namedSchemas, { id: 'Hit' });

export const facetValueSchema = z
  .object({
    value: z.string().meta({ description: 'To be filtered by; `none`: without a value.', examples: ['IQ', 'none'] }),
    label: z.string().meta({ description: 'For people, in `locale` where known.', examples: ['Iraq'] }),
    count: count.describe('Articles that have it under all filters but those of its own facet. Exact.'),
    selected: z.boolean().describe('Whether the request filters by it.'),
    excluded: z.literal(true).optional().describe('Present when the request excludes it.'),
  })
  .describe('A value of a facet, and how many articles have it.')
  .register(namedSchemas, { id: 'FacetValue' });

const facetLists = Object.fromEntries(
  FACET_NAMES.map((name) => [
    name,
    z
      .array(facetValueSchema)
      .optional()
      .describe('Most frequent first, ties by value; selected values always. Absent unless asked for.'),
  ]),
) as Record<FacetName, z.ZodOptional<z.ZodArray<typeof facetValueSchema>>>;

export const histogramSchema = z
  .object({
    interval: z
      .enum(HISTOGRAM_INTERVALS)
      .describe('Width of the buckets; coarser than asked for where `notices` say so.'),
    buckets: z
      .array(
        z
          .object({
            date: z.string().meta({ description: 'First day of the bucket, `YYYY-MM-DD`.', examples: ['2020-01-01'] }),
            count: count.describe('Articles dated in the bucket. Exact.'),
          })
          .readonly(),
      )
      .readonly()
      .describe('Oldest first, without gaps; empty when no article has a date.'),
    undated: count.describe('Articles without a date, under the same filters.'),
  })
  .readonly()
  .describe('Articles by date, under all filters but `from`, `to` and `undated`.')
  .register(namedSchemas, { id: 'Histogram' });

export const noticeSchema = z
  .object({
    code: z.enum(NOTICE_CODES).describe('What was done with the query; docs/api.md tells of each.'),
    about: z.string().optional().describe('The words of the query that it is about, as typed.'),
    words: z.array(z.string()).readonly().optional().describe('The words that were searched instead, too, or in vain.'),
  })
  .readonly()
  .describe('Something the reader should know about how the query was understood.')
  .register(namedSchemas, { id: 'Notice' });

export const searchAnswerSchema = z
  .object({
    query: z.string().describe('`q` as sent.'),
    hits: z.array(hitSchema).describe('One page, in the order of `sort`; empty beyond the last.'),
    facets: z.object(facetLists).describe('The facets that were asked for.'),
    histogram: histogramSchema.nullable().describe('Articles over time; null with `interval=none`.'),
    totalHits: count.describe('Articles that match. Exact.'),
    page: z.int().min(1).nullable().describe('From 1; null when a cursor was followed.'),
    hitsPerPage: z.int().min(1).describe('As asked for.'),
    totalPages: count.describe('`totalHits` by `hitsPerPage`, rounded up; page numbers reach the first 1,000 hits.'),
    nextCursor: z.string().optional().describe('Leads to the hits after these; absent when there are none.'),
    tookMs: z.number().min(0).describe('Milliseconds in the engine.'),
    generation: generationId.describe('The published index that answered.'),
    revision: count.describe('Rises with every change of that index; with `generation` it names what was searched.'),
    notices: z.array(noticeSchema).describe('What was done with the query; empty when it was taken as typed.'),
  })
  .describe('One page of hits with counts, all of one state of the index.')
  .register(namedSchemas, { id: 'SearchAnswer' });

export const suggestionSchema = z
  .object({
    kind: z.enum(['word', 'title', 'name']).describe('A word of the archive, an article, or a facet value.'),
    text: z.string().describe('Plain text to show. Of a `word`: the whole query, completed.'),
    facet: z.enum(FACET_NAMES).optional().describe('Of a `name`: the facet to filter by.'),
    value: z.string().optional().describe('Of a `name`: its value.'),
    id: z.string().optional().describe('Of a `title`: the article.'),
    count: count.optional().describe('Of a `name`: articles that have the value.'),
  })
  .readonly()
  .describe('A completion of what is being typed.')
  .register(namedSchemas, { id: 'Suggestion' });

export const suggestAnswerSchema = z.object({
  query: z.string().describe('`q` as sent.'),
  suggestions: z.array(suggestionSchema).readonly().describe('Names first, then words, then titles; at most `limit`.'),
});
export const facetAnswerSchema = z.object({
  facet: z.enum(FACET_NAMES).describe('The facet of the address.'),
  values: z.array(facetValueSchema).describe('Most frequent first; at most `limit`.'),
});
export const relatedAnswerSchema = z.object({
  hits: z.array(hitSchema).describe('Most alike first, without highlights; empty when no article is like it.'),
});

export type ArticleHit = z.infer<typeof hitSchema>;
export type FacetValue = z.infer<typeof facetValueSchema>;
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
export type SuggestionItem = z.infer<typeof suggestionSchema>;
