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
  q: z.string().max(QUERY_LIMITS.textLength).nullish(),
  offset: count(QUERY_LIMITS.pagedHits).nullish(),
  limit: count(QUERY_LIMITS.pagedHits).nullish(),
  page: count(QUERY_LIMITS.pagedHits).nullish(),
  hitsPerPage: count(QUERY_LIMITS.pagedHits).nullish(),
  filter: filter.nullish(),
  facets: attributes.nullish(),
  attributesToRetrieve: attributes.nullish(),
  attributesToHighlight: attributes.nullish(),
  highlightPreTag: z.string().max(100).nullish(),
  highlightPostTag: z.string().max(100).nullish(),
  attributesToCrop: attributes.nullish(),
  cropLength: count(1_000).nullish(),
  cropMarker: z.string().max(20).nullish(),
  sort: z.array(z.string().max(100)).max(5).nullish(),
  matchingStrategy: z.enum(['last', 'all', 'frequency']).nullish(),
  attributesToSearchOn: attributes.nullish(),
  showMatchesPosition: z.literal(false).nullish(),
  showRankingScore: z.literal(false).nullish(),
};

export const meilisearchSearchSchema = z.strictObject(meilisearchSearchShape);
export type MeilisearchSearch = z.infer<typeof meilisearchSearchSchema>;

export const multiSearchSchema = z.strictObject({
  queries: z.array(z.strictObject({ indexUid: z.string().max(400), ...meilisearchSearchShape })).max(20),
});

export const facetSearchSchema = z.strictObject({
  ...meilisearchSearchShape,
  facetName: z.string().max(100),
  facetQuery: z.string().max(200).nullish(),
  exhaustiveFacetCount: z.boolean().nullish(),
});
