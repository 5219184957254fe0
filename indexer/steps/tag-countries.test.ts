import { expect, test } from 'vitest';
import { emptyDraft, type ArticleDraft } from '../draft.ts';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { tagCountries } from './tag-countries.ts';

const { gazetteer } = shippedContext;

function article(text: string, more: Partial<ArticleDraft> = {}): ArticleDraft {
  return { ...emptyDraft('test'), language: 'en', body: [{ text, kind: 'prose' }], ...more };
}

/** Every country found, whatever its level. */
function found(text: string, more: Partial<ArticleDraft> = {}): string[] {
  const { countries = [] } = tagCountries(article(text, more), { gazetteer });
  return countries.filter((fact) => fact.mentions > 0).map((fact) => fact.value).sort(); // prettier-ignore
}

test.each<[string, string[]]>([
  // Words that are no countries
  ['They told us to wait for us all.', []],
  ['He carved the turkey and put the best china on the table.', []],
  ['She had to polish the silver.', []],
  ['The plane flew in march, over a chad of paper.', []],
  ['Iraq, iraq and IRAQ.', ['IQ']],
  ['The US and the U.S. are the United States.', ['US']],
  ['Turkey, Türkiye and Turkiye are one.', ['TR']],
  // A mission is named after its country, a bank only sits in it
  ['The NATO mission in Iraq has a new head.', ['IQ']],
  ['Chad le Clos swam in South Africa.', ['ZA']],
  ['Chad le', ['TD']],
  ['The Swedish Maritime Administration laid up its boats.', ['SE']],
  ['Turkish Airlines bought planes, Kenyan media said.', ['KE']],
  ['UNIFIL has a new head, and so has the Bank of Japan.', ['LB']],
  // Places that share a name: the one whose country is named, or else the capital
  ['Police in Victoria said that Australia had not seen the like.', ['AU']],
  ['Police in Victoria said that the islands had not seen the like.', ['SC']],
  ['A bus fell off a bridge in Hyderabad, in the south of Pakistan.', ['PK']],
  // Persons who bear a name of a place
  ['Michael Jordan scored forty points.', []],
  ['Jordan Henderson captained the side.', []],
  ['King Abdullah of Jordan received the envoy.', ['JO']],
  ['In Jordan, the court ruled.', ['JO']],
  ['Whitney Houston sang.', []],
  ['Mr Ireland said that he would appeal.', []],
  ['Chad Smith plays the drums.', []],
  ['Chad said that rebels had crossed the border.', ['TD']],
  ['Paris Jackson attended the premiere.', []],
  ['Denzel Washington directed it.', []],
  ['George Washington crossed the Delaware.', ['US']],
  ['Jack London wrote it.', []],
  ['Mrs. England opened the fair.', []],
  // Georgia, and other names of two places
  ['Georgia held an election, Tbilisi said.', ['GE']],
  ['Police in Georgia and Florida arrested two men.', ['US']],
  ['Georgia and Russia signed a truce.', ['GE', 'RU']],
  ['Congo declared an outbreak.', ['CD']],
  ['Congo declared an outbreak, officials in Brazzaville said.', ['CG']],
  ['The Republic of the Congo voted.', ['CG']],
  ['The Democratic Republic of the Congo voted.', ['CD']],
  ['Guinea closed its border.', ['GN']],
  ['Papua New Guinea closed its border.', ['PG']],
  ['Equatorial Guinea closed its border.', ['GQ']],
  ['Guinea-Bissau closed its border.', ['GW']],
  ['A guinea pig escaped; Guinea pigs are small.', []],
  ['North Korea fired a missile.', ['KP']],
  ['South Korea answered.', ['KR']],
  ['South Sudan and Sudan talk.', ['SD', 'SS']],
  ['Nigerian and Nigerien officials met.', ['NE', 'NG']],
  ['Niger and Nigeria share a border.', ['NE', 'NG']],
  ['The Dominican Republic and Dominica are two.', ['DM', 'DO']],
  ['Police in Glasgow, Ky., said Glasgow was quiet.', ['US']],
  ['Police in Glasgow said the city was quiet.', ['GB']],
  ['London, Ontario, is a city of its own.', ['CA']],
  ['He was born in Tripoli, Lebanon.', ['LB']],
  // Things that carry the name of a country
  ['Ships crossed the South China Sea.', []],
  ['Voters in New Mexico stayed home.', ['US']],
  ['The Washington Post reported it.', []],
  ['Latin American leaders met.', []],
  ['They ate French fries and Brazil nuts.', []],
  ['The Prince of Wales visited a school.', []],
  ['The Paris Agreement limits warming.', []],
  ['The Indian Ocean was calm.', []],
  ['He speaks French and German.', []],
  ['The book appeared in English.', []],
  ['It costs 20 Canadian dollars.', []],
  ['It borrowed 50 mln Swiss francs.', []],
  ['The troops fell into French hands.', ['FR']],
  ['Protests were held in French and German cities.', ['DE', 'FR']],
  ['The departments of Greek, Latin and Italian will close.', []],
  ['A professor of Russian said he had learned Turkish, Arabic, and Korean.', []],
  ['Students of Italian descent asked the department of Greek law.', ['GR', 'IT']],
  ['The notice, in English or Thai, hung there.', []],
  ['Iraqi Speaker Mahmoud al-Mashhadani met French speakers.', ['IQ']],
  // Metonyms and seats
  ['The Kremlin denied it.', ['RU']],
  ['Downing Street and the White House agreed.', ['GB', 'US']],
  ['Tehran accused Riyadh.', ['IR', 'SA']],
  // Parts and disputed territories, as docs/regions.md states
  ['Fighting went on in Gaza and the West Bank.', ['PS']],
  ['Crimea was annexed in 2014.', ['UA']],
  ['The Kurdistan Region voted.', ['IQ']],
  ['Taiwan scrambled jets.', ['TW']],
  ['Kosovo joined the talks.', ['XK']],
  ['Western Sahara has phosphate.', ['EH']],
  ['Scotland and Northern Ireland voted to remain.', ['GB']],
  ['Greenland is not for sale.', ['GL']],
  ['Hong Kong police cleared the square.', ['HK']],
  ['Transnistria has gas again.', ['MD']],
  // Names of another time
  ['The Soviet Union and Czechoslovakia signed.', ['CZ', 'RU']],
  ['Zaire and Rhodesia no longer exist.', ['CD', 'ZW']],
  ['Burma, Ceylon and Siam on old maps.', ['LK', 'MM', 'TH']],
  // Cities: certain ones, and ones that need a word to confirm them
  ['The court sat in Basra and Mosul.', ['IQ']],
  ['Floods hit the city of Multan.', ['PK']],
  ['Nancy Pelosi spoke; Elizabeth agreed.', []],
  ['Union leaders met.', []],
])('%s', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test('a modifier counts half', () => {
  const { countries = [] } = tagCountries(article('The US-backed and Iran-backed groups met Iraq.'), { gazetteer });
  const scores = Object.fromEntries(countries.map((fact) => [fact.value, fact.score]));
  expect(scores['US']).toBeCloseTo(scores['IQ']! / 2);
  expect(countries.find((fact) => fact.value === 'IR')?.evidence[0]?.rule).toBe('country-name-modifier');
});

test('a headline in capitals is read without case, but not its small words', () => {
  expect(found('Talks began.', { title: 'GERMANY ASKS US TO WAIT, SAYS FRANCE' })).toEqual(['DE', 'FR']);
});

test('the office of a paper is no place of the story, a reporter’s dateline is', () => {
  expect(found('The talks ended.', { dateline: { text: 'London: «Middle East»' } })).toEqual([]);
  expect(found('The talks ended.', { dateline: { text: 'ERBIL, Kurdistan Region –' } })).toEqual(['IQ']);
  const text = 'BAGHDAD (Reuters) - The talks ended.';
  const { countries = [] } = tagCountries(article(text, { dateline: { text: 'BAGHDAD (Reuters) -' } }), { gazetteer });
  expect(countries[0]).toMatchObject({
    value: 'IQ',
    level: 'main',
    mentions: 1,
    evidence: [{ zone: 'dateline', form: 'BAGHDAD' }],
  });
});

test('levels: title is main, named once deep in the body is passing', () => {
  const body = [
    'Iraq held talks with its neighbours about water, and the ministers of both sides promised to meet again in the spring of next year.',
    'Iraq said so.',
    'Iraq and Iraq again.',
    'A company from Norway built the dam.',
  ];
  const draft = {
    ...article(''),
    title: 'Iraq holds talks',
    body: body.map((text) => ({ text, kind: 'prose' as const })),
  };
  const { countries = [] } = tagCountries(draft, { gazetteer });
  expect(countries.map((fact) => [fact.value, fact.level])).toEqual([['IQ', 'main'], ['NO', 'passing']]); // prettier-ignore
});

test('what the source states wins, by code or by name', () => {
  const draft = article('Iraq held talks.', { stated: { countries: ['fr', 'Türkiye', 'nowhere'] } });
  const { countries = [] } = tagCountries(draft, { gazetteer });
  expect(countries.map((fact) => [fact.value, fact.level])).toEqual([['FR', 'main'], ['TR', 'main'], ['IQ', 'passing']]); // prettier-ignore
});

test('a stated country that nobody knows is left out, and said', () => {
  const { countries, messages } = tagCountries(article('Rain fell.', { stated: { countries: ['Atlantis', 'jp'] } }), {
    gazetteer,
  });
  expect(countries?.map((fact) => fact.value)).toEqual(['JP']);
  expect(messages).toEqual([expect.objectContaining({ rule: 'country-unknown', actual: 'Atlantis' })]);
});
