import { expect, test } from 'vitest';
import { END, PostingCursor } from './posting-list.ts';
import { MOST, PrefixCursor, PrefixListsBuilder } from './prefix-lists.ts';
import type { PrefixPlaces } from './prefix-lists.ts';

const DOCUMENTS = 1_000;
/** Words that begin alike, and of how many documents each is: one beginning has few, one a third, one nearly all. */
const WORDS: Readonly<Record<string, number>> = {
  ax: 100, axe: 90, axis: 30, box: 200, boxed: 100, boxer: 100, cat: 600, cats: 500, cattle: 300,
}; // prettier-ignore

/** How often a word stands in title and body of a document; often more than a list of four bits can tell. */
function frequenciesOf(word: number, document: number): number[] {
  const number = Math.imul(document * 31 + word + 7, 2_654_435_761) >>> 8;
  return [number % 3 === 0 ? number % 5 : 0, 1 + (number % 11)];
}

const hasWord = (word: number, document: number, documents: number): boolean =>
  (Math.imul(document * 17 + word * 101 + 3, 2_246_822_519) >>> 8) % DOCUMENTS < documents;

function build(): { places: PrefixPlaces; bytes: Uint8Array } {
  const bytes: number[] = [];
  const file = {
    get position() {
      return bytes.length;
    },
    write: (more: Uint8Array): void => void bytes.push(...more),
  };
  const builder = new PrefixListsBuilder(DOCUMENTS, 2, (_, frequencies) => frequencies[0]! + frequencies[1]!);
  Object.entries(WORDS).forEach(([word, documents], number) => {
    builder.begin(word);
    for (let document = 0; document < DOCUMENTS; document++)
      if (hasWord(number, document, documents)) builder.add(document, frequenciesOf(number, document));
    file.write(Uint8Array.of(1, 2, 3, 4)); // a list of the word itself
    builder.flush(file);
  });
  return { places: builder.finish(file), bytes: Uint8Array.from(bytes) };
}

/** What stands in each document that holds a word which begins so. */
function expected(prefix: string): Map<number, number[]> {
  const found = new Map<number, number[]>();
  Object.entries(WORDS).forEach(([word, documents], number) => {
    if (!word.startsWith(prefix)) return;
    for (let document = 0; document < DOCUMENTS; document++) {
      if (!hasWord(number, document, documents)) continue;
      const before = found.get(document) ?? [0, 0];
      found.set(
        document,
        frequenciesOf(number, document).map((frequency, field) => frequency + before[field]!),
      );
    }
  });
  return new Map([...found].sort(([a], [b]) => a - b));
}

function walk(cursor: PostingCursor | PrefixCursor): Map<number, number[]> {
  const found = new Map<number, number[]>();
  while (cursor.next() !== END) found.set(cursor.document, [...cursor.frequencies]);
  return found;
}

test('beginnings that many documents share have lists, those of most documents shorter ones', () => {
  const { places, bytes } = build();
  expect(Object.keys(places).sort()).toEqual(['b', 'bo', 'box', 'c', 'ca', 'cat']);
  for (const [prefix, [offset, documents, postingsBytes, positionsBytes]] of Object.entries(places)) {
    const all = expected(prefix);
    expect(documents, prefix).toBe(all.size);
    const source = (from: number, length: number): Uint8Array => bytes.slice(from, from + length);
    if (postingsBytes !== undefined) {
      expect(prefix).toMatch(/^b/);
      const location = { documents, offset, postingsBytes, positionsBytes: positionsBytes! };
      expect(walk(new PostingCursor(location, 2, DOCUMENTS, source)), prefix).toEqual(all);
      continue;
    }
    expect(prefix).toMatch(/^c/);
    const capped = new Map<number, number[]>();
    all.forEach(([first, main], document) => capped.set(document, [Math.min(1, first!), Math.min(MOST, main!)]));
    const cursor = new PrefixCursor(bytes.slice(offset), DOCUMENTS, 2);
    expect(walk(cursor), prefix).toEqual(capped);
    const title = [...capped.values()].filter(([first]) => first! > 0).length;
    expect(
      cursor.bits(1).reduce((sum, word) => sum + word.toString(2).replaceAll('0', '').length, 0),
      prefix,
    ).toBe(title);
  }
});
