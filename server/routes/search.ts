import { z } from 'zod';
import { FACET_NAMES } from '../../core/facets.ts';
import { askEngine } from '../ask-engine.ts';
import { answerUnchanged, setEtag } from '../etag.ts';
import { presentFacet } from '../present-result.ts';
import { route } from '../route.ts';
import { sendJson } from '../send-json.ts';
import { runSearch } from '../run-search.ts';
import { facetAnswerSchema, searchAnswerSchema, suggestAnswerSchema } from '../schemas/answers.ts';
import { integerParameter, textParameter } from '../schemas/parameter.ts';
import { filterParams, labelLocale, queryText, searchParamsSchema } from '../schemas/search-params.ts';
import { suggest } from '../suggest.ts';
import { toPlainQuery } from '../to-search-query.ts';

const search = route({
  method: 'get',
  path: '/api/search',
  id: 'search',
  tag: 'search',
  summary: 'Search articles, with highlights, facet counts and a date histogram',
  access: 'search',
  query: searchParamsSchema,
  answers: {
    200: { description: 'One page of hits.', schema: searchAnswerSchema },
    304: { description: 'Unchanged.' },
  },
  handle: async ({ req, res, query, caller, services }) => {
    if (await answerUnchanged(services, req, res)) return;
    const answer = await runSearch(services, res, caller, query);
    setEtag(services, req, res, answer);
    sendJson(res, answer);
  },
});

const suggestions = route({
  method: 'get',
  path: '/api/suggest',
  id: 'suggest',
  tag: 'search',
  summary: 'Completions of words, names and titles while one types',
  access: 'search',
  query: z.strictObject({
    q: textParameter(200).default('').describe('What has been typed so far.'),
    limit: integerParameter(1, 20, 8).describe('Suggestions at most.'),
    locale: labelLocale,
  }),
  answers: { 200: { description: 'Names first, then words, then titles.', schema: suggestAnswerSchema } },
  handle: async ({ res, query, caller, services }) => {
    const list = await askEngine(services, res, 'suggest', (signal) =>
      suggest(services, query, { scope: caller.filter, now: services.now() }, signal),
    );
    res.set('Cache-Control', 'private, no-cache').json({ query: query.q, suggestions: list });
  },
});

const facetValues = route({
  method: 'get',
  path: '/api/facets/:facet',
  id: 'facetValues',
  tag: 'search',
  summary: 'Search inside the values of one facet, aliases included',
  access: 'search',
  params: z.object({ facet: z.enum(FACET_NAMES).describe('Whose values.') }),
  query: z.strictObject({
    q: textParameter(200).default('').describe('Part of a value, of its label or of an alias.'),
    query: queryText.describe('The search under which values are counted; like `q` of `/api/search`.'),
    ...filterParams,
    limit: integerParameter(1, 100, 20).describe('Values at most.'),
    locale: labelLocale,
  }),
  answers: { 200: { description: 'Most frequent first.', schema: facetAnswerSchema } },
  handle: async ({ res, params, query, caller, services }) => {
    const { facet } = params;
    const plain = toPlainQuery(query.query, query, { scope: caller.filter, now: services.now() });
    const values = query.q === '' ? [] : services.vocabulary.matching(facet, query.q, 200);
    const counts = await askEngine(services, res, 'facetValues', (signal) =>
      services.engine.facetValues({ facet, query: plain, contains: query.q, values, limit: query.limit }, { signal }),
    );
    const list = presentFacet(facet, counts, plain.filters, services.vocabulary, query.locale);
    res.set('Cache-Control', 'private, no-cache').json({ facet, values: list });
  },
});

export const SEARCH_ROUTES = [search, suggestions, facetValues];
