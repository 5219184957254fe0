import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../archive/migrate.ts';
import type { DocumentSummary } from '../../core/document.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import type { SearchResult } from '../../core/result.ts';
import { exactly, publish, query } from '../../engine/conformance/build.ts';
import { NEWSROOM, NEWSROOM_SETTINGS as settings } from '../../engine/conformance/newsroom.ts';
import { openEmbeddedEngine } from '../../engine/embedded/engine.ts';
import { openOpenSearchEngine } from '../../engine/opensearch/engine.ts';
import { isRequired } from '../engines/required.ts';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { openIn } from './open-for-tests.ts';
import { clusterUnavailable } from './prepare.ts';

const absent = isRequired('opensearch') ? undefined : clusterUnavailable();
const EVERYTHING = query({ facets: FACET_NAMES, histogram: 'year', sort: 'newest' });

describe.skipIf(absent !== undefined)(
  `moving an archive${absent === undefined ? '' : ` (not tried: ${absent})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-moving-'));
    let cluster: Cluster;
    beforeAll(async () => {
      cluster = await startCluster({ settings: { 'path.repo': join(folder, 'snapshots') } });
    }, 300_000);
    afterAll(async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    const ask = async (method: string, path: string, body?: object, { urls } = cluster): Promise<unknown> => {
      const headers = { 'content-type': 'application/json' };
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const response = await fetch(`${urls[0]}/${path}`, init);
      expect([path, response.ok]).toEqual([path, true]);
      return response.json();
    };

    test('from the embedded engine to the cluster and back, every count and every article stays', async () => {
      const first = await openEmbeddedEngine({ folder: join(folder, 'first'), settings });
      const second = await openEmbeddedEngine({ folder: join(folder, 'second'), settings });
      const { engine, cleanUp } = openIn(
        cluster.urls,
        { settings },
        { partitions: { by: 'year' }, layout: { shards: 2 } },
      );
      await publish(first, NEWSROOM);
      expect(await migrate(first, engine)).toMatchObject({ documents: NEWSROOM.length });
      expect(await migrate(engine, second)).toMatchObject({ documents: NEWSROOM.length });
      const [before, between, after] = await Promise.all([first, engine, second].map((one) => one.search(EVERYTHING)));
      for (const moved of [between!, after!]) {
        expect(moved.facets).toEqual(before!.facets);
        expect(moved.histogram).toEqual(before!.histogram);
        expect(byId(moved)).toEqual(byId(before!));
      }
      await Promise.all([first.close(), second.close()]);
      await cleanUp();
    }, 120_000);

    test('a snapshot brings back what was published, into a new cluster, and updates go on', async () => {
      const indexPrefix = 'restored';
      const { engine, cleanUp } = openIn(cluster.urls, { settings }, { indexPrefix });
      const generation = await publish(engine, NEWSROOM);
      await engine.update({ upsert: [], remove: ['bare'] });
      const before = await engine.search(EVERYTHING);
      await engine.close();

      const repository = { type: 'fs', settings: { location: join(folder, 'snapshots') } };
      await ask('PUT', '_snapshot/archive', repository);
      const indices = `${indexPrefix}-*`;
      await ask('PUT', '_snapshot/archive/daily?wait_for_completion=true', { indices, include_global_state: false });
      await cleanUp();

      const fresh = await startCluster({ settings: { 'path.repo': join(folder, 'snapshots') } });
      await ask('PUT', '_snapshot/archive', repository, fresh);
      await ask('POST', '_snapshot/archive/daily/_restore?wait_for_completion=true', { indices }, fresh);
      const again = openOpenSearchEngine({ nodes: fresh.urls, settings, indexPrefix });
      const after = await again.search(EVERYTHING);
      expect(after).toEqual(before);
      expect(after.generation).toBe(generation);
      const { revision } = await again.update({ upsert: [NEWSROOM.find(({ id }) => id === 'bare')!], remove: [] });
      expect(revision).toBeGreaterThan(before.revision);
      expect((await again.search(exactly('rain'))).totalHits).toBe(1);
      await again.close();
      await fresh.stop();
    }, 300_000);
  },
);

/** The articles found; engines may order those of one day as they like. */
function byId({ hits }: SearchResult): DocumentSummary[] {
  return hits.map(({ document }) => document).sort((a, b) => (a.id < b.id ? -1 : 1));
}
