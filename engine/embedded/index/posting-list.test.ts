import { expect, test } from 'vitest';
import { hasBit } from './bits.ts';
import { END, PostingCursor } from './posting-list.ts';
import { PostingsEncoder, WINDOW_BITS } from './postings-format.ts';

/** Makes cursors over a list. */
function listOf(
  documents: readonly number[],
  size: number,
  frequenciesOf: (index: number) => number[],
  gapOf: (index: number) => number = () => 0,
): () => PostingCursor {
  const encoder = new PostingsEncoder(2, size, (_, frequencies) => frequencies[0]! * 10 + frequencies[1]!);
  documents.forEach((document, index) => {
    const frequencies = Uint32Array.from(frequenciesOf(index));
    encoder.begin();
    encoder.positions.raw(new Uint8Array(frequencies[0]! + frequencies[1]!).fill(gapOf(index)));
    encoder.end(document, frequencies);
  });
  const written: number[] = [];
  const list = encoder.writeTo({ position: 0, write: (more) => written.push(...more) });
  const bytes = Uint8Array.from(written);
  return () => new PostingCursor(list, 2, size, (offset, length) => bytes.slice(offset, offset + length));
}

/** A list of every third document, its frequencies rising through every way of writing them. */
function everyThird(count: number): () => PostingCursor {
  const documents = Array.from({ length: count }, (_, index) => index * 3);
  return listOf(documents, count * 3, (index) => [index % 6, index % 70]);
}

test('walks all documents of a list of several blocks, with their frequencies', () => {
  const cursor = everyThird(400)();
  for (let index = 0; index < 400; index++) {
    expect(cursor.next()).toBe(index * 3);
    expect([...cursor.frequencies]).toEqual([index % 6, index % 70]);
  }
  expect(cursor.next()).toBe(END);
});

test('finds every document, and the next one for those between', () => {
  const cursor = everyThird(400);
  for (let target = 0; target < 1_200; target++) {
    const wanted = Math.ceil(target / 3) * 3;
    expect(cursor().advance(target), String(target)).toBe(wanted < 1_200 ? wanted : END);
  }
});

test('knows frequencies and places wherever it is moved to, whatever was passed over', () => {
  for (const stride of [1, 4, 7, 50, 400]) {
    const cursor = listOf(
      Array.from({ length: 400 }, (_, index) => index * 3),
      1_200,
      (index) => (index % 9 === 8 ? [7, 70] : index % 2 === 0 ? [0, 1] : [index % 3, 1 + (index % 5)]),
      (index) => index % 200,
    )();
    for (let index = 0; index < 400; index += stride) {
      expect(cursor.advance(Math.max(0, index * 3 - 2))).toBe(index * 3);
      const main = index % 9 === 8 ? 70 : index % 2 === 0 ? 1 : 1 + (index % 5);
      expect(cursor.frequencies[1], String(index)).toBe(main);
      const places = new Uint32Array(100);
      expect(cursor.positions(1, places)).toBe(main);
      expect(places[0], `place in ${index}`).toBe(index % 200);
    }
  }
});

test('says the documents of a dense list as bits, and of each window the most that its occurrences count', () => {
  const cursor = everyThird(400)();
  const bits = cursor.bits()!;
  expect(Array.from({ length: 1_200 }, (_, document) => hasBit(bits, document))).toEqual(
    Array.from({ length: 1_200 }, (_, document) => document % 3 === 0),
  );
  const inWindow = (window: number): number[] =>
    Array.from({ length: 400 }, (_, index) => index).filter((index) => (index * 3) >>> WINDOW_BITS === window);
  const impact = (index: number): number => (index % 6) * 10 + (index % 70);
  expect([...cursor.bounds]).toEqual([0, 1, 2, 3, 4].map((window) => Math.max(...inWindow(window).map(impact))));
  expect([0, 1, 2, 3, 4].map((window) => cursor.block(window).count)).toEqual(
    [0, 1, 2, 3, 4].map((window) => inWindow(window).length),
  );
  expect(everyThird(128)().bits(), 'one block').toBeNull();
});

test('walks a dense list of which some windows are empty', () => {
  const documents = Array.from({ length: 300 }, (_, index) => 700 + index + (index > 150 ? 1_000 : 0));
  const cursor = listOf(documents, 3_000, () => [0, 1]);
  const walked = cursor();
  expect(walked.bits()).not.toBeNull();
  for (const document of documents) expect(walked.next()).toBe(document);
  expect(walked.next()).toBe(END);
  for (let target = 0; target < 3_000; target += 7) {
    expect(cursor().advance(target), String(target)).toBe(documents.find((document) => document >= target) ?? END);
  }
});
