import type { ArticleDocument } from '../../core/document.ts';
import type { IndexSettings } from '../settings.ts';
import { article } from './build.ts';

/** Longer than Meilisearch indexes words, and than engines forgive typos in. */
export const LONG_WORD = 'wordwithoutend'.repeat(30);

/** Synonyms of two, three and four words, as `data/` has them. */
export const NEWSROOM_SETTINGS: IndexSettings = {
  synonyms: [
    ['nato', 'north atlantic treaty organization'],
    ['un', 'united nations'],
    ['islamic state', 'daesh', 'isil'],
  ],
};

const HOSTILE_PUBLISHER = `O'Brien "News" \\ Co OR language = 'en'`;

const TOLD: readonly ArticleDocument[] = [
  article({
    id: 'iraq-mission',
    title: 'NATO widens its mission in Iraq',
    body: 'Secretary General Stoltenberg said allies will train more officers in Baghdad.\n\nThe training mission began in 2018. Stoltenberg spoke in Brussels, after a meeting of ministers.',
    date: '2021-02-18',
    countries: ['IQ', 'BE'],
    regions: ['western-asia', 'middle-east', 'western-europe'],
    organisations: ['NATO'],
    publisher: 'Gazette',
    url: 'https://gazette.example/2021/02/18/iraq',
    author: 'A. Reporter',
    section: 'World',
  }),
  article({
    id: 'long-name',
    title: 'Ministers of the North Atlantic Treaty Organization meet',
    body: 'The ministers talked of deterrence, budgets and of the Baltic. They did not talk of the Sahel.',
    date: '2020-10-22',
    countries: ['BE'],
    regions: ['western-europe'],
    organisations: ['NATO'],
    publisher: 'Gazette',
  }),
  article({
    id: 'turkiye',
    title: 'Türkiye ve Irak sınırı',
    body: 'Ankara: Türkiye sınır kapısını açtı; Türkiye ile Irak arasında ticaret arttı.',
    date: '2019-07-01',
    countries: ['TR', 'IQ'],
    regions: ['western-asia', 'middle-east'],
    language: 'tr',
    publisher: 'Haber',
  }),
  article({
    id: 'arabic',
    title: 'العراق يوقع اتفاقا جديدا',
    body: 'بغداد: وقع العراق اتفاقا مع الحلف. قال وزير إن العراق شريك. شبكة 5G في ½ البلاد.',
    date: '2022-05-30',
    countries: ['IQ'],
    regions: ['western-asia', 'middle-east'],
    organisations: ['وكالة الأنباء'],
    language: 'ar',
    publisher: 'وكالة',
  }),
  article({
    id: 'emoji',
    title: '🎉🎉 Café reopens in Kyiv 🎉',
    body: '👩‍👩‍👧 After months of war the café reopened 🇺🇦 and 𝒻ar away a friend of the Café wept. <b>Bold & brave</b>, it said.',
    date: '2023-06-11',
    countries: ['UA'],
    regions: ['eastern-europe'],
    publisher: HOSTILE_PUBLISHER,
  }),
  article({
    id: 'sahel',
    title: 'Drought deepens in the Sahel',
    body: 'In Mali, Niger and Chad the harvest failed. The United Nations asked for help. Herders left for the south.',
    date: '2012-03-01',
    datePrecision: 'month',
    countries: ['ML', 'NE', 'TD'],
    regions: ['western-africa', 'middle-africa', 'sahel'],
    organisations: ['United Nations', 'World Food Programme'],
    publisher: 'Gazette',
  }),
  article({
    id: 'year-only',
    title: 'A peace accord remembered',
    body: 'The accord of that year ended a long war; the peacekeepers of the UN stayed on.',
    date: '1995-01-01',
    datePrecision: 'year',
    countries: ['BA'],
    regions: ['southern-europe', 'balkans'],
    organisations: ['United Nations'],
  }),
  article({
    id: 'undated',
    title: 'Notes from the archive',
    body: 'A page without a day. It tells of Daesh and of a ceasefire that did not hold in Raqqa.',
    countries: ['SY'],
    regions: ['western-asia', 'middle-east'],
    organisations: [],
  }),
  article({
    id: 'bare',
    title: 'Weather',
    body: 'Rain.',
    date: '2021-02-18',
    language: 'fr',
  }),
  article({
    id: 'old',
    title: 'Zeppelin crosses the ocean',
    body: 'The airship reached Rio after three days. Crowds cheered the crossing.',
    date: '1931-09-05',
    countries: ['DE', 'BR'],
    regions: ['western-europe', 'south-america'],
    publisher: 'Gazette',
  }),
  article({
    id: 'body-only',
    title: 'Morning briefing',
    body: `${'Markets opened higher and closed lower. '.repeat(12)}\n\nA zeppelin was seen near the harbour.\n\n${'Traders waited for the bank. '.repeat(20)}\n\nLate at night a second zeppelin followed it.`,
    date: '2024-12-03',
    countries: ['DE'],
    regions: ['western-europe'],
    organisations: ['European Central Bank'],
    publisher: 'Börse "heute"',
    language: 'de',
  }),
  article({
    id: 'across',
    title: 'Talks end',
    body: `They spoke of peace. Talks about budget, deficits and don’t-know answers: 3.5 million, U.S. aid, e-mail; snake_case. ${LONG_WORD}`,
    date: '2024-02-29',
    countries: ['US'],
    regions: ['northern-america'],
    organisations: ['Ministry of Foreign Affairs (Iraq)', 'NATO'],
    publisher: 'none of us',
  }),
  article({
    id: 'numbers',
    title: 'Resolution 22541 adopted',
    body: 'The council adopted resolution 22541 by fifteen votes; the government welcomed it.',
    date: '2024-02-28',
    countries: ['US', 'SY'],
    regions: ['northern-america', 'western-asia', 'middle-east'],
    organisations: ['United Nations'],
    publisher: 'nato',
  }),
];

/** Forty-five short reports, a day apart, so that pages, limits and ties have something to work on. */
const REPORTS: readonly ArticleDocument[] = Array.from({ length: 45 }, (_, index) =>
  article({
    id: `report-${String(index).padStart(2, '0')}`,
    title: `Harbour report ${['alpha', 'bravo', 'charlie', 'delta', 'echo'][index % 5]!}`,
    body: `Ship ${index + 100} came in. ${index % 3 === 0 ? 'Fog held it up. ' : ''}Cargo was unloaded ${'slowly '.repeat(index % 4)}at the quay.`,
    date: new Date(Date.UTC(2018, 0, 1 + index)).toISOString().slice(0, 10),
    countries: index % 2 === 0 ? ['NL'] : ['NL', 'BE'],
    regions: ['western-europe'],
    organisations: index % 9 === 0 ? [] : [`Line ${String(index % 15).padStart(2, '0')}`],
    language: index % 5 === 4 ? 'nl' : 'en',
    publisher: index % 4 === 0 ? 'Port "A"' : 'Port B',
  }),
);

/** What all reading cases search: written once, never changed. */
export const NEWSROOM: readonly ArticleDocument[] = [...TOLD, ...REPORTS];
