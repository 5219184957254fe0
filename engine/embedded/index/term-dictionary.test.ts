import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from './bytes.ts';
import { TermDictionary, TermDictionaryBuilder } from './term-dictionary.ts';

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
