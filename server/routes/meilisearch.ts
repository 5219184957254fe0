import { z } from 'zod';
import { DatelineError } from '../../core/errors.ts';
import { NONE } from '../../core/facets.ts';
import { takePlaces } from '../admit-search.ts';
import { askEngine } from '../ask-engine.ts';
import { facetOfAttribute } from '../meilisearch/parse-filter.ts';
import { searchAsMeilisearch } from '../meilisearch/search.ts';
import { facetSearchSchema, meilisearchSearchSchema, multiSearchSchema } from '../meilisearch/search-request.ts';
import { toQuery } from '../meilisearch/to-query.ts';
import { route } from '../route.ts';

/** The one index there is. */
const INDEX = 'articles';

const milliseconds = z.int().min(0).describe('Milliseconds in the engine.');
const resultSchema = z.looseObject({
  hits: z.array(z.looseObject({})).describe('Articles as in `/api/search`, with the passage that matched as `body`.'),
  query: z.string().describe('`q` as sent.'),
  processingTimeMs: milliseconds,
});
const uidParams = z.object({
  uid: z
    .string()
    .max(400)
    .meta({ description: 'The one index there is.', examples: ['articles'] }),
});
const multiResultSchema = z.object({
  results: z.array(resultSchema).describe('One for each of `queries`, in their order.'),
});
const facetResultSchema = z.looseObject({
  facetHits: z
    .array(
      z.object({
        value: z.string().describe('To be filtered by.'),
        count: z.int().min(0).describe('Articles that have it. Exact.'),
      }),
    )
    .describe('Most frequent first; at most 100.'),
  facetQuery: z.string().nullable().describe('As sent; null when it was not.'),
  processingTimeMs: milliseconds,
});

function checkIndex(uid: string): void {
  if (uid !== INDEX) throw new DatelineError('not_found', `Index \`${uid.slice(0, 80)}\` not found.`);
}

const multiSearch = route({
  method: 'post',
  path: '/multi-search',
  id: 'meilisearchMultiSearch',
  tag: 'meilisearch',
  summary: 'Searches as Meilisearch’s clients send them, InstantSearch’s plugin among them; the index is `articles`',
  access: 'search',
  body: multiSearchSchema,
  errorForm: 'meilisearch',
  answers: { 200: { description: 'Results in order.', schema: multiResultSchema } },
  problems: [404],
  handle: async ({ res, body, caller, services }) => {
    body.queries.forEach(({ indexUid }) => checkIndex(indexUid));
    // one has been taken; of more searches than there are places all are needed, for they go on together
    const places = Math.min(body.queries.length, services.options.limits.concurrentSearches);
    if (places > 1) takePlaces(services, res, places - 1);
    res.setMaxListeners(0); // each of the searches listens for the reader to go
    const results = await Promise.all(
      body.queries.map(async ({ indexUid, ...search }) => ({
        indexUid,
        ...(await searchAsMeilisearch(services, res, caller, search)),
      })),
    );
    res.set('Cache-Control', 'private, no-cache').json({ results });
  },
});

const search = route({
  method: 'post',
  path: '/indexes/:uid/search',
  id: 'meilisearchSearch',
  tag: 'meilisearch',
  summary: 'One search as Meilisearch’s clients send it',
  access: 'search',
  params: uidParams,
  body: meilisearchSearchSchema.default({}),
  errorForm: 'meilisearch',
  answers: { 200: { description: 'Hits.', schema: resultSchema } },
  problems: [404],
  handle: async ({ res, params, body, caller, services }) => {
    checkIndex(params.uid);
    res.set('Cache-Control', 'private, no-cache').json(await searchAsMeilisearch(services, res, caller, body));
  },
});

const facetSearch = route({
  method: 'post',
  path: '/indexes/:uid/facet-search',
  id: 'meilisearchFacetSearch',
  tag: 'meilisearch',
  summary: 'Search inside one facet’s values, as Meilisearch’s clients send it',
  access: 'search',
  params: uidParams,
  body: facetSearchSchema,
  errorForm: 'meilisearch',
  answers: {
    200: { description: 'Values.', schema: facetResultSchema },
  },
  problems: [404],
  handle: async ({ res, params, body, caller, services }) => {
    checkIndex(params.uid);
    const { facetName, facetQuery, exhaustiveFacetCount: _always, ...request } = body;
    const facet = facetOfAttribute(facetName);
    if (!facet) {
      throw new DatelineError('invalid_parameter', `facetName: ${facetName} is not a facet`, {
        details: { parameter: 'facetName' },
      });
    }
    const query = toQuery(request, { scope: caller.filter, now: services.now() }, 1, 1);
    const contains = facetQuery ?? '';
    const values = contains === '' ? [] : services.vocabulary.matching(facet, contains, 200);
    const startedAt = performance.now();
    const facetHits = await askEngine(services, res, 'facetValues', (signal) =>
      services.engine.facetValues({ facet, query, contains, values, limit: 100 }, { signal }),
    );
    const processingTimeMs = Math.round(performance.now() - startedAt);
    const named = facetHits.filter(({ value }) => value !== NONE);
    res.json({ facetHits: named, facetQuery: facetQuery ?? null, processingTimeMs });
  },
});

/** Where Meilisearch's clients ask, also for what is not answered here: they read no other form of errors. */
export const MEILISEARCH_PATHS = ['/multi-search', '/indexes'];
export const MEILISEARCH_ROUTES = [multiSearch, search, facetSearch];
