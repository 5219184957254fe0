import { expect, test } from 'vitest';
import { query, text } from '../conformance/build.ts';
import { isForgiven } from './forgive.ts';
import { toNoticeCounts, toNotices } from './notices.ts';
import { prepareSynonyms } from './synonym-runs.ts';

const findSynonyms = prepareSynonyms({ synonyms: [['nato', 'north atlantic treaty organization', 'otan']] });
const FOUND = [{ title: 'Stoltenberg in Brussels', body: 'Stoltenberg met ministers. The stoltenbergs left.' }];

const notices = (typed: string, counts: object) => {
  const asked = query({ text: text(typed) });
  return toNotices(asked, findSynonyms(asked.text), counts, FOUND);
};
const names = (typed: string, typos = true): string[] => {
  const asked = query({ text: text(typed), typos });
  return Object.keys(toNoticeCounts(asked, findSynonyms(asked.text)));
};

test('counts are asked for words that may be mistyped, and for synonyms, alone', () => {
  expect(names('stoltenburg in "the ministers" 2021')).toEqual(['typed:0']);
  expect(names('stoltenburg', false)).toEqual([]);
  expect(names('nato')).toEqual(['synonym:0:0', 'synonym:0:1']);
});

test('a word that no article found holds is told with what was read instead, most frequent first', () => {
  expect(notices('stoltenburg ministers', { 'typed:0': { doc_count: 0 }, 'typed:1': { doc_count: 1 } })).toEqual([
    { code: 'corrected', about: 'stoltenburg', words: ['stoltenberg', 'stoltenbergs'] },
    { code: 'did-you-mean', words: ['stoltenberg ministers'] },
  ]);
});

test('nothing is told of a word that an article found holds, nor of one that stands for nothing', () => {
  expect(notices('stoltenburg', { 'typed:0': { doc_count: 1 } })).toEqual([]);
  expect(notices('zeppelin', { 'typed:0': { doc_count: 0 } })).toEqual([]);
});

test('a synonym is told when an article found holds it', () => {
  expect(notices('nato', { 'synonym:0:0': { doc_count: 2 }, 'synonym:0:1': { doc_count: 0 } })).toEqual([
    { code: 'expanded', about: 'nato', words: ['north atlantic treaty organization'] },
  ]);
});

test.each([
  ['stoltenburg', 'stoltenberg', true],
  ['stultenburg', 'stoltenberg', true],
  ['ztoltenberg', 'stoltenberg', true],
  ['ztoltenburg', 'stoltenberg', false],
  ['sahil', 'sahel', true],
  ['zahel', 'sahel', false],
  ['iraw', 'iraq', false],
])('%s is forgiven for %s: %s', (typed, meant, forgiven) => expect(isForgiven(typed, meant)).toBe(forgiven));
