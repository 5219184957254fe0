import { expect, test } from 'vitest';
import { emptyDraft, type ArticleDraft } from '../draft.ts';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { tagCountries } from './tag-countries.ts';
import { tagOrganisations } from './tag-organisations.ts';

const { gazetteer } = shippedContext;

function tag(paragraphs: readonly string[], more: Partial<ArticleDraft> = {}): ArticleDraft {
  const body = paragraphs.map((text) => ({ text, kind: 'prose' as const }));
  const draft = { ...emptyDraft('test'), language: 'en', body, ...more };
  return tagOrganisations(tagCountries(draft, { gazetteer }), { gazetteer });
}

/** The facet: organisations of level main or involved. */
function facet(text: string, more: Partial<ArticleDraft> = {}): string[] {
  const { organisations = [] } = tag([text], more);
  return organisations.filter((fact) => fact.level === 'main' || fact.level === 'involved').map((fact) => fact.value).sort(); // prettier-ignore
}

test.each<[string, string[]]>([
  // One value for all names
  ['The North Atlantic Treaty Organisation said so.', ['NATO']],
  ['Nato and N.A.T.O. are NATO.', ['NATO']],
  ['Daesh, ISIL and ISIS are names of the Islamic State group.', ['Islamic State (ISIS)']],
  ['The European Economic Community (EEC) met; the EC agreed.', ['European Community']],
  ['The Fed raised rates in the United States.', ['Federal Reserve']],
  // Words that only look like one
  ['Who said that it is his aid?', []],
  ['We care about the act.', []],
  ['Let us see. Let them speak.', []],
  ['Lashkar-e-Taiba (LeT) denied it.', ['Lashkar-e-Taiba']],
  // Uncertain acronyms need their name, or their country
  ['The ISO published a standard.', []],
  ['The International Sugar Organization (ISO) met. The ISO agreed.', ['International Sugar Organization']],
  [
    'In the United States, Congress voted and Democrats cheered.',
    ['Democratic Party (United States)', 'United States Congress'],
  ],
  ['Libya’s Government of National Unity met in Tripoli.', ['Government of National Unity (Libya)']],
  ['South Africa’s Government of National Unity met in Cape Town.', ['Government of National Unity (South Africa)']],
  ['The government fell when D66 left it, in the Netherlands.', ['Democrats 66']],
  ['Cuba went dark, the Unión Eléctrica said.', ['Unión Eléctrica']],
  ['In Britain, Labour won.', ['Labour Party (United Kingdom)']],
  ['In Norway, Labour won.', []],
  // Definitions
  ['The Basra Reconstruction Commission (BRC) met. The BRC agreed.', ['Basra Reconstruction Commission']],
  ['An improvised explosive device (IED) went off.', []],
  // Ministries, parliaments and central banks by pattern
  ['The Iraqi Foreign Ministry said so.', ['Ministry of Foreign Affairs (Iraq)']],
  ['Iraq’s foreign ministry said so.', ['Ministry of Foreign Affairs (Iraq)']],
  ['The Ministry of Defense met Iraqi officers in Iraq.', ['Ministry of Defence (Iraq)']],
  ['The Ministry of Trade and Industry of Japan said so.', ['Ministry of Trade and Industry (Japan)']],
  ['The Iraqi parliament voted.', ['Parliament of Iraq']],
  ['The Turkish central bank held rates.', ['Central Bank of Turkey']],
  ['The Bolivian central bank held rates.', ['Central Bank of Bolivia']],
  ['The ministry said so.', []],
  ['A constructor ministry is none.', []],
  ['Spain and Iraq signed it in Spain. Iraq will pay, the Oil Ministry said.', ['Ministry of Oil (Iraq)']],
  // A shared acronym belongs to the field that the article speaks of
  ['The ICC fined the batsman after the second wicket fell.', ['International Cricket Council']],
  ['The ICC charged the general.', ['International Criminal Court']],
  [
    'The Joint Standing Advisory Committee of Bishops of the United States met.',
    ['Joint Standing Advisory Committee of Bishops of the United States'],
  ],
  // Unknown ones that say what they are
  ['Researchers of the University of Zarvox published it.', ['University of Zarvox']],
  // A part of a known one is no other
  [
    'Rob Lowe left the Boston University School of Law and the NASA Zarvox Institute.',
    ['Boston University', 'NASA', 'Zarvox Institute'],
  ],
  ['Zarvox Inc said that Zarvox would close.', ['Zarvox']],
  [
    'The Fire and Rescue Service Association of Perth wrote a letter.',
    ['Fire and Rescue Service Association of Perth'],
  ],
  ['Adam Scaife of the Snow Research Institute agreed.', ['Snow Research Institute']],
  ['A Zarvox spokesman declined to comment, said a lawyer for the Zarvox board.', ['Zarvox']],
  ['Heather Mills spoke on the West Bank and in the Oval Office.', []],
])('%s', (text, expected) => {
  expect(facet(text)).toEqual(expected);
});

test.each<[string, string, string[]]>([
  [
    'fr',
    "L'Agence régionale de la pêche côtière (ARPC) a ouvert. L'ARPC recrute.",
    ['Agence régionale de la pêche côtière'],
  ],
  ['es', 'El Instituto Vasco de Mareas (IVM) abrió. El IVM contrata.', ['Instituto Vasco de Mareas']],
  ['de', 'Das Landesamt Nord Ost (LNO) öffnet. Das LNO stellt ein.', ['Landesamt Nord Ost']],
  ['de', 'Der Neue Schnelle Rechner (NSR) rechnet. Der NSR rechnet gut.', []],
  ['ru', 'Das Landesamt Nord Ost (LNO) öffnet.', []],
])('an acronym that the article defines in its language: %s %s', (language, text, expected) => {
  expect(facet(text, { language })).toEqual(expected);
});

test('agencies are sources and stay out of the facet', () => {
  const { organisations = [] } = tag(['A spokesman told Reuters and AFP that talks went on.']);
  expect(organisations.map((fact) => [fact.value, fact.level])).toEqual([['Reuters', 'source'], ['Agence France-Presse', 'source']]); // prettier-ignore
});

test('the bodies of the world are backdrop when a long story names them once', () => {
  const filler = 'The farmers of the valley waited for rain and spoke about prices, seeds and roads. '.repeat(12);
  const levels = (sentence: string) =>
    tag([filler, `${filler} ${sentence}`]).organisations?.map((fact) => [fact.value, fact.level]);
  expect(levels('They had heard of the World Bank.')).toEqual([['World Bank', 'passing']]);
  expect(levels('The World Bank has a view.')).toEqual([['World Bank', 'involved']]); // who acts is no backdrop
  expect(levels(`${filler} The World Bank has a view.`)).toEqual([['World Bank', 'passing']]); // but in a long story
  expect(facet('The World Bank lent the valley money for its roads and its wells.')).toEqual(['World Bank']);
});

test('the sign of a share is no organisation', () => {
  expect(facet('Engelhard Corp <EC> split its stock.')).toEqual(['Engelhard']);
});

test('a headline in capitals', () => {
  expect(facet('Ministers met.', { title: 'OPEC TELLS US WHO IT IS' })).toEqual(['Organization of the Petroleum Exporting Countries']); // prettier-ignore
});

test('what the source states wins, canonical where data/ knows it', () => {
  const { organisations = [] } = tag(['NATO met.'], { stated: { organisations: ['Daesh', 'Village Choir'] } });
  expect(organisations.map((fact) => [fact.value, fact.level])).toEqual([
    ['Islamic State (ISIS)', 'main'],
    ['Village Choir', 'main'],
    ['NATO', 'passing'],
  ]);
});

test('a part of the name of a person is no company', () => {
  expect(facet('Heinz-Peter Ruiz met Karl-Heinz Doe. Heinz-Peter Ruiz was late.')).toEqual([]);
  expect(facet('Thomas Henkel spoke. Thomas Henkel was late.')).toEqual([]);
  expect(facet('In the view of Henkel soap is cheap. Henkel makes it.')).toEqual(['Henkel']);
  expect(facet('The Heinz-owned plant met Heinz managers. Heinz was late.')).toEqual(['H.J. Heinz']);
});

test('the agency of a picture is no organisation of its story, one that the caption names is', () => {
  const captions = [{ text: 'A camp near the town. (EPA)' }, { text: 'A soldier of UNIFIL. (EPA)' }];
  const credits = [{ text: 'EPA' }];
  expect(facet('The camp is to be closed.', { captions, credits })).toEqual(['UNIFIL']);
  expect(facet('The EPA closes the camp.', { captions, credits })).toEqual([
    'Environmental Protection Agency',
    'UNIFIL',
  ]);
});

test('a paragraph of nothing but ministries and countries is gone over once, not for each of them', () => {
  const begun = process.cpuUsage();
  tag(['Defence Ministry, Iraq, Iran. '.repeat(20_000)]);
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1000).toBeLessThan(5_000);
}, 60_000);
