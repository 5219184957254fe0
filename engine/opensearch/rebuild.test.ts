import { expect, test } from 'vitest';
import { DatelineError } from '../../core/errors.ts';
import { article } from '../conformance/build.ts';
import type { Asking } from './ask.ts';
import type { Generations } from './generations.ts';
import { namesUnder } from './names.ts';
import { inOneIndex } from './placement.ts';
import { startRebuild } from './rebuild.ts';
import type { RegistryContent } from './registry.ts';

const gone = () => Promise.reject(new DatelineError('engine_unavailable', 'The answer is lost.'));

/** A rebuild in a cluster that loses some answers; `dropped` are the generations it was told to delete. */
async function open(faults: Partial<Generations>) {
  const dropped: string[] = [];
  const generations = {
    list: () => Promise.resolve([]),
    makeIndex: () => Promise.resolve(),
    countDocuments: () => Promise.resolve(1),
    refresh: () => Promise.resolve(),
    publish: () => Promise.resolve(),
    prune: () => Promise.resolve(),
    drop: (generation: string) => Promise.resolve(void dropped.push(generation)),
    ...faults,
  } as unknown as Generations;
  let content: RegistryContent = { secret: 's', generations: [], rebuild: null };
  const rebuild = await startRebuild({
    asking: {} as Asking,
    registry: {
      read: () => Promise.resolve(content),
      change: (change) => Promise.resolve((content = change(content))),
    },
    generations,
    writer: { write: () => Promise.resolve() },
    openPlacement: (generation) => Promise.resolve(inOneIndex(generation, namesUnder('news'), generations)),
    keepGenerations: 1,
    onPublished: () => undefined,
  });
  return { rebuild, dropped };
}

test('a rebuild that is given up leaves no trace', async () => {
  const { rebuild, dropped } = await open({});
  await rebuild.add([article({ id: 'a', title: 'A' })]);
  await rebuild.discard();
  expect(dropped).toEqual([rebuild.generation]);
});

test('one whose switch was not answered is not deleted: readers may be on it', async () => {
  const { rebuild, dropped } = await open({ publish: gone });
  await expect(rebuild.commit()).rejects.toMatchObject({ code: 'engine_unavailable' });
  await rebuild.discard();
  expect(dropped).toEqual([]);
});

test('one that is live is published, whatever becomes of the old ones', async () => {
  const { rebuild } = await open({ prune: gone });
  await expect(rebuild.commit()).resolves.toBeUndefined();
});
