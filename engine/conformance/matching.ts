import assert from 'node:assert/strict';
import { exactly, query, text } from './build.ts';
import { count } from './brute-force.ts';
import type { ReadCase } from './case.ts';
import { assertFinds, idsOf } from './case.ts';
import { LONG_WORD } from './newsroom.ts';

/** Queries that every engine must answer with exactly the articles that a look at each of them finds. */
const LITERAL: readonly string[] = [
  '',
  'zeppelin',
  'ZEPPELIN',
  'türkiye',
  'turkiye',
  'TÜRKİYE',
  'sinir',
  'العراق',
  'العراق شريك',
  '5g',
  'g',
  '-5g',
  '"شبكه 5g في"',
  '½',
  'café',
  'cafe kyiv',
  'bold',
  'far',
  'don t',
  '22541',
  '3 million',
  'snake case',
  LONG_WORD,
  LONG_WORD.slice(1),
  `report ${LONG_WORD}`,
  `-${LONG_WORD}`,
  'the',
  'nosuchword',
  'zeppelin nosuchword',
  'harbour zeppelin',
  'report fog',
  '"harbour report"',
  '"report harbour"',
  '"training mission"',
  '"peace talks"',
  '"budget deficits"',
  '"u s"',
  '"e mail"',
  '"in mali"',
  '"came in"',
  '"iraq secretary"',
  '"العراق اتفاقا"',
  'report -fog',
  'report -fog -slowly',
  '-report',
  '-report -zeppelin',
  'harbour -"fog held"',
  '-"harbour report" mission',
  'report -nosuchword',
  'zeppelin -zeppelin',
];

const literal: readonly ReadCase[] = LITERAL.map((typed) => ({
  title: `finds what a scan finds for: ${typed === '' ? '(nothing typed)' : typed.replaceAll('wordwithoutend', '…')}`,
  run: async ({ reader, documents }) => {
    const search = exactly(typed);
    const result = await reader.search(search);
    assertFinds(
      result,
      count(documents, search).found.map(({ id }) => id),
    );
  },
}));

const finding = (title: string, typed: string, expected: readonly string[]): ReadCase => ({
  title,
  run: async ({ reader }) => assertFinds(await reader.search(query({ text: text(typed), relax: false })), expected),
});

const understanding: readonly ReadCase[] = [
  finding('forgives one wrong letter in a word of five letters', 'sahil', ['sahel', 'long-name']),
  finding('forgives a lost letter', 'stoltnberg', ['iraq-mission']),
  finding('forgives two wrong letters from nine letters on', 'stultenburg', ['iraq-mission']),
  finding('counts a wrong first letter double: forgives it from nine letters on', 'ztoltenberg', ['iraq-mission']),
  finding('forgives no wrong first letter below nine letters', 'zahel', []),
  finding('forgives nothing in a word of four letters', 'iraw', []),
  finding('forgives only one edit below nine letters', 'sxhil', []),
  finding('forgives nothing in a number', '22542', []),
  finding('forgives nothing in a phrase', '"stoltenburg said"', []),
  {
    title: 'forgives nothing in an excluded word',
    run: async ({ reader, documents }) => {
      const result = await reader.search(query({ text: text('-stoltenburg'), hitsPerPage: 10 }));
      assert.equal(result.totalHits, documents.length);
    },
  },
  {
    title: 'forgives nothing when typos are off',
    run: async ({ reader }) => assertFinds(await reader.search(exactly('stoltenburg')), []),
  },
  finding('completes the last word as it is typed', 'zepp*', ['old', 'body-only']),
  finding('completes it after whole words', 'resolution ado*', ['numbers']),
  finding('completes no word that is not being typed', 'zepp', []),
  finding('finds a long name by its short form', 'nato baltic', ['long-name']),
  finding('finds a short form by its long name', 'united nations peacekeepers', ['year-only']),
  finding('finds a short form by a name of four words', 'north atlantic treaty organization stoltenberg', [
    'iraq-mission',
  ]),
  finding('finds a name of two words by another name', 'islamic state raqqa', ['undated']),
  {
    title: 'takes no synonym for a phrase or an exclusion',
    run: async ({ reader }) => {
      assertFinds(await reader.search(query({ text: text('"united nations"'), relax: false })), ['sahel']);
      const result = await reader.search(query({ text: text('ministers -nato'), relax: false }));
      assertFinds(result, ['long-name']);
    },
  },
  {
    title: 'puts an article with the word in its title before one with it in the body',
    run: async ({ reader }) => {
      assert.deepEqual(idsOf(await reader.search(query({ text: text('zeppelin') }))), ['old', 'body-only']);
    },
  },
];

export const matching: readonly ReadCase[] = [...literal, ...understanding];
