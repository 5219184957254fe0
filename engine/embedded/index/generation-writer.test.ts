import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasBit } from './bits.ts';
import { GenerationWriter } from './generation-writer.ts';
import { emptyManifest, readLive } from './manifest.ts';
import { Segment } from './segment.ts';
import { article, SCHEMA } from './schema-for-tests.ts';
import { SegmentPool } from './segment-pool.ts';
import type { Manifest } from './manifest.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dateline-writer-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function livingIds({ segments }: Manifest): string[] {
  return segments.flatMap((entry) => {
    const segment = new Segment(join(folder, entry.file));
    const live = readLive(folder, entry);
    const ids = Array.from({ length: segment.documents }, (_, document) =>
      live === null || hasBit(live, document) ? segment.id(document) : '',
    );
    segment.close();
    return ids.filter((id) => id !== '');
  });
}

test('what is deleted or replaced while its segment is merged stays so', () => {
  const writer = new GenerationWriter(SCHEMA, new SegmentPool(), folder, emptyManifest('g', new Date(0)));
  for (const letter of ['a', 'b', 'c']) {
    for (let number = 0; number < 20; number++) writer.add(article(`${letter}${number}`));
    writer.remove(`${letter}7`);
    writer.commit();
  }
  const steps = writer.merge(true);
  let step = steps.next();
  writer.remove('a3');
  writer.add(article('b4'));
  writer.commit();
  while (!step.done) step = steps.next();
  expect(step.value).toBe(true);
  writer.remove('c19');
  writer.finishMerge();
  const manifest = writer.commit();
  writer.close();

  const gone = new Set(['a7', 'b7', 'c7', 'a3', 'c19']);
  const all = ['a', 'b', 'c'].flatMap((letter) => Array.from({ length: 20 }, (_, number) => `${letter}${number}`));
  expect(livingIds(manifest).toSorted()).toEqual(all.filter((id) => !gone.has(id)).toSorted());
  expect(manifest.segments).toHaveLength(2);
});
