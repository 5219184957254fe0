import { z } from 'zod';
import { QUERY_LIMITS } from '../../core/query.ts';

const attributes = z.array(z.string().max(100)).max(50);
const count = (max: number) => z.int().min(0).max(max);

const filter = z.union([
  z.string().max(20_000),
  z.array(z.union([z.string().max(20_000), z.array(z.string().max(20_000)).max(200)])).max(50),
]);

/** The parameters of a Meilisearch search that are understood; any other is refused by name. Clients send null for absent. */
export const meilisearchSearchShape = {
  q: z.string().max(QUERY_LIMITS.textLength).nullish().describe('Words, as `q` of `/api/search`; null or absent: all.'),
  offset: count(QUERY_LIMITS.pagedHits).nullish().describe('Hits to skip; 0 by default. Not with `page`.'),
  limit: count(QUERY_LIMITS.pagedHits).nullish().describe('Hits to give, 100 at most; 20 by default. Not with `page`.'),
  page: count(QUERY_LIMITS.pagedHits).nullish().describe('From 1; with it or `hitsPerPage` the answer is numbered.'),
  hitsPerPage: count(QUERY_LIMITS.pagedHits).nullish().describe('100 at most; 20 by default.'),
  filter: filter.nullish().meta({
    description:
      'Meilisearch’s filters: a text, or a list (AND) of texts and lists (OR). `OR` joins values of one facet.',
    examples: ['countries = IQ AND date >= 2020-01-01'],
  }),
  facets: attributes.nullish().meta({ description: 'Attributes to count, or `*`.', examples: [['countries']] }),
  attributesToRetrieve: attributes.nullish().describe('Attributes of a hit; all by default.'),
  attributesToHighlight: attributes.nullish().describe('With any, `_formatted` has title and body marked.'),
  highlightPreTag: z.string().max(100).nullish().describe('Before a match; `<em>` by default. Plain, or a mark.'),
  highlightPostTag: z.string().max(100).nullish().describe('After a match; `</em>` by default.'),
  attributesToCrop: attributes.nullish().describe('With any, `_formatted` is given too; `body` is a passage already.'),
  cropLength: count(1_000).nullish().describe('Taken, and does nothing.'),
  cropMarker: z.string().max(20).nullish().describe('Taken, and does nothing.'),
  sort: z
    .array(z.string().max(100))
    .max(5)
    .nullish()
    .meta({ description: '`date:desc` or `date:asc`; relevance by default.', examples: [['date:desc']] }),
  matchingStrategy: z
    .enum(['last', 'all', 'frequency'])
    .nullish()
    .describe('`all`: only articles with all words; else the best matches follow when they are few.'),
  attributesToSearchOn: attributes.nullish().describe('`title` or `body` alone; both by default.'),
  showMatchesPosition: z.literal(false).nullish().describe('Positions are not given.'),
  showRankingScore: z.literal(false).nullish().describe('Scores are not given.'),
};

export const meilisearchSearchSchema = z.strictObject(meilisearchSearchShape);
export type MeilisearchSearch = z.infer<typeof meilisearchSearchSchema>;

export const multiSearchSchema = z.strictObject({
  queries: z
    .array(
      z.strictObject({
        indexUid: z
          .string()
          .max(400)
          .meta({ description: 'The one index there is.', examples: ['articles'] }),
        ...meilisearchSearchShape,
      }),
    )
    .max(20)
    .describe('Searches, answered in this order.'),
});

export const facetSearchSchema = z.strictObject({
  ...meilisearchSearchShape,
  facetName: z
    .string()
    .max(100)
    .meta({ description: 'The attribute to look into.', examples: ['countries'] }),
  facetQuery: z.string().max(200).nullish().describe('Part of a value, of its label or of an alias; all by default.'),
  exhaustiveFacetCount: z.boolean().nullish().describe('Taken, and does nothing: counts are exact.'),
});
