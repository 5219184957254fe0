import { afterAll, expect, test } from 'vitest';
import { publish, query, text } from '../../engine/conformance/build.ts';
import { engineConformance } from '../../engine/conformance/conformance.ts';
import { compareWithScan } from '../../engine/conformance/differential.ts';
import { NEWSROOM, NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import { startCluster } from '../opensearch/cluster.ts';
import type { Cluster } from '../opensearch/cluster.ts';
import { openIn } from '../opensearch/open-for-tests.ts';
import { clusterUnavailable } from '../opensearch/prepare.ts';
import { isRequired } from './required.ts';

/** A cluster that runs already (`OPENSEARCH_URL`), or one that the first case starts. */
const running = process.env['OPENSEARCH_URL'];
let started: Promise<Cluster> | undefined;
const nodes = async (): Promise<readonly string[]> =>
  running === undefined ? (await (started ??= startCluster())).urls : [running];
afterAll(async () => (await started)?.stop());

const absent = running === undefined ? clusterUnavailable() : undefined;
const required = isRequired('opensearch');

engineConformance({
  ...{ name: 'opensearch', absent, required, timeoutMs: 60_000 },
  open: async (options) => openIn(await nodes(), options),
});

// several shards: counts must be added up over them and stay exact
engineConformance({
  ...{ name: 'opensearch, in three shards and an index for each year', absent, required, timeoutMs: 60_000 },
  open: async (options) => openIn(await nodes(), options, { partitions: { by: 'year' }, layout: { shards: 3 } }),
});

test.skipIf(absent !== undefined)(
  'opensearch tells how it read a mistyped word, and which synonyms it took',
  async () => {
    const { engine, cleanUp } = openIn(await nodes(), { settings: NEWSROOM_SETTINGS });
    await publish(engine, NEWSROOM);
    const told = async (typed: string) => (await engine.search(query({ text: text(typed), relax: false }))).notices;
    expect(await told('stoltenburg')).toEqual([
      { code: 'corrected', about: 'stoltenburg', words: ['stoltenberg'] },
      { code: 'did-you-mean', words: ['stoltenberg'] },
    ]);
    expect(await told('stoltenberg')).toEqual([]);
    expect(await told('nato baltic')).toEqual([
      { code: 'expanded', about: 'nato', words: ['north atlantic treaty organization'] },
    ]);
    await cleanUp();
  },
);

/** Minutes to spend on each layout; a whole proof takes five. */
const minutes = Number(process.env['DIFFERENTIAL_MINUTES'] ?? 0.5);

test.skipIf(absent !== undefined).each([
  ['one index', {}],
  ['three shards, a partition for each month', { partitions: { by: 'month' }, layout: { shards: 3 } }],
] as const)(
  `opensearch answers random searches like a scan: %s`,
  async (_, layout) => {
    const compared = await compareWithScan({
      open: async (options) => openIn(await nodes(), options, layout),
      ...{ cases: Infinity, searchesPerArchive: 200, documents: 40, withinMs: minutes * 60_000 },
    });
    console.log(`${compared} searches compared`);
    expect(compared).toBeGreaterThanOrEqual(200);
  },
  (minutes + 3) * 60_000,
);
