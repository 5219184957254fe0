import { z } from 'zod';
import { showJobs } from '../metrics.ts';
import { isReady } from '../readiness.ts';
import { route } from '../route.ts';
import { generationId } from '../schemas/answers.ts';

const healthSchema = z.object({ status: z.literal('ok').describe('Always, or there is no answer.') });
const readySchema = z.object({
  ready: z.boolean().describe('Whether searches are answered.'),
  engine: z.string().meta({ description: 'Which engine.', examples: ['embedded', 'meilisearch', 'opensearch'] }),
  detail: z.string().describe('What is wrong, or `ok`; for people; no host, no key.'),
  documents: z.int().min(0).optional().describe('Articles of the live generation, those under embargo among them.'),
  generation: generationId.optional().describe('The live one; absent when there is none or the engine does not tell.'),
});

const healthz = route({
  method: 'get',
  path: '/healthz',
  id: 'health',
  tag: 'service',
  summary: 'Whether the process lives',
  access: 'open',
  answers: { 200: { description: 'It does.', schema: healthSchema } },
  handle: ({ res }) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  },
});

const readyz = route({
  method: 'get',
  path: '/readyz',
  id: 'readiness',
  tag: 'service',
  summary: 'Whether searches are answered: the engine is well, a generation is live, no shutdown has begun',
  access: 'open',
  answers: {
    200: { description: 'They are.', schema: readySchema },
    503: { description: 'They are not.', schema: readySchema },
  },
  handle: async ({ res, services }) => {
    const state = await isReady(services);
    res
      .set('Cache-Control', 'no-store')
      .status(state.ready ? 200 : 503)
      .json(state);
  },
});

const metrics = route({
  method: 'get',
  path: '/metrics',
  id: 'metrics',
  tag: 'service',
  summary: 'Figures for Prometheus',
  access: 'open',
  answers: { 200: { description: 'Text format.', mediaType: 'text/plain' } },
  handle: async ({ res, services }) => {
    const { registry, inFlight } = services.metrics;
    inFlight.set(services.lifecycle.searchesInFlight);
    await isReady(services); // sets the number of articles
    showJobs(services.metrics, await services.archive.jobs());
    res
      .set('Cache-Control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics());
  },
});

export const SERVICE_ROUTES = [healthz, readyz, metrics];
