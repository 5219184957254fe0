import { expect, test } from 'vitest';
import { emptyDraft } from '../draft.ts';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { tagCountries } from './tag-countries.ts';
import { tagOrganisations } from './tag-organisations.ts';

const { gazetteer } = shippedContext;

/** The facet: organisations of level main or involved. */
function facet(text: string): string[] {
  const draft = {
    ...emptyDraft('test'),
    language: 'en',
    body: text.split('\n').map((paragraph) => ({ text: paragraph, kind: 'prose' as const })),
  };
  const { organisations = [] } = tagOrganisations(tagCountries(draft, { gazetteer }), { gazetteer });
  return organisations.filter((fact) => fact.level === 'main' || fact.level === 'involved').map((fact) => fact.value).sort(); // prettier-ignore
}

test.each<[string, string[]]>([
  // A known name that is only part of a longer one
  ['The Football Association of Malta said so.', ['Football Association of Malta']],
  ['The Nigeria CDC and the Chinese CDC agreed.', ['Chinese CDC', 'Nigeria CDC']],
  ['The US CDC agreed.', ['Centers for Disease Control and Prevention']],
  ['Officials of the Africa CDC came.', ['Africa CDC']],
  ['Brazil’s National Guard was called.', ['National Guard of Brazil']],
  ['The Norwegian Red Cross brought tents.', ['Norwegian Red Cross']],
  ['The Swedish Environmental Protection Agency counted them.', ['Swedish Environmental Protection Agency']],
  ['The South African Department of Energy agreed.', ['South African Department of Energy']],
  ['Zambia’s Red Cross brought tents.', ['Zambia Red Cross']],
  ['Malta’s Electoral Commission counted.', ['Electoral Commission of Malta']],
  ['The Swiss National Science Foundation paid.', ['Swiss National Science Foundation']],
  ['The Independent Harbour Commission met.', ['Independent Harbour Commission']],
  ['The fires in the Brazilian Amazon went out.', []],
  ['The Malawi Congress Party and Norway’s Labour Party met.', ['Labour Party of Norway', 'Malawi Congress Party']],
  // A party is that of its country, and not of another that the story is about
  ['Britain votes in May. The Labour Party leads.', ['Labour Party (United Kingdom)']],
  ['New Zealand votes in May. The Labour Party leads.', []],
  ['The Labour Party leads.', ['Labour Party (United Kingdom)']],
  // An acronym means what the article says
  ['The Norwegian Refugee Council (NRC) came. So the NRC says.', ['Norwegian Refugee Council']],
  ['The Coffee and Cocoa Council (CCC) met. So the CCC says.', ['Coffee and Cocoa Council']],
  // Courts and chambers have one name, however the country is named
  ['Fiji’s Supreme Court and the Supreme Court of Fiji are one.', ['Supreme Court of Fiji']],
  ['The Philippines’ Supreme Court ruled.', ['Supreme Court of the Philippines']],
  ['The Libyan House of Representatives met.', ['House of Representatives (Libya)']],
  ['The American Congress voted.', ['United States Congress']],
  // The one of the main country, unless the story is of the United States as well
  ['India’s government lost. The Supreme Court ruled on it.', ['Supreme Court of India']],
  ['The United States and India differ. The Supreme Court ruled on it.', ['Supreme Court of the United States']],
  ['The Texas Supreme Court ruled in the United States.', ['Texas Supreme Court']],
  // Where the committee is named, `Red Cross` is the committee
  ['The Red Cross brought tents.', ['Red Cross']],
  [
    'The International Committee of the Red Cross brought tents. The Red Cross wants more.',
    ['International Committee of the Red Cross'],
  ],
])('%s', (text, expected) => {
  expect(facet(text)).toEqual(expected);
});

test('an uncertain name is sure beside a word of its field', () => {
  expect(facet('Meta was asked.')).toEqual([]);
  expect(facet('Meta was asked about Instagram.')).toEqual(['Instagram', 'Meta Platforms']);
});

test('what is called like a river or a common thing needs a word of its field', () => {
  expect(facet('Fires in the Amazon went out. The Amazon rose.')).toEqual([]);
  expect(facet('Amazon opened a warehouse.')).toEqual(['Amazon']);
  expect(facet('The House Intel panel met. Amnesty for debtors is wanted.')).toEqual([]);
  expect(facet('Intel makes chips. Amnesty International and Amnesty agree.')).toEqual([
    'Amnesty International',
    'Intel',
  ]);
  expect(facet('The theft was caught on CCTV.')).toEqual([]);
  expect(facet('The state broadcaster CCTV said so.')).toEqual(['CCTV']);
});

test('the end of a number is no name', () => {
  expect(facet('The school got $6.3M from the town.')).toEqual([]);
  expect(facet('The school got tape from 3M.')).toEqual(['3M']);
});

test('a body of one field enters when it is named, one of the world needs more', () => {
  const story = (body: string) =>
    `The town of Moss rebuilt its pier. ${'Nobody was hurt there. '.repeat(20)}\nSo says ${body}.`;
  expect(facet(story('Frontex'))).toEqual(['Frontex']);
  expect(facet(story('the United Nations'))).toEqual([]);
});
