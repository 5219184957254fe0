import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Archive } from '../core/archive.ts';
import type { Insight } from '../core/insight.ts';
import type { Vocabulary } from '../core/vocabulary.ts';
import type { Engine } from '../engine/port.ts';
import type { KeyRing } from './key-ring.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { RateLimits } from './limit-rate.ts';
import type { Metrics } from './metrics.ts';
import type { ServerOptions } from './options.ts';

/** What routes work with. All of it is injected; nothing is reached by import. */
export interface Services {
  readonly engine: Engine;
  readonly archive: Archive;
  readonly vocabulary: Vocabulary;
  readonly insight: Insight;
  readonly keyRing: KeyRing;
  readonly lifecycle: Lifecycle;
  readonly rateLimits: RateLimits;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly options: ServerOptions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Makes the router of the search page, mounted at `/` behind the API. */
export type PageRouter = (services: Services) => Router;
