import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareBytes, encodeUtf8 } from './bytes.ts';
import { TermDictionary, TermDictionaryBuilder } from './term-dictionary.ts';

/** A dictionary of these terms, and its terms in byte order. */
function dictionaryOf(words: readonly string[]): { dictionary: TermDictionary; sorted: string[] } {
  const sorted = Array.from(new Set(words)).sort((a, b) => compareBytes(encodeUtf8(a), encodeUtf8(b)));
  const builder = new TermDictionaryBuilder();
  for (const word of sorted)
    builder.add(encodeUtf8(word), { documents: 1, offset: 0, postingsBytes: 0, positionsBytes: 0 });
  const { terms, infos, blocks, count } = builder;
  return { dictionary: new TermDictionary(terms.view(), infos.view(), Uint32Array.from(blocks), count), sorted };
}

test('finds each term, and where each other word would stand', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 80 }), fc.array(word), (words, others) => {
      const { dictionary, sorted } = dictionaryOf(words);
      for (const sought of [...words, ...others]) {
        expect(dictionary.find(sought)).toBe(sorted.indexOf(sought));
        const smaller = sorted.filter((one) => compareBytes(encodeUtf8(one), encodeUtf8(sought)) < 0).length;
        expect(dictionary.lowerBound(encodeUtf8(sought))).toBe(smaller);
      }
    }),
  );
});

const TERMS = 50;
/** Between two blocks of terms lies something else. */
const BETWEEN = 1_000;

test('tells where the lists of a term lie, in whatever order terms are asked for', () => {
  const builder = new TermDictionaryBuilder();
  let offset = 0;
  const expected = Array.from({ length: TERMS }, (_, ordinal) => {
    if (ordinal > 0 && builder.beginsBlock) offset += BETWEEN;
    const location = { documents: ordinal + 1, offset, postingsBytes: ordinal * 3, positionsBytes: 200 - ordinal };
    builder.add(encodeUtf8(`t${String(ordinal).padStart(2, '0')}`), location);
    offset += location.postingsBytes + location.positionsBytes;
    return location;
  });
  const { terms, infos, blocks, count } = builder;
  const dictionary = new TermDictionary(terms.view(), infos.view(), Uint32Array.from(blocks), count);
  fc.assert(
    fc.property(fc.array(fc.nat(TERMS - 1)), fc.nat(TERMS - 1), (ordinals, first) => {
      const inOrder = Array.from({ length: TERMS - first }, (_, index) => first + index);
      for (const ordinal of [...ordinals, ...inOrder]) expect(dictionary.info(ordinal)).toEqual(expected[ordinal]);
    }),
  );
});
