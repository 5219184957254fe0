import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FACET_NAMES } from '../../core/facets.ts';
import { exactly, publish, query } from '../../engine/conformance/build.ts';
import { NEWSROOM, NEWSROOM_SETTINGS as settings } from '../../engine/conformance/newsroom.ts';
import { connect } from '../../engine/opensearch/connection.ts';
import { openOpenSearchEngine } from '../../engine/opensearch/engine.ts';
import type { OpenSearchOptions } from '../../engine/opensearch/engine.ts';
import type { Engine } from '../../engine/port.ts';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { scanIds } from './load.ts';
import { clusterUnavailable, prepareServer } from './prepare.ts';
import { secureWith } from './secure.ts';
import type { Secured } from './secure.ts';

/** What docs/operating.md tells an operator to give the service's user. */
const ROLE = {
  cluster_permissions: ['cluster_composite_ops', 'cluster_monitor'],
  index_permissions: [
    {
      index_patterns: ['news*'],
      allowed_actions: [
        ...['crud', 'create_index', 'indices:admin/delete', 'manage_aliases', 'indices:admin/settings/update'],
        ...['indices:admin/refresh*', 'indices:admin/forcemerge*', 'indices:monitor/*'],
        'indices:data/read/point_in_time/*',
      ],
    },
  ],
};

/** The plugin is on Maven for some versions only, and not on every mirror. */
function pluginUnavailable(): string | undefined {
  try {
    prepareServer('security');
    return undefined;
  } catch {
    return 'the security plugin cannot be had from Maven';
  }
}

const absent = clusterUnavailable() ?? pluginUnavailable();

describe.skipIf(absent !== undefined)(
  `the security plugin, TLS, and a user with few rights${absent === undefined ? '' : ` (not tried: ${absent})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'dateline-secured-'));
    let secured: Secured;
    let cluster: Cluster;
    const open: Engine[] = [];
    beforeAll(async () => {
      secured = secureWith(folder, ROLE);
      cluster = await startCluster({ security: secured });
    }, 400_000);
    afterAll(async () => {
      await Promise.all(open.map((engine) => engine.close()));
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    const access = () => ({
      nodes: cluster.urls,
      username: secured.username,
      password: secured.password,
      caCertificate: secured.authority,
    });
    const openAs = (more: Partial<OpenSearchOptions> = {}): Engine => {
      const engine = openOpenSearchEngine({
        ...access(),
        settings,
        indexPrefix: 'news',
        searchTimeoutMs: 20_000,
        ...more,
      });
      open.push(engine);
      return engine;
    };

    test.each([
      ['one index', { indexPrefix: 'news' }],
      ['partitions', { indexPrefix: 'news-by-year', partitions: { by: 'year' } }],
    ] as const)(
      'the role in the documentation is enough for everything: %s',
      async (_, options) => {
        const engine = openAs(options);
        const first = await publish(engine, NEWSROOM);
        const all = await engine.search(query({ facets: FACET_NAMES, histogram: 'year' }));
        expect(all.totalHits).toBe(NEWSROOM.length);
        expect((await scanIds(engine)).size).toBe(NEWSROOM.length);
        await engine.update({ upsert: [], remove: ['bare'] });
        expect((await engine.search(query())).totalHits).toBe(NEWSROOM.length - 1);
        for (const size of [5, 4, 3]) await publish(engine, NEWSROOM.slice(0, size)); // drops the first one
        expect((await engine.generations()).map(({ documents }) => documents)).toEqual([3, 4, 5]);
        expect((await engine.generations()).some(({ id }) => id === first)).toBe(false);
        await engine.rollback((await engine.generations())[1]!.id);
        expect((await engine.search(query())).totalHits).toBe(4);
        const discarded = await engine.startRebuild();
        await discarded.add(NEWSROOM);
        await discarded.discard();
        await expect.poll(async () => (await engine.health()).ok, { timeout: 30_000 }).toBe(true);
      },
      300_000,
    );

    test('a wrong password is told as one, and an authority that we do not know is not believed', async () => {
      const wrong = openAs({ password: 'wrong' });
      expect((await wrong.health()).ok).toBe(false);
      await expect(wrong.search(exactly('rain'))).rejects.toMatchObject({
        code: 'engine_unavailable',
        message: 'OpenSearch refuses our credentials.',
      });
      const unknown = openAs({ caCertificate: undefined });
      expect((await unknown.health()).ok).toBe(false);
      await expect(unknown.search(exactly('rain'))).rejects.toMatchObject({ code: 'engine_unavailable' });
    });

    test('the user reaches no other index', async () => {
      const connection = connect(access());
      for (const request of [
        { method: 'PUT', path: '/payroll' },
        { method: 'GET', path: '/payroll/_search' },
        { method: 'GET', path: '/_plugins/_security/api/internalusers' },
      ] as const) {
        await expect(connection.send(request)).rejects.toMatchObject({
          message: 'OpenSearch refuses our credentials.',
        });
      }
      await connection.close();
    });
  },
);
