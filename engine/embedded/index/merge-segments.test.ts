import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allBits, clearBit } from './bits.ts';
import { checkLists } from './check-lists.ts';
import { mergeSegments } from './merge-segments.ts';
import { SCHEMA } from './schema-for-tests.ts';
import { Segment } from './segment.ts';
import { SegmentBuilder } from './segment-builder.ts';
import type { MergeSource } from './merge-source.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';
import type { WrittenSegment } from './segment-builder.ts';

const TWO_FIELDS: IndexSchema = {
  ...SCHEMA,
  fields: [{ name: 'title', weight: 2, lengthWeight: 0.5 }, ...SCHEMA.fields],
  facets: ['colour', 'shape'],
  storedParts: 2,
};

/** Neighbours differ in each column; values of the facets come in another order in each segment. */
const article = (number: number): IndexDocument => ({
  id: `id${(number * 7) % 31}-${'x'.repeat(number % 3)}`,
  fields: [`title ${number}`, 'some words of a text '.repeat(1 + (number % 5)).trim()],
  facets: [[`colour ${(97 - number) % 5}`, 'any'], number % 4 === 0 ? [] : [`shape ${number % 7}`]],
  days: number % 6 === 0 ? null : { first: 20_000 - ((number * 5) % 40), last: 20_000 },
  visibleFrom: number % 9 === 0 ? 1_000 * number : 0,
  stored: [new Uint8Array([number]), new Uint8Array(number)],
});

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dateline-merge-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function build(name: string, documents: readonly IndexDocument[]): Segment {
  const builder = new SegmentBuilder(TWO_FIELDS);
  for (const document of documents) builder.add(document);
  builder.write(join(folder, name), false);
  return new Segment(join(folder, name));
}

function merge(sources: readonly MergeSource[]): { merged: Segment; written: WrittenSegment } {
  const path = join(folder, 'merged.seg');
  const steps = mergeSegments(TWO_FIELDS, sources, path, false);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return { merged: new Segment(path), written: step.value };
}

test('a merge holds in memory what its living documents would, had they been written at once', () => {
  const documents = Array.from({ length: 30 }, (_, number) => article(number));
  const gone = new Set([3, 9, 10, 19, 29]);
  const sources = [0, 10, 20].map((from): MergeSource => {
    const live = allBits(10);
    for (const number of gone) if (number >= from && number < from + 10) clearBit(live, number - from);
    return { segment: build(`${from}.seg`, documents.slice(from, from + 10)), live };
  });
  const { merged, written } = merge(sources);
  expect(written).toEqual({ documents: 25, sizeBytes: merged.sizeBytes });

  const whole = build(
    'whole.seg',
    documents.filter((_, number) => !gone.has(number)),
  );
  expect(merged.meta.sections).toEqual(whole.meta.sections);
  expect(Buffer.from(merged.resident).equals(Buffer.from(whole.resident))).toBe(true);
  for (const segment of [merged, whole, ...sources.map((source) => source.segment)]) segment.close();
});

test('a word that only deleted documents hold leaves no trace in the lists of beginnings', () => {
  const withText = (text: string) => (_: unknown, number: number) => ({ ...article(number), fields: ['', text] });
  const live = allBits(2);
  clearBit(live, 1);
  const sources = [
    {
      segment: build(
        'few.seg',
        ['abc b', 'abd'].map((text, number) => withText(text)(text, number)),
      ),
      live,
    },
    { segment: build('many.seg', Array.from({ length: 300 }, withText('abc b'))), live: null },
  ];
  const { merged } = merge(sources);
  const found: string[] = [];
  checkLists(merged, (problem) => found.push(problem));
  expect(found).toEqual([]);
  expect(Object.keys(merged.meta.prefixes)).toEqual(['a', 'ab', 'abc', 'b']);
  for (const segment of [merged, ...sources.map((source) => source.segment)]) segment.close();
});
