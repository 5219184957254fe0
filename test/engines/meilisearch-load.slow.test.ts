import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../../engine/conformance/build.ts';
import { openMeilisearchEngine } from '../../engine/meilisearch/engine.ts';
import type { Engine } from '../../engine/port.ts';
import { NO_SETTINGS as settings } from '../../engine/settings.ts';
import { BAD_BUILDS, LIVE, ordinaryBuild } from '../support/builds.ts';
import { editDuringRebuilds } from '../support/concurrent-edits.ts';
import { KILLS, killService } from '../support/kill-service.ts';
import { memoryCorpus } from '../support/memory-corpus.ts';
import { openTestArchive } from '../support/open-test-archive.ts';
import { REINDEXES, reindexUnderLoad } from '../support/reindex-under-load.ts';
import { reindex } from '../support/wait-for-job.ts';
import type { MeilisearchServer } from './meilisearch-server.ts';
import { startMeilisearch, whyNoMeilisearch } from './meilisearch-server.ts';

const MINUTES = 60_000;
const ORDINARY_BUILDS = 100;

describe.skipIf(whyNoMeilisearch() !== undefined)('rebuilds and edits on Meilisearch', () => {
  let server: MeilisearchServer;
  beforeAll(async () => {
    server = await startMeilisearch({ own: true });
  });
  afterAll(() => server.stop());

  async function withEngine(indexPrefix: string, work: (engine: Engine) => Promise<void>): Promise<void> {
    const { url, masterKey } = server;
    const engine = await openMeilisearchEngine({ url, masterKey, settings, indexPrefix, keepGenerations: 1 });
    await work(engine).finally(() => engine.close());
  }

  test(
    `${REINDEXES} reindexes under load: no failed, empty or mixed answer, every one names its generation`,
    () => withEngine('load', reindexUnderLoad),
    10 * MINUTES,
  );

  test(
    `${BAD_BUILDS.length} bad builds are refused, and ${ORDINARY_BUILDS} ordinary ones accepted`,
    () =>
      withEngine('builds', async (engine) => {
        const corpus = memoryCorpus(LIVE);
        corpus.batchSize = 200;
        const { archive } = await openTestArchive({ engine, corpus });
        const { report } = await reindex(archive);
        for (const [name, build] of BAD_BUILDS) {
          corpus.articles = build;
          expect(await reindex(archive), name).toMatchObject({ status: 'failed', error: { code: 'publish_refused' } });
        }
        expect(await engine.search(query())).toMatchObject({
          generation: report?.generation,
          totalHits: LIVE.length,
        });
        for (let seed = 1; seed <= ORDINARY_BUILDS; seed++) {
          corpus.articles = ordinaryBuild(seed);
          const { guard } = await reindex(archive, { dryRun: true }); // so that each is judged against the same
          expect(guard, `build ${seed}`).toMatchObject({ accepted: true });
        }
        expect((await reindex(archive)).status).toBe('succeeded');
      }),
    20 * MINUTES,
  );

  test(
    '10,000 upserts and deletes while rebuilds run: none lost, none resurrected',
    () => withEngine('edits', editDuringRebuilds),
    20 * MINUTES,
  );

  test(
    `${KILLS} kills of the service at random points: what was acknowledged is there, the rest is one state or the other`,
    () =>
      killService({
        DATELINE_ENGINE: 'meilisearch',
        MEILI_URL: server.url,
        MEILI_MASTER_KEY: server.masterKey,
        MEILI_INDEX_PREFIX: 'kills',
      }),
    10 * MINUTES,
  );
});
