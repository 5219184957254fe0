import { expect, test } from 'vitest';
import { article } from '../conformance/build.ts';
import { toSummary } from '../../core/document.ts';
import { prepareExpansions } from './expansions.ts';
import { toWords } from './to-words.ts';

const tell = prepareExpansions({
  synonyms: [
    ['NATO', 'North Atlantic Treaty Organization'],
    ['Islamic State', 'Daesh'],
  ],
});
const hit = (title: string, snippet = '') => ({
  document: toSummary(article({ id: 'a', title })),
  titleRanges: [],
  snippets: snippet === '' ? [] : [{ text: snippet, ranges: [], cutBefore: false, cutAfter: false }],
});
const wanted = (...words: string[]) =>
  toWords({ clauses: words.map((text) => ({ anyOf: [{ kind: 'word', text }] })), excluded: [] }, true).wanted;

test.each([
  [
    'a short form by its long one',
    ['nato'],
    hit('The North Atlantic Treaty Organization met'),
    ['nato', 'North Atlantic Treaty Organization'],
  ],
  [
    'a long form by its short one',
    ['north', 'atlantic', 'treaty', 'organization'],
    hit('x', 'Nato met'),
    ['north atlantic treaty organization', 'NATO'],
  ],
  ['two words by one', ['raqqa', 'islamic', 'state'], hit('Raqqa', 'Daesh left'), ['islamic state', 'Daesh']],
  ['nothing where the word itself stands', ['nato'], hit('NATO, the North Atlantic Treaty Organization'), null],
  ['nothing where neither is shown', ['nato'], hit('Ministers met'), null],
  ['nothing for other words', ['ministers'], hit('NATO ministers met'), null],
] as const)('tells %s', (_, typed, shown, expected) => {
  const notices = tell(wanted(...typed), [shown]);
  expect(notices).toEqual(expected === null ? [] : [{ code: 'expanded', about: expected[0], words: [expected[1]] }]);
});
