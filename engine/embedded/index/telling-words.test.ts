import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from './bytes.ts';
import { SCHEMA } from './schema-for-tests.ts';
import { tellingWords } from './telling-words.ts';
import { TermDictionary, TermDictionaryBuilder } from './term-dictionary.ts';
import type { Snapshot } from './snapshot.ts';

const DOCUMENTS = 1_000;
const LETTERS = Array.from('abcdefghijklmnopqrst');

/** A state in which so many documents hold each letter. */
function holding(documents: readonly number[]): Snapshot {
  const builder = new TermDictionaryBuilder();
  for (const [at, letter] of LETTERS.entries())
    builder.add(encodeUtf8(letter), { documents: documents[at]!, offset: 0, postingsBytes: 0, positionsBytes: 0 });
  const { terms, infos, blocks, count } = builder;
  const dictionary = new TermDictionary(terms.view(), infos.view(), Uint32Array.from(blocks), count);
  return { documents: DOCUMENTS, parts: [{ segment: { terms: dictionary } }] } as unknown as Snapshot;
}

test('the words that tell most are those of all words looked up', () => {
  const held = fc.array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: DOCUMENTS })), {
    minLength: LETTERS.length,
    maxLength: LETTERS.length,
  });
  const words = fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(held, words, fc.integer({ min: 1, max: 8 }), (documents, text, limit) => {
      const all = Array.from(new Set(text), (word) => {
        const count = text.filter((one) => one === word).length;
        const found = documents[LETTERS.indexOf(word)]!;
        return { word, value: found < 2 ? 0 : (count / (count + 2)) * Math.log(1 + DOCUMENTS / found) };
      });
      const wanted = all
        .filter(({ value }) => value > 0)
        .sort((a, b) => b.value - a.value || (a.word < b.word ? -1 : 1));
      expect(tellingWords(SCHEMA, holding(documents), [[text.join(' ')]], limit)).toEqual(wanted.slice(0, limit));
    }),
  );
});
