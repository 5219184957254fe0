import { expect, test } from 'vitest';
import { END, PostingCursor } from './posting-list.ts';
import { PostingsEncoder } from './postings-format.ts';

/** A list of every third document, its frequencies rising through every way of writing them. */
function everyThird(count: number): PostingCursor {
  const encoder = new PostingsEncoder(2);
  for (let index = 0; index < count; index++) {
    const positions = (index % 6) + (index % 70);
    encoder.begin();
    encoder.positions.raw(new Uint8Array(positions));
    encoder.end(index * 3, Uint32Array.of(index % 6, index % 70));
  }
  const bytes: number[] = [];
  const list = encoder.take((more) => bytes.push(...more));
  return new PostingCursor({ ...list, offset: 0 }, 2, (offset, length) =>
    Uint8Array.from(bytes.slice(offset, offset + length)),
  );
}

test('walks all documents of a list of several blocks, with their frequencies', () => {
  const cursor = everyThird(400);
  for (let index = 0; index < 400; index++) {
    expect(cursor.next()).toBe(index * 3);
    expect([...cursor.frequencies]).toEqual([index % 6, index % 70]);
  }
  expect(cursor.next()).toBe(END);
});

test('finds every document, and the next one for those between', () => {
  for (let target = 0; target < 1_200; target++) {
    const wanted = Math.ceil(target / 3) * 3;
    expect(everyThird(400).advance(target), String(target)).toBe(wanted < 1_200 ? wanted : END);
  }
});
