import { expect } from 'vitest';
import { ALL, article, publish } from '../../engine/conformance/build.ts';
import type { Engine } from '../../engine/port.ts';
import { memoryCorpus } from './memory-corpus.ts';
import { openTestArchive } from './open-test-archive.ts';
import { reindex } from './wait-for-job.ts';

const IDS = 4_010;
const CONCURRENT = 100;

const wordsOf = (seed: number): string =>
  Array.from({ length: 30 }, (_unused, index) => `w${(seed * 7919 + index * 104_729) % 1_000_003}`).join(' ');
const textOf = (id: number, version: number): string =>
  `Version${version} of story ${id}: ${wordsOf(id * 10 + version)}`;

/** 10,000 upserts and deletes while rebuilds run: none lost, none resurrected by a rebuild. */
export async function editDuringRebuilds(engine: Engine): Promise<void> {
  // The corpus holds every second story in an old version: rebuilds must not bring that back.
  const corpus = memoryCorpus(
    Array.from({ length: IDS / 2 }, (_unused, half) =>
      article({ id: `s${half * 2}`, title: `Story ${half * 2}`, body: textOf(half * 2, 0) }),
    ),
  );
  corpus.batchSize = 100;
  await publish(engine, corpus.articles);
  const thresholds = { lost: 1, faultRise: 1, facetShift: 1, averageChange: 100, yearShift: 1 };
  const { archive } = await openTestArchive({ engine, corpus, thresholds, now: Date.now });

  let editing = true;
  let rebuilds = 0;
  const rebuilding = (async () => {
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the edits below end it
    while (editing) {
      const job = await reindex(archive);
      expect(job, JSON.stringify(job)).toMatchObject({ status: 'succeeded' });
      rebuilds++;
    }
  })();

  /** What each story must be in the end: its version, or null when it was taken down. */
  const expected = new Map<number, number | null>();
  let operations = 0;
  async function editStory(id: number): Promise<void> {
    const versions = 1 + (id % 3);
    for (let version = 1; version <= versions; version++) {
      await archive.put(`s${id}`, { title: `Story ${id}`, text: textOf(id, version) });
      operations++;
    }
    expected.set(id, versions);
    if (id % 2 === 1) return;
    await archive.takeDown(`s${id}`, 'test');
    operations++;
    expected.set(id, null);
  }
  let next = 0;
  const editors = Array.from({ length: CONCURRENT }, async () => {
    while (next < IDS) await editStory(next++);
  });
  await Promise.all(editors);
  editing = false;
  await rebuilding;

  const check = async (): Promise<void> => {
    for (const [id, version] of expected) {
      const document = await engine.get(`s${id}`, ALL);
      expect(document?.body ?? null, `story ${id}`).toBe(version === null ? null : textOf(id, version));
    }
  };
  await check();
  expect((await reindex(archive)).status).toBe('succeeded');
  await check();
  expect(operations).toBeGreaterThanOrEqual(10_000);
  expect(rebuilds).toBeGreaterThanOrEqual(1); // on a fast machine one rebuild spans all the edits
  console.log(`${operations} edits during ${rebuilds} rebuilds`);
}
