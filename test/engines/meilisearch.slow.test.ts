import { afterAll, beforeAll } from 'vitest';
import { engineConformance } from '../../engine/conformance/conformance.ts';
import { httpConformance } from '../support/http-conformance.ts';
import type { MeilisearchServer } from './meilisearch-server.ts';
import { startMeilisearch, whyNoMeilisearch } from './meilisearch-server.ts';
import { openOn } from './open-meilisearch.ts';
import { isRequired } from './required.ts';

const absent = whyNoMeilisearch();
let server: MeilisearchServer;

if (absent === undefined) {
  beforeAll(async () => {
    server = await startMeilisearch();
    console.log(`Meilisearch ${server.version}`);
  }, 60_000);
  afterAll(() => server.stop());
}

engineConformance({
  name: 'meilisearch',
  absent,
  required: isRequired('meilisearch'),
  open: openOn(() => server),
  timeoutMs: 60_000,
});

if (absent === undefined)
  httpConformance(
    'meilisearch',
    openOn(() => server),
  );
