import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseCommonWords } from './choose-common-words.ts';
import { pairTerm, pairsId } from './common-pairs.ts';
import { EmbeddedIndex } from './embedded-index.ts';
import { article, SCHEMA } from './schema-for-tests.ts';
import type { IndexDocument, IndexSchema } from './schema.ts';

const schema: IndexSchema = { ...SCHEMA, commonWords: ['of'] };
const withText = (id: string, text: string): IndexDocument => ({ ...article(id), fields: [text] });
const ownWords = (number: number, count: number): string =>
  Array.from({ length: count }, (_, place) => `ord${number}x${place}`).join(' ');
/** All hold *alla*, one in four *ett* five times, one in three *fyra* once, and words of their own: 121 to 127 words each. */
const documents = Array.from({ length: 300 }, (_, number) =>
  withText(
    `d${number}`,
    `alla${number % 4 === 0 ? ' ett'.repeat(5) : ''}${number % 3 === 0 ? ' fyra' : ''} ${ownWords(number, 120)}`,
  ),
);

test('chooses words that stand often in a document, in the mean, beside those of the schema, the most frequent first', () => {
  expect(chooseCommonWords(schema, documents)).toEqual(['of', 'ett', 'alla']);
});

test('chooses more words of long documents than of short ones', () => {
  const ofLength = (count: number): string[] =>
    chooseCommonWords(
      schema,
      documents.map(({ id, fields }, number) => withText(id, `${fields[0]} ${ownWords(number, count)}`)),
    );
  expect(ofLength(250)).toEqual(['of', 'ett', 'alla', 'fyra']);
  const short = documents.map(({ id, fields }) => withText(id, fields[0]!.split(' ').slice(0, 90).join(' ')));
  expect(chooseCommonWords(schema, short)).toEqual(['of']);
});

test('chooses none of documents that are too few to tell', () => {
  expect(chooseCommonWords(schema, documents.slice(0, 99))).toEqual(['of']);
});

test('chooses 1,024 at most', () => {
  const text = Array.from({ length: 1_100 }, (_, number) => `w${number}`).join(' ');
  const chosen = chooseCommonWords(
    schema,
    documents.map(({ id }) => withText(id, text)),
  );
  expect(chosen).toHaveLength(1_025);
});

let folder: string;
let index: EmbeddedIndex;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dateline-common-'));
  index = new EmbeddedIndex(schema, folder, { keep: 1, readOnly: false });
});
afterEach(async () => {
  await index.close();
  rmSync(folder, { recursive: true, force: true });
});

/** For each segment which pairs it says that it holds, and whether it holds one of them. */
function segments(): { pairs: string; hasPair: boolean }[] {
  const snapshot = index.snapshot();
  try {
    return snapshot.parts.map(({ segment }) => ({
      pairs: segment.meta.pairs,
      hasPair: segment.terms.find(pairTerm('alla', 'ett')) >= 0,
    }));
  } finally {
    snapshot.release();
  }
}

test('what a generation is filled with first decides for all of its segments, those of later updates and merges too', async () => {
  const rebuild = index.startRebuild(new Date(0));
  await rebuild.add(documents.slice(0, 200));
  (await rebuild.preview()).release();
  await rebuild.add(documents.slice(200).map(({ id }) => withText(id, 'later later alla ett')));
  await rebuild.commit(false);
  const pairs = pairsId(['of', 'ett', 'alla']);
  expect(segments()).toEqual([{ pairs, hasPair: true }]);

  await index.close();
  index = new EmbeddedIndex(schema, folder, { keep: 1, readOnly: false });
  await index.update([withText('new', 'alla ett')], []);
  expect(segments()).toEqual([
    { pairs, hasPair: true },
    { pairs, hasPair: true },
  ]);
});

test('a generation that is filled with nothing has the words of the schema', async () => {
  await index.startRebuild(new Date(0)).commit(true);
  await index.update([withText('new', 'of of')], []);
  expect(segments()).toEqual([{ pairs: pairsId(['of']), hasPair: false }]);
});
