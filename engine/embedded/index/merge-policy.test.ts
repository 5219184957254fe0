import { expect, test } from 'vitest';
import { chooseMerge } from './merge-policy.ts';
import type { SegmentSize } from './merge-policy.ts';

const segment = (documents: number, more: Partial<SegmentSize> = {}): SegmentSize => ({
  documents,
  deleted: 0,
  sizeBytes: documents * 2_000,
  ...more,
});
const several = (count: number, documents: number): SegmentSize[] =>
  Array.from({ length: count }, () => segment(documents));

/** Adds segments one after the other and merges whenever there is something to merge. */
function live(segments: SegmentSize[], added: readonly SegmentSize[]): { rewritten: number; most: number } {
  let rewritten = 0;
  let most = 0;
  for (const one of added) {
    segments.push(one);
    for (let range = chooseMerge(segments, false); range !== null; range = chooseMerge(segments, false)) {
      const merged = segments
        .slice(range.from, range.to)
        .reduce((sum, { documents, deleted }) => sum + documents - deleted, 0);
      rewritten += merged;
      segments.splice(range.from, range.to - range.from, segment(merged));
    }
    most = Math.max(most, segments.length);
  }
  return { rewritten, most };
}

test('articles that come in one by one are merged with each other, not with the archive', () => {
  const segments = [segment(100_000)];
  const { rewritten, most } = live(segments, several(5_000, 1));
  expect(segments[0]).toEqual(segment(100_000));
  expect(rewritten).toBeLessThan(5_000 * 25);
  expect(most).toBeLessThan(30);
});

test('an archive that grows to a million in batches rewrites each article a few times', () => {
  const segments: SegmentSize[] = [];
  const { rewritten, most } = live(segments, several(1_000, 1_000));
  expect(rewritten / 1_000_000).toBeLessThan(4.5);
  expect(most).toBeLessThan(30);
});

test('eight of one tier are merged with the smaller ones between them', () => {
  const mixed = [segment(90_000), segment(5), ...several(7, 9_000), segment(7), segment(9_000), segment(3)];
  expect(chooseMerge(mixed, false)).toEqual({ from: 2, to: 11 });
  expect(chooseMerge(mixed.slice(0, 10), false), 'seven').toBeNull();
});

test('a larger one between them keeps segments apart', () => {
  expect(chooseMerge([...several(4, 10), segment(90_000), ...several(7, 10)], false)).toBeNull();
  expect(chooseMerge([...several(4, 10), segment(90_000), ...several(8, 10)], false)).toEqual({ from: 5, to: 13 });
});

test('no file of more than 3 GB is made', () => {
  const large = Array.from({ length: 9 }, () => segment(300_000, { sizeBytes: 600e6 }));
  expect(chooseMerge(large, false)).toBeNull();
  expect(chooseMerge(large, true)).toEqual({ from: 0, to: 5 });
});

test('a segment half of which is deleted is written anew', () => {
  expect(chooseMerge([segment(9_000), segment(9_000, { deleted: 4_501 })], false)).toEqual({ from: 1, to: 2 });
});
