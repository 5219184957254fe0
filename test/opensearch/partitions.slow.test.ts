import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseCalendarDate } from '../../core/calendar-date.ts';
import { ALL, article, publish, query } from '../../engine/conformance/build.ts';
import { connect } from '../../engine/opensearch/connection.ts';
import { openGenerations } from '../../engine/opensearch/generations.ts';
import { namesUnder, partitionIn } from '../../engine/opensearch/names.ts';
import { startPartitionScheduler } from '../../engine/opensearch/partition-scheduler.ts';
import { openRegistry } from '../../engine/opensearch/registry.ts';
import { isRequired } from '../engines/required.ts';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { openIn } from './open-for-tests.ts';
import { clusterUnavailable } from './prepare.ts';

const absent = isRequired('opensearch') ? undefined : clusterUnavailable();
const day = (date: string): number => parseCalendarDate(date)!.first;

describe.skipIf(absent !== undefined)(`partitions${absent === undefined ? '' : ` (not tried: ${absent})`}`, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  }, 300_000);
  afterAll(() => cluster.stop(), 60_000);

  /** The partitions of the live generation, and how many of them a search reports to have asked. */
  async function partitions(prefix: string): Promise<string[]> {
    const aliases = (await (await fetch(`${cluster.urls[0]}/_alias/${prefix}`)).json()) as Record<string, unknown>;
    return Object.keys(aliases)
      .map((index) => partitionIn(index) ?? '')
      .sort();
  }

  test('an article lies where its date says, moves when that is corrected, and is there once', async () => {
    const indexPrefix = `parts-${randomUUID().slice(0, 8)}`;
    const { engine, cleanUp } = openIn(
      cluster.urls,
      { settings: { synonyms: [] } },
      { indexPrefix, partitions: { by: 'year' } },
    );
    const dated = ['2019-05-01', '2020-06-01', '2021-07-01'].map((date) =>
      article({ id: `d${date.slice(0, 4)}`, date }),
    );
    await publish(engine, [...dated, article({ id: 'undated' })]);
    expect(await partitions(indexPrefix)).toEqual(['2019', '2020', '2021', 'undated']);

    await engine.update({ upsert: [{ ...dated[0]!, date: '2023-01-01' }], remove: ['d2020'] });
    expect(await partitions(indexPrefix)).toEqual(['2019', '2020', '2021', '2023', 'undated']);
    const { hits, totalHits } = await engine.search(query({ sort: 'oldest' }));
    expect([totalHits, hits.map((hit) => hit.document.id)]).toEqual([3, ['d2021', 'd2019', 'undated']]);
    expect((await engine.get('d2019', ALL))?.date).toBe('2023-01-01');
    await cleanUp();
  });

  test('a range of dates asks only the partitions that it touches', async () => {
    const indexPrefix = `parts-${randomUUID().slice(0, 8)}`;
    const { engine, cleanUp } = openIn(
      cluster.urls,
      { settings: { synonyms: [] } },
      { indexPrefix, partitions: { by: 'year' } },
    );
    const years = Array.from({ length: 12 }, (_, index) => article({ id: `y${index}`, date: `${2010 + index}-03-01` }));
    await publish(engine, years);
    const response = await fetch(`${cluster.urls[0]}/${indexPrefix}/_search?pre_filter_shard_size=8`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: { range: { first: { gte: '2015-01-01', lte: '2016-12-31' } } } }),
    });
    const { _shards } = (await response.json()) as { _shards: { total: number; skipped: number } };
    expect(_shards).toMatchObject({ total: 13, skipped: 11 });
    await cleanUp();
  });

  test('the scheduler makes what is needed next and packs what is old', async () => {
    const indexPrefix = `parts-${randomUUID().slice(0, 8)}`;
    const { engine, cleanUp } = openIn(
      cluster.urls,
      { settings: { synonyms: [] } },
      { indexPrefix, partitions: { by: 'year' } },
    );
    await publish(engine, [article({ id: 'a', date: '2020-01-01' })]);
    for (const id of ['b', 'c']) await engine.update({ upsert: [article({ id, date: '2020-02-02' })], remove: [] });

    const connection = connect({ nodes: cluster.urls });
    const names = namesUnder(indexPrefix);
    const generations = openGenerations(connection, names, openRegistry(connection, names), {});
    const scheduler = startPartitionScheduler(connection, names, generations, { by: 'year' });
    const done = await scheduler.run(day('2026-11-21'));
    expect(done).toEqual(
      expect.arrayContaining([
        { action: 'create', partition: '2026' },
        { action: 'create', partition: '2027' },
        { action: 'merge', partition: '2020' },
      ]),
    );
    expect(await partitions(indexPrefix)).toEqual(['2020', '2026', '2027', 'undated']);
    expect(await scheduler.run(day('2026-11-21'))).toEqual([]);
    expect((await engine.search(query())).totalHits).toBe(3);
    scheduler.stop();
    await connection.close();
    await cleanUp();
  });
});
