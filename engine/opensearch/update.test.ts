import { expect, test } from 'vitest';
import { DatelineError } from '../../core/errors.ts';
import { article } from '../conformance/build.ts';
import type { Generations } from './generations.ts';
import { namesUnder } from './names.ts';
import { inOneIndex } from './placement.ts';
import type { RegistryContent } from './registry.ts';
import { update } from './update.ts';

/** An update of a live generation, whose writes become of what `write` says. */
function updating(write: () => Promise<void>) {
  const entry = { id: 'g1', createdAt: '2026-01-01T00:00:00Z', isPublished: true, reserved: 1, revision: 1 };
  let content: RegistryContent = { secret: 's', generations: [entry], rebuild: null };
  const revision = (): number => content.generations[0]!.revision;
  const generations = { makeIndex: () => Promise.resolve() } as unknown as Generations;
  const parts = {
    registry: {
      read: () => Promise.resolve(content),
      change: (change: (before: RegistryContent) => RegistryContent) => Promise.resolve((content = change(content))),
    },
    published: {
      locate: () => Promise.resolve({ generation: 'g1', secret: 's', revisionAt: revision }),
      forget: () => undefined,
    },
    writer: { write },
    openPlacement: (generation: string) => Promise.resolve(inOneIndex(generation, namesUnder('news'), generations)),
  };
  return { revision, update: () => update(parts, { upsert: [article({ id: 'a' })], remove: ['b'] }) };
}

test('the revision rises once the writes are visible', async () => {
  const before: number[] = [];
  const one = updating(() => Promise.resolve(void before.push(one.revision())));
  const { revision } = await one.update();
  expect(before).toEqual([1]);
  expect(revision).toBeGreaterThan(1);
});

test('an update of which only a part was taken raises it too: what was read before is not what is there', async () => {
  const refuse = () => Promise.reject(new DatelineError('engine_rejected', 'OpenSearch refused article a.'));
  const one = updating(refuse);
  await expect(one.update()).rejects.toMatchObject({ code: 'engine_rejected' });
  expect(one.revision()).toBeGreaterThan(1);
});
