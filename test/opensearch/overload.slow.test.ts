import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../../archive/open-archive.ts';
import { publish, query } from '../../engine/conformance/build.ts';
import { isRequired } from '../engines/required.ts';
import { memoryCorpus } from '../support/memory-corpus.ts';
import { reindex } from '../support/wait-for-job.ts';
import { startCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { articlesNumbered, scanIds } from './load.ts';
import { openIn } from './open-for-tests.ts';
import { clusterUnavailable } from './prepare.ts';

const absent = isRequired('opensearch') ? undefined : clusterUnavailable();
const settings = { synonyms: [] };

/** One node that can hardly take any writes. */
describe.skipIf(absent !== undefined)(`a busy cluster${absent === undefined ? '' : ` (not tried: ${absent})`}`, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster({ settings: { 'thread_pool.write.queue_size': '2', 'thread_pool.write.size': '1' } });
  }, 300_000);
  afterAll(() => cluster.stop(), 60_000);

  test('a full write queue refuses writes, and every one of them arrives all the same', async () => {
    const { engine, cleanUp } = openIn(cluster.urls, { settings }, { bulk: { concurrency: 32, batchBytes: 10_000 } });
    const articles = articlesNumbered(0, 2_000);
    await publish(engine, articles);
    expect(await rejectedWrites(cluster)).toBeGreaterThan(0);
    expect((await scanIds(engine)).size).toBe(articles.length);
    await cleanUp();
  }, 180_000);

  test('reindexing under load: every answer is of one generation and whole, and the guard keeps a bad one out', async () => {
    const { engine, cleanUp } = openIn(cluster.urls, { settings });
    const folder = mkdtempSync(join(tmpdir(), 'dateline-archive-'));
    const corpus = memoryCorpus(articlesNumbered(0, 120));
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const archive = await openArchive({ engine, corpus, folder, log, synonyms: 0 });
    expect((await reindex(archive)).status).toBe('succeeded');

    const sizes = new Map([[(await engine.search(query())).generation, 120]]);
    const answers: { generation: string; totalHits: number; counted: number }[] = [];
    let stopped = false;
    const reader = async (): Promise<void> => {
      while (!stopped) {
        const { generation, totalHits, facets } = await engine.search(query({ facets: ['country'], hitsPerPage: 5 }));
        answers.push({ generation, totalHits, counted: facets.country!.reduce((sum, { count }) => sum + count, 0) });
      }
    };
    const readers = Promise.all([reader(), reader()]);
    readers.catch(() => (stopped = true));
    for (const size of [125, 130, 135]) {
      corpus.articles = articlesNumbered(0, size);
      expect((await reindex(archive)).status).toBe('succeeded');
      sizes.set((await engine.search(query())).generation, size);
    }
    corpus.articles = articlesNumbered(0, 3); // nearly everything lost
    expect((await reindex(archive)).status).toBe('failed');
    stopped = true;
    await readers;
    expect(answers.length).toBeGreaterThan(20);
    for (const { generation, totalHits, counted } of answers) {
      expect(totalHits).toBe(sizes.get(generation));
      expect(counted).toBe(totalHits);
    }
    expect((await engine.search(query())).totalHits).toBe(135);
    console.log(`reindexing under load: ${answers.length} answers, 0 failed, ${sizes.size} generations`);
    await archive.close();
    rmSync(folder, { recursive: true, force: true });
    await cleanUp();
  }, 180_000);
});

async function rejectedWrites({ urls }: Cluster): Promise<number> {
  const address = `${urls[0]}/_cat/thread_pool/write?format=json&h=rejected`;
  const [{ rejected }] = (await (await fetch(address)).json()) as [{ rejected: string }];
  return Number(rejected);
}
