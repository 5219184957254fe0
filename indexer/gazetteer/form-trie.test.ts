import { expect, test } from 'vitest';
import { FormTrie, type Sense } from './form-trie.ts';
import { toTokens } from './tokens.ts';
import { hashOf } from './word-hash.ts';

function sense(value: string, language?: string): Sense {
  return {
    kind: 'country', value, entry: `countries:${value}`, rule: 'country-name', confidence: 1, uncertain: false,
    ...(language === undefined ? {} : { language }),
  }; // prettier-ignore
}

const trie = new FormTrie();
for (const [form, value] of [
  ['Iraq', 'IQ'], ['US', 'US'], ['U.S.', 'US'], ['UNESCO', 'UNESCO'], ['Guinea', 'GN'], ['Guinea-Bissau', 'GW'], ['New Guinea', 'PG'],
  ['Côte d’Ivoire', 'CI'], ['العراق', 'IQ'], ['St. Louis', 'MO'], ["People's Party", 'PP'],
  ["Lowe's", 'shop'],
] as const) trie.add(form, sense(value)); // prettier-ignore
trie.add('Pole', sense('PL', 'de'));

function values(text: string, language = 'en', capitals = false): string[] {
  return trie.match(toTokens(text), { language, capitals }).map((match) => match.senses[0]!.value);
}

test.each([
  ['Iraq and IRAQ, not iraq or Iraqis', ['IQ', 'IQ']],
  ['Iraqʼs and Iraq’s', ['IQ', 'IQ']],
  ['\u200fNew \u200fGuinea\u200e, \u2067العراق\u2069', ['PG', 'IQ']],
  ['US, U.S. and us', ['US', 'US']],
  ['Unesco and UNESCO, never Us for US', ['UNESCO', 'UNESCO', 'US']],
  ['Guinea-Bissau is not Guinea', ['GW', 'GN']],
  ['New Guinea', ['PG']],
  ["Cote d'Ivoire", ['CI']],
  ['New. Guinea', ['GN']],
  ['St Louis and St. Louis', ['MO', 'MO']],
  ['the People’s Party', ['PP']],
  ['Rob Lowe at LOWE’S, then at Lowe"s', ['shop', 'shop']],
  ['في العراق وبالعراق وللعراق', ['IQ', 'IQ', 'IQ']],
])('%s', (text, expected) => {
  expect(values(text)).toEqual(expected);
});

test('a form of one language is not read in another', () => {
  expect(values('Pole', 'en')).toEqual([]);
  expect(values('Pole', 'de')).toEqual(['PL']);
});

test('words of one hash are told apart', () => {
  expect(hashOf('c9')).toBe(hashOf('aw'));
  const twins = new FormTrie();
  twins.add('C9 Group', sense('first'));
  twins.add('AW Group', sense('second'));
  const found = twins.match(toTokens('C9 Group, AW Group, C9 AW'), { language: 'en', capitals: false });
  expect(found.map((match) => match.senses[0]!.value)).toEqual(['first', 'second']);
});

test('in a text of capitals, case tells nothing', () => {
  expect(values('iraq', 'en', true)).toEqual(['IQ']);
});
