import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allBits, clearBit } from './bits.ts';
import { decodeUtf8, encodeUtf8 } from './bytes.ts';
import { Codebook } from './codebook.ts';
import { mergeSegments } from './merge-segments.ts';
import { SCHEMA, article } from './schema-for-tests.ts';
import { Segment } from './segment.ts';
import { SegmentBuilder } from './segment-builder.ts';
import { StoredDocuments } from './stored-documents.ts';
import type { MergeSource } from './merge-source.ts';

const TWO_PARTS = { ...SCHEMA, storedParts: 2 };

let folder: string;
let files = 0;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'dateline-stored-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Parts = readonly [Uint8Array, Uint8Array];

function build(documents: readonly Parts[]): Segment {
  const builder = new SegmentBuilder(TWO_PARTS);
  documents.forEach((stored, number) => builder.add({ ...article(`id${number}`), stored }));
  const path = join(folder, `${++files}.seg`);
  builder.write(path, false);
  return new Segment(path);
}

function merge(sources: readonly MergeSource[]): Segment {
  const path = join(folder, `${++files}.seg`);
  const steps = mergeSegments(TWO_PARTS, sources, path, false);
  while (!steps.next().done);
  return new Segment(path);
}

const partsOf = (segment: Segment): Uint8Array[][] =>
  Array.from({ length: segment.documents }, (_, document) => [1, 0].map((part) => segment.stored(document, part)));

const storedBytes = ({ meta }: Segment): number => meta.residentAt - meta.storedAt;

/** What symbols are made of, and what could be taken for something else: JSON's escapes, spaces where none is meant, bytes that are no UTF-8. */
const piece = fc.oneof(
  fc.constantFrom('Iran', 'talks', 'U.S.', "don't", '’s', ' ', '  ', '\n\n', '. ', '\\n', '\\', '"', '—', '伊朗', 'élan', 'Иран', '😀', 'ا'),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constant('x'.repeat(400)),
); // prettier-ignore
const part = fc.oneof(
  { weight: 5, arbitrary: fc.array(piece, { maxLength: 30 }).map((pieces) => encodeUtf8(pieces.join(''))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
);
const documents = fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 12 });

test('gives back every byte of any parts, before and after a merge', () => {
  fc.assert(
    fc.property(documents, documents, fc.nat({ max: 11 }), (first, second, gone) => {
      const sources = [first, second].map((list) => ({ segment: build(list), live: null }));
      const one = sources[0]!.segment;
      expect(partsOf(one)).toEqual(first.map(([head, rest]) => [rest, head]));
      const live = allBits(first.length);
      clearBit(live, gone % first.length);
      const merged = merge([{ segment: one, live }, sources[1]!]);
      const left = [...first.filter((_, index) => index !== gone % first.length), ...second];
      expect(partsOf(merged)).toEqual(left.map(([head, rest]) => [rest, head]));
      for (const segment of [merged, ...sources.map((source) => source.segment)]) segment.close();
    }),
    { numRuns: 25 },
  );
});

const NOTHING = new Uint8Array(0);
const sentence = (seed: number): Parts => [
  encodeUtf8(Array.from({ length: 60 }, (_, at) => `word${(seed * 31 + at * at) % 97}`).join(' ')),
  NOTHING,
];

test('words that come often take a byte or so, also those that no merged segment has twice', () => {
  const texts = Array.from({ length: 50 }, (_, seed) => sentence(seed));
  const raw = texts.reduce((sum, [head]) => sum + head.length, 0);
  const whole = build(texts);
  expect(storedBytes(whole)).toBeLessThan(raw / 6);
  const merged = merge(texts.map((text) => ({ segment: build([text]), live: null })));
  expect(storedBytes(merged)).toBe(storedBytes(whole));
  for (const segment of [whole, merged]) segment.close();
});

test('a merge forgets the words of documents that are gone', () => {
  const secret: Parts = [encodeUtf8('secret secret secret'), NOTHING];
  const live = allBits(2);
  clearBit(live, 0);
  const merged = merge([{ segment: build([secret, [encodeUtf8('news of news'), NOTHING]]), live }]);
  const { codebook } = merged.storedInOrder();
  const symbols = Array.from({ length: codebook.count }, (_, rank) => decodeUtf8(codebook.symbol(rank)));
  expect(symbols).toContain('news');
  expect(symbols).not.toContain('secret');
  merged.close();
});

test('a codebook that is none is damaged', () => {
  const segment = build([sentence(1)]);
  const { symbols, codeCounts } = segment.codebookColumns;
  const wrong = [
    { symbols: symbols.slice(1), codeCounts },
    { symbols, codeCounts: codeCounts.map((count, length) => (length === 1 ? 9 : count)) },
    { symbols, codeCounts: codeCounts.map((count, length) => (length === 24 ? count + 1 : count)) },
  ];
  for (const columns of wrong) {
    expect(() => new Codebook('x.seg', columns)).toThrow(
      expect.objectContaining({ code: 'damaged', message: expect.stringContaining('x.seg: ') as string }) as Error,
    );
  }
  segment.close();
});

test('whatever bytes stand there, a document ends or is damaged', () => {
  const segment = build(Array.from({ length: 20 }, (_, seed) => sentence(seed)));
  const bytes = fc.uint8Array({ minLength: 4, maxLength: 60 });
  fc.assert(
    fc.property(bytes, (found) => {
      const end = Uint32Array.of(found.length - 4);
      const stored = new StoredDocuments('x.seg', segment.meta, () => found, end, segment.codebookColumns);
      try {
        stored.check(0);
      } catch (error) {
        expect(error).toMatchObject({ code: 'damaged', message: expect.stringContaining('x.seg: ') as string });
      }
    }),
  );
  segment.close();
});
