import { expect, test } from 'vitest';
import { findMatches, wantedWords } from './mark-matches.ts';

const marked = (
  text: string,
  query: string,
  notices: Parameters<typeof wantedWords>[1] = [],
  field: 'title' | 'body' = 'body',
): string[] => findMatches(text, wantedWords(query, notices), field).map(({ start, end }) => text.slice(start, end));

test.each([
  ['Türkiye and NATO', 'turkiye nato', ['Türkiye', 'NATO']],
  ['The mission of NATO; the NATO mission', '"nato mission"', ['NATO mission']],
  ['the mission of the allies in Iraq', '"mission iraq"~5', ['mission', 'Iraq']],
  ['Stoltenberg spoke', 'stolt', ['Stoltenberg']],
  ['stolt is no match of the first word: stoltenberg', 'stolt spoke', ['stolt']],
  ['peace without war', 'peace -war', ['peace']],
  ['<b>Iraq</b>', 'iraq b', ['b', 'Iraq', 'b']],
  ['nothing', '', []],
])('in %j, %j marks %j', (text, query, expected) => {
  expect(marked(text, query)).toEqual(expected);
});

test('words that the engine found beside the typed ones are marked too', () => {
  const notices = [
    { code: 'corrected', about: 'stoltenburg', words: ['stoltenberg'] },
    { code: 'did-you-mean', words: ['never'] },
  ] as const;
  expect(marked('Stoltenberg never', 'stoltenburg', notices)).toEqual(['Stoltenberg']);
});

test('what is sought in one field is marked there alone', () => {
  const query = 'title:iraq body:"two words"~3 OR nato';
  expect(marked('Iraq, two or three words and NATO', query, [], 'title')).toEqual(['Iraq', 'NATO']);
  expect(marked('Iraq, two or three words and NATO', query, [], 'body')).toEqual(['two', 'words', 'NATO']);
});
