import { expect, test } from 'vitest';
import { query, text } from '../conformance/build.ts';
import { prepareMatches } from './match-words.ts';
import { prepareSynonyms } from './synonym-runs.ts';

const findSynonyms = prepareSynonyms({ synonyms: [['nato', 'north atlantic treaty organization']] });

function marked(typed: string, of: string, field: 'title' | 'body' = 'body', typos = true): string[] {
  const search = query({ text: text(typed), typos });
  return prepareMatches(search, findSynonyms(search.text))(of, field).map(({ start, end }) => of.slice(start, end));
}

test.each([
  ['kyiv', '🎉 In KYIV, Kyïv and Kiev', ['KYIV', 'Kyïv']],
  ['stoltenburg', 'Stoltenberg, stolen', ['Stoltenberg']],
  ['recieved', 'it received', ['received']],
  ['jaccord', 'the accord', []],
  ['22542', '22541', []],
  ['bagh*', 'Baghdad and bag', ['Baghdad']],
  ['"harbour report"', 'a report, a harbour report', ['harbour', 'report']],
  ['"stoltenburg said"', 'Stoltenberg said', []],
  ['nato', 'the North Atlantic Treaty Organization; the North Sea', ['North', 'Atlantic', 'Treaty', 'Organization']],
  ['dont', 'They don’t know', ['don’t']],
  ['-fog report', 'fog report', ['report']],
])('%s marks in %j: %j', (typed, of, expected) => {
  expect(marked(typed, of)).toEqual(expected);
});

test('typos are marked only when they are forgiven', () => {
  expect(marked('stoltenburg', 'Stoltenberg', 'body', false)).toEqual([]);
});

test('a field and words between are respected', () => {
  const near = { kind: 'phrase', text: 'airship days', slop: 2 } as const;
  const search = query({ text: { clauses: [{ anyOf: [{ ...near, field: 'title' }] }], excluded: [] } });
  const find = prepareMatches(search, []);
  expect(find('airship of three days', 'title')).toHaveLength(2);
  expect(find('airship of three long days', 'title')).toEqual([]);
  expect(find('airship of three days', 'body')).toEqual([]);
});
