import { z } from 'zod';
import { ARTICLE_ID } from '../../core/document.ts';
import { DatelineError } from '../../core/errors.ts';
import { askEngine } from '../ask-engine.ts';
import { setEtagOf } from '../etag.ts';
import { presentHit } from '../present-result.ts';
import { route } from '../route.ts';
import { articleSchema, relatedAnswerSchema } from '../schemas/answers.ts';
import { integerParameter } from '../schemas/parameter.ts';

export const articleIdParams = z.object({
  id: z.string().regex(ARTICLE_ID, 'not an id').describe('`id` of an article.'),
});

const article = route({
  method: 'get',
  path: '/api/articles/:id',
  id: 'article',
  tag: 'articles',
  summary: 'One whole article with the evidence for its facets and its date',
  access: 'search',
  params: articleIdParams,
  answers: { 200: { description: 'The article.', schema: articleSchema }, 304: { description: 'Unchanged.' } },
  problems: [404],
  handle: async ({ req, res, params, caller, services }) => {
    const document = await askEngine(services, res, 'get', (signal) =>
      services.engine.get(params.id, { scope: caller.filter, now: services.now() }, { signal }),
    );
    if (document === null) throw new DatelineError('not_found', 'there is no such article');
    setEtagOf(req, res, JSON.stringify(document)); // an article stays what it is over many generations
    res.json(document);
  },
});

const related = route({
  method: 'get',
  path: '/api/articles/:id/related',
  id: 'related',
  tag: 'articles',
  summary: 'Articles like this one, best first',
  access: 'search',
  params: articleIdParams,
  query: z.strictObject({ limit: integerParameter(1, 20, 5).describe('Articles at most.') }),
  answers: { 200: { description: 'Hits without highlights.', schema: relatedAnswerSchema } },
  problems: [404],
  handle: async ({ res, params, query, caller, services }) => {
    const scope = { scope: caller.filter, now: services.now() };
    const hits = await askEngine(services, res, 'related', async (signal) => {
      const found = await services.engine.related(params.id, query.limit, scope, { signal });
      if (found.length > 0) return found;
      if ((await services.engine.get(params.id, scope, { signal })) !== null) return [];
      throw new DatelineError('not_found', 'there is no such article');
    });
    res.set('Cache-Control', 'private, no-cache').json({ hits: hits.map((hit) => presentHit(hit, 'none')) });
  },
});

export const ARTICLE_ROUTES = [article, related];
