import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BlockFile, BlockFileWriter } from './block-file.ts';
import { encodeUtf8 } from './bytes.ts';
import { IndexError } from './errors.ts';
import { article, SCHEMA } from './schema-for-tests.ts';
import { SegmentBuilder } from './segment-builder.ts';
import { Segment } from './segment.ts';
import type { Section, SegmentMeta } from './segment-layout.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';

let folder: string;
let files = 0;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'dateline-segment-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORDS: IndexSchema = {
  ...SCHEMA,
  visitWords: (text, visit) => text.split(' ').forEach((word) => word !== '' && visit(word)),
};

function build(documents: readonly IndexDocument[]): string {
  const builder = new SegmentBuilder(WORDS);
  for (const document of documents) builder.add(document);
  const path = join(folder, `${++files}.seg`);
  builder.write(path, false);
  return path;
}

/** What a reader asks of a segment, one document and list after the other. */
function readAll(segment: Segment): void {
  for (let document = 0; document < segment.documents; document++) {
    segment.findId(segment.id(document));
    segment.stored(document, 0);
    segment.facetValues(document, 0);
  }
  for (let ordinal = 0; ordinal < segment.terms.count; ordinal++) segment.queryPostings(ordinal).next();
}

const HUGE = [-1, 0.5, 3, 2 ** 31, 2 ** 33, 2 ** 53, null];

test('a length that cannot be is damage, told before room is made for it', () => {
  const path = build(Array.from({ length: 40 }, (_, number) => article(`id${number}`)));
  const file = new BlockFile(path);
  const meta = file.meta as SegmentMeta;
  const data = file.read(0, file.dataBytes);
  file.close();
  const ofMeta = fc.record({
    section: fc.constant(-1),
    field: fc.constantFrom('documents', 'terms', 'storedParts', 'storedAt', 'residentAt', 'residentBytes'),
  });
  const ofSection = fc.record({
    section: fc.nat(meta.sections.length - 1),
    field: fc.constantFrom('offset', 'bytes'),
  });
  fc.assert(
    fc.property(fc.oneof(ofMeta, ofSection), fc.constantFrom(...HUGE), ({ section, field }, value) => {
      const changed = structuredClone(meta) as unknown as Record<string, unknown> & { sections: Section[] };
      Object.assign(section < 0 ? changed : changed.sections[section]!, { [field]: value });
      const broken = join(folder, 'broken.seg');
      rmSync(broken, { force: true });
      const writer = new BlockFileWriter(broken);
      writer.write(data);
      writer.finish(changed, false);
      try {
        const segment = new Segment(broken);
        try {
          readAll(segment);
        } finally {
          segment.close();
        }
      } catch (error) {
        expect(error).toBeInstanceOf(IndexError);
        expect(error).toMatchObject({ code: 'damaged', message: expect.stringContaining('broken.seg') as string });
      }
    }),
    { numRuns: 400 },
  );
});

test('dictionary, ids and facets hold whatever letters there are, a byte order mark too', () => {
  const odd = ['\ufeffPost', 'Post', '\0', '😀', 'ا', '\u200f', `${'x'.repeat(511)}é`];
  const path = build(odd.map((text) => ({ ...article(text), fields: [text], facets: [[text]] })));
  const segment = new Segment(path);
  for (const [document, text] of odd.entries()) {
    expect(segment.id(document)).toBe(text);
    expect(segment.findId(text)).toEqual([document]);
    expect(segment.facetValues(document, 0)).toEqual([text]);
    const ordinal = segment.terms.find(text);
    expect(segment.terms.term(ordinal)).toBe(text);
    expect(segment.postings(ordinal).next()).toBe(document);
  }
  segment.close();
});

test('values that read alike, since half a letter is none, are one value', () => {
  const halves = ['Post \ud83d', 'Post \ude00', 'Post \ufffd'];
  const path = build(
    [halves, halves.slice(0, 1), halves.slice(1)].map((values, number) => ({
      ...article(`${number}`),
      facets: [values],
    })),
  );
  const segment = new Segment(path);
  expect(segment.facets[0]!.names).toEqual(['Post \ufffd']);
  expect(Array.from(segment.facets[0]!.starts)).toEqual([0, 1, 2, 3]);
  segment.close();
});

test.each([1, 2, 65_537])('%i different words', (count) => {
  const words = Array.from({ length: count }, (_, number) => `w${number}`);
  const stored = [encodeUtf8(words.join(' ')), encodeUtf8(words.toReversed().join(' '))];
  const path = build(
    stored.map((text, number) => ({ ...article(`${number}`), fields: [words.join(' ')], stored: [text] })),
  );
  const segment = new Segment(path);
  expect(segment.terms.count).toBe(count);
  for (const document of [0, 1]) expect(Buffer.compare(segment.stored(document, 0), stored[document]!)).toBe(0);
  expect(segment.postings(segment.terms.find(words.at(-1)!)).documents).toBe(2);
  segment.close();
});

test('documents without a word, without a value, and none at all', () => {
  const none = new Segment(build([]));
  expect([none.documents, none.terms.count, none.findId('x')]).toEqual([0, 0, []]);
  none.close();
  const empty = { ...article(''), fields: [''], facets: [[]], stored: [new Uint8Array(0)] };
  const segment = new Segment(build([empty, { ...empty, id: 'x' }]));
  expect([0, 1].map((document) => segment.stored(document, 0).length)).toEqual([0, 0]);
  expect(segment.findId('')).toEqual([0]);
  segment.close();
});
