import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { article } from '../conformance/build.ts';
import { BlockFile, BlockFileWriter } from './index/block-file.ts';
import { ByteReader } from './index/bytes.ts';
import { EmbeddedIndex } from './index/embedded-index.ts';
import { Segment } from './index/segment.ts';
import { verifyIndex } from './index/verify-index.ts';
import type { SegmentMeta } from './index/segment-layout.ts';
import { ARTICLE_SCHEMA, toIndexDocument } from './to-document.ts';

// A writer at fault leaves lists that contradict themselves under checksums that hold.

let folder: string;
let path: string;
let sound: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-verify-'));
  const index = new EmbeddedIndex(ARTICLE_SCHEMA, folder, { keep: 1, readOnly: false });
  const articles = Array.from({ length: 900 }, (_, number) =>
    article({
      id: `a${number}`,
      title: number % 3 === 0 ? 'harbour news' : 'city news',
      body: `the council ${'met '.repeat(1 + (number % 9))} ${number % 2 === 0 ? 'harbour' : 'hall'} word${number % 40} quay${number % 7}`,
    }),
  );
  const rebuild = index.startRebuild(new Date(0));
  await rebuild.add(articles.map(toIndexDocument));
  await rebuild.commit(false);
  const snapshot = index.snapshot();
  path = snapshot.parts[0]!.segment.path;
  snapshot.release();
  await index.close();
  sound = readFileSync(path);
});

afterEach(() => writeFileSync(path, sound));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes the segment anew with other bytes, as a writer would. */
function rewrite(change: (data: Uint8Array, segment: Segment) => void): void {
  const segment = new Segment(path);
  const file = new BlockFile(path);
  const data = file.read(0, segment.meta.residentAt + segment.meta.residentBytes);
  change(data, segment);
  const { meta } = file;
  file.close();
  segment.close();
  rmSync(path);
  const writer = new BlockFileWriter(path);
  writer.write(data);
  writer.finish(meta as SegmentMeta, false);
}

/** Where a column begins. */
function columnOf({ meta }: Segment, name: string): number {
  return meta.residentAt + meta.sections.find((section) => section.name === name)!.offset;
}

const placeOf = (segment: Segment, word: string) => segment.terms.info(segment.terms.find(word));

test('what was written anew as it was is sound', () => {
  rewrite(() => undefined);
  expect(verifyIndex(folder)).toMatchObject({ ok: true, documents: 900, findings: [] });
});

test.each<[string, string, (data: Uint8Array, segment: Segment) => void]>([
  [
    'a bit is missing among the documents of a frequent word',
    '"harbour"',
    (data, segment) => {
      const { offset, postingsBytes, positionsBytes } = placeOf(segment, 'harbour');
      const bits = offset + postingsBytes + positionsBytes - 4 * Math.ceil(900 / 32);
      expect(data[bits]! & 1, 'the first article holds it').toBe(1);
      data[bits]! ^= 1;
    },
  ],
  [
    'a bound is lower than what stands in its window',
    '"met"',
    (data, segment) => {
      const reader = new ByteReader(data, placeOf(segment, 'met').offset);
      for (let number = 0; number < 4; number++) reader.varint();
      data[reader.position]! ^= 1;
    },
  ],
  [
    'a posting counts another frequency',
    '"met"',
    (data, segment) => {
      const { offset, postingsBytes } = placeOf(segment, 'met');
      data[offset + postingsBytes - 1]! ^= 1;
    },
  ],
  [
    'a list of a beginning lacks a document',
    'beginning',
    (data, segment) => {
      const [offset, documents, postingsBytes] = segment.meta.prefixes['ha']!;
      expect([documents, postingsBytes], 'it has four bits for each').toEqual([900, undefined]);
      data[offset + 4 * Math.ceil(900 / 256)]! &= 0xf0;
    },
  ],
  [
    'a list of a beginning of fewer words has another frequency',
    'beginning',
    (data, segment) => {
      const [offset, , postingsBytes] = segment.meta.prefixes['wor'] ?? segment.meta.prefixes['qua']!;
      data[offset + (postingsBytes ?? 900 / 2) - 1]! ^= 2;
    },
  ],
  [
    'a block of terms begins elsewhere',
    'dictionary',
    (data, segment) => {
      data[columnOf(segment, 'blocks') + 12]! ^= 1;
    },
  ],
  [
    'documents stand in another order than their ids',
    'order of ids',
    (data, segment) => {
      const first = columnOf(segment, 'idOrder');
      data.subarray(first, first + 8).reverse();
    },
  ],
  [
    'the order of days has a document twice',
    'order of days',
    (data, segment) => {
      const first = columnOf(segment, 'dayOrder');
      data.copyWithin(first + 4, first, first + 4);
    },
  ],
  [
    'a document has a value that there is not',
    'facet language',
    (data, segment) => {
      data[columnOf(segment, `facetValues${segment.meta.facets.indexOf('language')}`)] = 77;
    },
  ],
])('%s', (_, where, change) => {
  rewrite(change);
  const { ok, findings } = verifyIndex(folder);
  expect(ok).toBe(false);
  expect(findings.map(({ problem }) => problem).join('\n')).toContain(where);
  expect(findings.every(({ file }) => file === path)).toBe(true);
});
