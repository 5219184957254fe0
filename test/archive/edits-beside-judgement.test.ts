import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openBruteForceEngine } from '../../engine/conformance/brute-force-engine.ts';
import { article, publish } from '../../engine/conformance/build.ts';
import { NEWSROOM_SETTINGS } from '../../engine/conformance/newsroom.ts';
import { memoryCorpus } from '../support/memory-corpus.ts';
import { openTestArchive } from '../support/open-test-archive.ts';
import { reindex } from '../support/wait-for-job.ts';

const ARTICLES = Array.from({ length: 1_200 }, (_, number) =>
  article({ id: `a${number}`, title: `Harbour report ${number}`, body: `Ships and cargo ${number}.` }),
);

test('edits that come while a rebuild reads what is live neither fail it nor are lost', async () => {
  const inner = openBruteForceEngine({ settings: NEWSROOM_SETTINGS });
  await publish(inner, ARTICLES);
  const edits: Promise<unknown>[] = [];
  const engine: typeof inner = {
    ...inner,
    async scan(...call) {
      const page = await inner.scan(...call);
      const id = `late-${edits.length}`;
      const edit = archive.put(id, { title: `Ship ${id}`, text: `The ship ${id} has arrived.` });
      edits.push(edit);
      // before the next page, unless it is made to wait: this engine gives up a scan whose state is gone, as Meilisearch does
      await Promise.race([edit, setTimeout(100)]);
      return page;
    },
  };
  const { archive } = await openTestArchive({ engine, corpus: memoryCorpus(ARTICLES) });
  expect(await reindex(archive)).toMatchObject({ status: 'succeeded', guard: { accepted: true } });
  await Promise.all(edits);
  expect(edits.length).toBeGreaterThan(3);
  const found = await Promise.all(edits.map((_, number) => inner.get(`late-${number}`, { now: 0 })));
  expect(found.map((document) => document?.title)).toEqual(edits.map((_, number) => `Ship late-${number}`));
});
