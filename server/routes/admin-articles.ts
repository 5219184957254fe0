import { z } from 'zod';
import { DatelineError } from '../../core/errors.ts';
import { route } from '../route.ts';
import {
  insightSchema,
  putAnswerSchema,
  rawRecordSchema,
  takedownListSchema,
  takedownSchema,
} from '../schemas/admin.ts';
import { integerParameter, textParameter } from '../schemas/parameter.ts';
import { articleIdParams } from './articles.ts';

const put = route({
  method: 'put',
  path: '/admin/articles/:id',
  id: 'putArticle',
  tag: 'admin',
  summary: 'Publish one article, new or changed; also into a rebuild that is running',
  access: 'admin',
  params: articleIdParams,
  body: rawRecordSchema,
  bodyLimit: 'articleBodyBytes',
  answers: { 200: { description: 'Searchable now.', schema: putAnswerSchema } },
  problems: [409, 507],
  handle: async ({ res, params, body, services }) => {
    if (body.id !== undefined && body.id !== params.id) {
      throw new DatelineError('invalid_parameter', 'id: not that of the address', { details: { parameter: 'id' } });
    }
    res.json(await services.archive.put(params.id, { ...body, id: params.id }));
  },
});

const remove = route({
  method: 'delete',
  path: '/admin/articles/:id',
  id: 'takeDownArticle',
  tag: 'admin',
  summary: 'Take an article down for good: by id, URL, record and near-duplicate text, over all later reindexes',
  access: 'admin',
  params: articleIdParams,
  query: z.strictObject({
    reason: textParameter(500, 1).default('no reason given').describe('Kept with the takedown.'),
  }),
  answers: { 200: { description: 'Gone.', schema: takedownSchema } },
  problems: [404, 507],
  handle: async ({ res, params, query, services }) => {
    res.json(await services.archive.takeDown(params.id, query.reason));
  },
});

const takedowns = route({
  method: 'get',
  path: '/admin/takedowns',
  id: 'takedowns',
  tag: 'admin',
  summary: 'What was taken down, and why',
  access: 'admin',
  answers: { 200: { description: 'Newest first.', schema: takedownListSchema } },
  handle: async ({ res, services }) => {
    res.json({ takedowns: await services.archive.takedowns() });
  },
});

const lift = route({
  method: 'delete',
  path: '/admin/takedowns/:id',
  id: 'liftTakedown',
  tag: 'admin',
  summary: 'Let an article return, with the next reindex or PUT',
  access: 'admin',
  params: articleIdParams,
  answers: { 204: { description: 'Lifted.' } },
  problems: [404, 507],
  handle: async ({ res, params, services }) => {
    await services.archive.liftTakedown(params.id);
    res.status(204).end();
  },
});

const insight = route({
  method: 'get',
  path: '/admin/insight',
  id: 'insight',
  tag: 'admin',
  summary: 'What readers search for, in vain, and slowly',
  access: 'admin',
  query: z.strictObject({ limit: integerParameter(1, 500, 50).describe('Queries at most in each list.') }),
  answers: { 200: { description: 'Without any address; rare queries are not shown.', schema: insightSchema } },
  handle: ({ res, query, services }) => {
    res.json(services.insight.report(query.limit));
  },
});

export const ADMIN_ARTICLE_ROUTES = [put, remove, takedowns, lift, insight];
