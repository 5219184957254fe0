import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exactly, publish, query } from '../../engine/conformance/build.ts';
import type { OpenedEngine } from '../../engine/conformance/case.ts';
import type { Engine } from '../../engine/port.ts';
import { isRequired } from '../engines/required.ts';
import { startCluster } from './cluster.ts';
import type { Cluster, ClusterNode } from './cluster.ts';
import { articlesNumbered, scanIds, startLoad, until } from './load.ts';
import { openIn } from './open-for-tests.ts';
import { clusterUnavailable } from './prepare.ts';

const absent = isRequired('opensearch') ? undefined : clusterUnavailable();

/** Three nodes, each article on two of them. The cases break it one after the other and mend it again. */
describe.skipIf(absent !== undefined)(
  `a cluster that breaks${absent === undefined ? '' : ` (not tried: ${absent})`}`,
  () => {
    let cluster: Cluster;
    let opened: OpenedEngine;
    let engine: Engine;
    const BASE = articlesNumbered(0, 200);
    const indexPrefix = 'test-faults';

    beforeAll(async () => {
      // a node is missed after 10 s here and after 30 s in production; the rest is as in production
      const settings = {
        'cluster.fault_detection.leader_check.timeout': '3s',
        'cluster.fault_detection.follower_check.timeout': '3s',
        // a copy that was on its way to a node that hangs is waited for up to half an hour, and nothing would be moved for us
        'cluster.routing.rebalance.enable': 'none',
        'indices.recovery.internal_action_timeout': '20s',
        'indices.recovery.internal_action_long_timeout': '40s',
        'indices.recovery.recovery_activity_timeout': '40s',
      };
      cluster = await startCluster({ nodes: 3, settings });
      opened = openIn(
        cluster.urls,
        { settings: { synonyms: [] } },
        { indexPrefix, layout: { shards: 3, replicas: '1' } },
      );
      engine = opened.engine;
      await publish(engine, BASE);
      await cluster.green();
    }, 300_000);

    afterAll(async () => {
      await opened.engine.close();
      await cluster.stop();
    }, 60_000);

    test('the manager dies while articles are written and searched: nothing acknowledged is lost, no count is wrong', async () => {
      const load = startLoad(engine, BASE);
      await until('the load runs', () => load.written.acknowledged.size > BASE.length + 50 && load.reads.answers > 20);
      const manager = await managerOf(cluster);
      const before = { written: load.written.acknowledged.size, answers: load.reads.answers };
      await manager.kill();
      await until('writes go on', () => load.written.acknowledged.size > before.written + 100, 120_000);
      await until('reads go on', () => load.reads.answers > before.answers + 50, 120_000);
      await load.stop();
      const found = await scanIds(engine);
      expect([...load.written.acknowledged].filter((id) => !found.has(id))).toEqual([]);
      report('manager killed', load);
      expect(load.reads.longestGapMs).toBeLessThan(30_000);

      await manager.start();
      await cluster.green();
      const afterwards = await scanIds(engine);
      expect([...load.written.acknowledged].filter((id) => !afterwards.has(id))).toEqual([]);
    }, 400_000);

    test.each([
      ['a node', anyButTheManager],
      ['the manager', managerOf],
    ])(
      '%s hangs: searches pass it over',
      async (_, choose) => {
        const total = (await engine.search(query())).totalHits;
        const took: number[] = [];
        const searchWith = async (searcher: Engine): Promise<void> => {
          const start = Date.now();
          const { totalHits } = await searcher.search(query({ hitsPerPage: 3 }));
          expect(totalHits).toBe(total);
          took.push(Date.now() - start);
        };
        for (let round = 0; round < 20; round++) await searchWith(engine);
        // a machine that is slow for other reasons is given the time it needs
        const searchTimeoutMs = Math.max(3_000, 40 * median(took.splice(0)));
        const patient = openIn(cluster.urls, { settings: { synonyms: [] } }, { indexPrefix, searchTimeoutMs }).engine;
        const node = await choose(cluster);
        const failures: unknown[] = [];
        node.suspend();
        try {
          const end = Date.now() + 25_000;
          while (Date.now() < end || took.length + failures.length < 40) {
            await searchWith(patient).catch((error: unknown) => failures.push(error));
          }
        } finally {
          node.resume();
          await patient.close();
          await cluster.green();
        }
        const slow = took.filter((ms) => ms > searchTimeoutMs / 3).length;
        console.log(
          `${node.name} hangs: ${took.length} searches, median ${median(took)} ms, slowest ${Math.max(...took)} ms, ` +
            `${slow} above ${Math.round(searchTimeoutMs / 3)} ms, ${failures.length} failed after ${searchTimeoutMs} ms`,
        );
        // without passing it over, two of three searches would have waited for it until they failed
        expect(failures.length).toBeLessThanOrEqual(took.length / 20);
        expect(slow).toBeLessThanOrEqual(took.length / 5);
      },
      600_000,
    );

    test('the majority is lost: nothing is acknowledged, and every answer is clear and quick', async () => {
      const survivor = await holderOfFewest(cluster);
      const [one, two] = cluster.nodes.filter((node) => node !== survivor) as [ClusterNode, ClusterNode];
      const before = await scanIds(engine);
      await Promise.all([one.kill(), two.kill()]);
      const start = Date.now();
      const change = { upsert: articlesNumbered(5_000_000, 1), remove: [] };
      await expect(engine.update(change)).rejects.toMatchObject({
        code: expect.stringMatching(/^(engine_unavailable|engine_timeout|overloaded)$/) as string,
      });
      await expect(engine.search(query())).rejects.toMatchObject({
        code: expect.stringMatching(/^(engine_unavailable|engine_timeout)$/) as string,
      });
      console.log(`majority lost: refused a write and a search in ${Date.now() - start} ms`);
      const asked = Date.now();
      expect((await engine.health()).ok).toBe(false);
      expect(Date.now() - asked).toBeLessThan(2_500);

      await Promise.all([one.start(), two.start()]);

      const isBack = async (): Promise<boolean> => (await engine.search(query())).totalHits >= before.size;
      await until('searches are back', isBack, 180_000);
      // shards still move from node to node: an answer may be refused meanwhile, a wrong one may not be given
      const writesAgain = { upsert: articlesNumbered(6_000_000, 1), remove: [] };
      const isWritten = async (): Promise<boolean> => (await engine.update(writesAgain)).revision > 0;
      await until('writes are back', isWritten, 20_000).catch(async () => {
        // What the survivor had begun to write alone can keep its shard from taking more: `docs/operating.md` says what helps.
        console.log('the survivor is restarted');
        await survivor.kill();
        await survivor.start();
        await until('writes are back after a restart', isWritten, 180_000);
      });
      await cluster.green();
      const after = await scanIds(engine);
      expect([...before].filter((id) => !after.has(id))).toEqual([]);
      expect((await engine.search(exactly('report 6000000'))).totalHits).toBe(1);
    }, 600_000);
  },
);

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}

async function managerOf({ urls, nodes }: Cluster): Promise<ClusterNode> {
  const [{ node }] = (await (await fetch(`${urls[0]}/_cat/cluster_manager?format=json`)).json()) as [{ node: string }];
  return nodes.find(({ name }) => name === node)!;
}

async function anyButTheManager(cluster: Cluster): Promise<ClusterNode> {
  const manager = await managerOf(cluster);
  return cluster.nodes.find((node) => node !== manager && node !== cluster.nodes[0])!;
}

/** The node with the fewest shards of the archive: of three shards in two copies on three nodes, it lacks at least one. */
async function holderOfFewest({ urls, nodes }: Cluster): Promise<ClusterNode> {
  const address = `${urls[0]}/_cat/shards/test-*-g*?format=json&h=node`;
  const held = (await (await fetch(address)).json()) as readonly { readonly node: string }[];
  const count = ({ name }: ClusterNode): number => held.filter(({ node }) => node === name).length;
  return [...nodes].sort((a, b) => count(a) - count(b))[0]!;
}

function report(what: string, { written, reads }: ReturnType<typeof startLoad>): void {
  console.log(
    `${what}: ${written.acknowledged.size} acknowledged of ${written.sent.size} sent, ${written.failures.length} updates repeated, ` +
      `${reads.answers} answers, ${reads.failures.length} failed, longest gap ${reads.longestGapMs} ms`,
  );
}
