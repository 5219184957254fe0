import { z } from 'zod';
import { DatelineError } from '../../core/errors.ts';
import { route } from '../route.ts';
import { generationListSchema, jobListSchema, jobSchema, reindexOptionsSchema } from '../schemas/admin.ts';
import { streamJobEvents } from '../stream-job-events.ts';

const jobParams = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'not an id')
    .describe('`id` of a job.'),
});
const noSuchJob = (): DatelineError => new DatelineError('not_found', 'there is no such job');

const start = route({
  method: 'post',
  path: '/admin/reindex',
  id: 'startReindex',
  tag: 'admin',
  summary: 'Build a new generation beside the live one, judge it, and publish it',
  access: 'admin',
  body: reindexOptionsSchema.default({ mode: 'full', dryRun: false, force: false }),
  answers: { 202: { description: 'Started; `Location` is the job.', schema: jobSchema } },
  problems: [409, 507],
  handle: async ({ res, body, services }) => {
    const job = await services.archive.startReindex(body);
    res.status(202).location(`/admin/reindex/${job.id}`).json(job);
  },
});

const list = route({
  method: 'get',
  path: '/admin/reindex',
  id: 'reindexJobs',
  tag: 'admin',
  summary: 'Reindex jobs, newest first',
  access: 'admin',
  answers: { 200: { description: 'Kept over restarts, bounded.', schema: jobListSchema } },
  handle: async ({ res, services }) => {
    res.json({ jobs: await services.archive.jobs() });
  },
});

const one = route({
  method: 'get',
  path: '/admin/reindex/:id',
  id: 'reindexJob',
  tag: 'admin',
  summary: 'One reindex job with its progress, verdict and report',
  access: 'admin',
  params: jobParams,
  answers: { 200: { description: 'The job.', schema: jobSchema } },
  problems: [404],
  handle: async ({ res, params, services }) => {
    const job = await services.archive.job(params.id);
    if (!job) throw noSuchJob();
    res.json(job);
  },
});

const cancel = route({
  method: 'delete',
  path: '/admin/reindex/:id',
  id: 'cancelReindex',
  tag: 'admin',
  summary: 'Ask a running job to stop; the job tells when it has',
  access: 'admin',
  params: jobParams,
  answers: { 202: { description: 'Asked.', schema: jobSchema } },
  problems: [404, 409],
  handle: async ({ res, params, services }) => {
    res.status(202).json(await services.archive.cancel(params.id));
  },
});

const events = route({
  method: 'get',
  path: '/admin/reindex/:id/events',
  id: 'reindexEvents',
  tag: 'admin',
  summary: 'Every change of a job as server-sent events, until it has ended',
  access: 'admin',
  params: jobParams,
  answers: { 200: { description: 'Events named `job`, each with the job as JSON.', mediaType: 'text/event-stream' } },
  problems: [404],
  handle: async ({ res, params, services }) => {
    const job = await services.archive.job(params.id);
    if (!job) throw noSuchJob();
    streamJobEvents(res, services, job);
  },
});

const generations = route({
  method: 'get',
  path: '/admin/generations',
  id: 'generations',
  tag: 'admin',
  summary: 'The generations that can be returned to, newest first',
  access: 'admin',
  answers: { 200: { description: 'The live one among them.', schema: generationListSchema } },
  handle: async ({ res, services }) => {
    res.json({ generations: await services.engine.generations() });
  },
});

const rollback = route({
  method: 'post',
  path: '/admin/rollback',
  id: 'rollback',
  tag: 'admin',
  summary: 'Make an earlier generation live again; takedowns hold',
  access: 'admin',
  body: z
    .strictObject({
      generation: z.string().min(1).max(200).exactOptional().describe('Default: the newest before the live one.'),
    })
    .default({}),
  answers: { 200: { description: 'The generations after it.', schema: generationListSchema } },
  problems: [404, 409, 507],
  handle: async ({ res, body, services }) => {
    await services.archive.rollback(body.generation);
    res.json({ generations: await services.engine.generations() });
  },
});

export const ADMIN_REINDEX_ROUTES = [start, list, one, cancel, events, generations, rollback];
