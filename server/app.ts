import type { Express } from 'express';
import express from 'express';
import type { Logger } from 'pino';
import type { Archive } from '../core/archive.ts';
import { DatelineError } from '../core/errors.ts';
import type { Insight } from '../core/insight.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import type { Engine } from '../engine/port.ts';
import { accessLog } from './access-log.ts';
import { compressAnswers, securityHeaders } from './common-headers.ts';
import type { KeyRing } from './key-ring.ts';
import { createKeyRing } from './key-ring.ts';
import type { Lifecycle } from './lifecycle.ts';
import { createLifecycle } from './lifecycle.ts';
import { createRateLimits } from './limit-rate.ts';
import type { Metrics } from './metrics.ts';
import { createMetrics, measureRequests } from './metrics.ts';
import type { ServerOptions } from './options.ts';
import { DEFAULT_SERVER_OPTIONS } from './options.ts';
import { answerProblems } from './problem.ts';
import { contextOf, requestContext } from './request-context.ts';
import { mountRoutes } from './route.ts';
import { MEILISEARCH_PATHS } from './routes/meilisearch.ts';
import { ROUTES } from './routes/routes.ts';
import type { PageRouter, Services } from './services.ts';

export interface AppDependencies {
  readonly engine: Engine;
  readonly archive: Archive;
  readonly vocabulary: Vocabulary;
  readonly insight: Insight;
  readonly logger: Logger;
  /** Default: everyone may search, nobody is admin. */
  readonly keyRing?: KeyRing;
  readonly options?: ServerOptions;
  readonly lifecycle?: Lifecycle;
  readonly metrics?: Metrics;
  readonly page?: PageRouter;
  readonly now?: () => number;
}

/** The whole HTTP application on injected parts; nothing listens yet. @throws invalid_config */
export function createApp(dependencies: AppDependencies): Express {
  const options = dependencies.options ?? DEFAULT_SERVER_OPTIONS;
  const services: Services = {
    ...dependencies,
    options,
    keyRing: dependencies.keyRing ?? createKeyRing({}),
    lifecycle: dependencies.lifecycle ?? createLifecycle(),
    rateLimits: createRateLimits(options.limits),
    metrics: dependencies.metrics ?? createMetrics({ process: false }),
    now: dependencies.now ?? Date.now,
  };
  if (options.cors.origins.includes('*') && options.cors.credentials) {
    throw new DatelineError('invalid_config', 'CORS_ORIGINS=* and credentials exclude each other');
  }
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false); // ours name the index's state, not the bytes
  app.set('query parser', 'simple'); // strings and lists of strings; no nesting to get wrong
  app.set('trust proxy', options.trustProxy);

  const observers = [measureRequests(services.metrics), accessLog(services.logger, services.keyRing)];
  app.use(requestContext(services.logger, observers));
  app.use(securityHeaders(options.cors));
  app.use(compressAnswers());
  app.use(MEILISEARCH_PATHS, (_req, res, next) => {
    contextOf(res).errorForm = 'meilisearch';
    next();
  });
  mountRoutes(app, ROUTES, services);
  if (dependencies.page) app.use(dependencies.page(services));
  app.use(() => {
    throw new DatelineError('not_found', 'there is nothing at this address');
  });
  app.use(answerProblems);
  return app;
}
