import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { ALL, article, publish } from '../../engine/conformance/build.ts';
import { NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import type { Engine, SearchReader } from '../../engine/port.ts';
import { memoryCorpus } from '../support/memory-corpus.ts';
import { openTestArchive } from '../support/open-test-archive.ts';
import { reindex } from '../support/wait-for-job.ts';

const ARTICLES = Array.from({ length: 1_200 }, (_, number) =>
  article({ id: `a${number}`, title: `Harbour report ${number}`, body: `Ships and cargo ${number}.` }),
);

/** The articles published; `afterPage` is called with each page that is read of what is live, or of a candidate. */
async function openWatched(afterPage: (of: 'live' | 'candidate') => Promise<unknown>): Promise<Engine> {
  const inner = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  await publish(inner, ARTICLES);
  const watched = (reader: SearchReader, of: 'live' | 'candidate'): SearchReader => ({
    ...reader,
    async scan(...call) {
      const page = await reader.scan(...call);
      await afterPage(of);
      return page;
    },
  });
  return {
    ...inner,
    ...watched(inner, 'live'),
    async startRebuild() {
      const rebuild = await inner.startRebuild();
      return { ...rebuild, preview: async () => watched(await rebuild.preview(), 'candidate') };
    },
  };
}

/** An edit is live before the next page is read, unless it is made to wait. */
const orMadeToWait = (edit: Promise<unknown>): Promise<unknown> => Promise.race([edit, setTimeout(100)]);

test('edits that come while a rebuild reads what is live neither fail it nor are lost', async () => {
  const edits: Promise<unknown>[] = [];
  // this engine gives up a scan whose state is gone, as Meilisearch does
  const engine = await openWatched((of) => {
    if (of === 'candidate') return Promise.resolve();
    const id = `late-${edits.length}`;
    edits.push(archive.put(id, { title: `Ship ${id}`, text: `The ship ${id} has arrived.` }));
    return orMadeToWait(edits.at(-1)!);
  });
  const { archive } = await openTestArchive({ engine, corpus: memoryCorpus(ARTICLES) });
  expect(await reindex(archive)).toMatchObject({ status: 'succeeded', guard: { accepted: true } });
  await Promise.all(edits);
  expect(edits.length).toBeGreaterThan(3);
  const found = await Promise.all(edits.map((_, number) => engine.get(`late-${number}`, ALL)));
  expect(found.map((document) => document?.title)).toEqual(edits.map((_, number) => `Ship late-${number}`));
});

test('takedowns that come one after the other do not hold up a rebuild, and none comes back by it', async () => {
  let takenDown = 0;
  let last: Promise<unknown> | undefined;
  const engine = await openWatched((of) => {
    if (of === 'live' || last !== undefined || takenDown === 60) return Promise.resolve();
    last = archive.takeDown(`a${takenDown++ * 19}`, 'court order').then(() => (last = undefined));
    return orMadeToWait(last);
  });
  const { archive } = await openTestArchive({ engine, corpus: memoryCorpus(ARTICLES) });
  expect(await reindex(archive)).toMatchObject({ status: 'succeeded' });
  await last;
  expect(takenDown).toBeGreaterThan(0);
  expect(takenDown).toBeLessThan(20);
  const found = await Promise.all(Array.from({ length: takenDown }, (_, n) => engine.get(`a${n * 19}`, ALL)));
  expect(found.filter((document) => document !== null)).toEqual([]);
});
