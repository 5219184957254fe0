import { expect, test } from 'vitest';
import { compareWithScan } from '../../engine/conformance/differential.ts';
import { startMeilisearch, whyNoMeilisearch } from './meilisearch-server.ts';
import { openOn } from './open-meilisearch.ts';

/** Minutes to spend; a whole proof takes ten. */
const minutes = Number(process.env['DIFFERENTIAL_MINUTES'] ?? 1);

test.skipIf(whyNoMeilisearch() !== undefined)(
  `Meilisearch answers random searches like a scan, for ${minutes} min`,
  async () => {
    const server = await startMeilisearch();
    try {
      const compared = await compareWithScan({
        open: openOn(() => server),
        cases: Infinity,
        searchesPerArchive: 300,
        documents: 60,
        withinMs: minutes * 60_000,
      });
      console.log(`Meilisearch ${server.version}: ${compared} searches compared`);
      expect(compared).toBeGreaterThanOrEqual(300);
    } finally {
      await server.stop();
    }
  },
  (minutes + 2) * 60_000,
);
