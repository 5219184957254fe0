import type { ArticleDocument, ArticleEvidence } from '../../core/document.ts';
import { article } from '../../engine/conformance/build.ts';

/** A small generator of numbers (mulberry32), so that every run sees the same builds. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const COUNTRIES = ['IQ', 'BE', 'FR', 'US', 'NG', 'BR', 'IN', 'AU', 'SY', 'TR', 'GB', 'DE'];
const ORGANISATIONS = ['NATO', 'United Nations', 'African Union', 'European Union', 'OPEC', 'UNICEF'];
const REGIONS = ['western-asia', 'middle-east', 'western-europe', 'northern-africa', 'south-america'];
const PUBLISHERS = ['Gazette', 'Courier', 'Herald'];
const NO_EVIDENCE: ArticleEvidence = { countries: [], organisations: [], regions: [], date: [] };
const EVIDENCE: ArticleEvidence = {
  ...NO_EVIDENCE,
  countries: [{ value: 'IQ', level: 'main', score: 1, salience: 1, mentions: 1, evidence: [] }],
};

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() ** 1.5 * list.length)]!;
}

function someArticle(number: number): ArticleDocument {
  const random = randomOf(number + 1);
  const year = 2004 + Math.floor(random() * 22);
  const date = `${year}-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`;
  const words = Array.from({ length: 60 + Math.floor(random() * 120) }, () => `word${Math.floor(random() * 4000)}`);
  return article({
    id: `id-${number}`,
    title: `Report ${number} on ${words.slice(0, 4).join(' ')}`,
    body: words.join(' '),
    date: random() < 0.03 ? null : date,
    countries: random() < 0.05 ? [] : [...new Set([pick(COUNTRIES, random), pick(COUNTRIES, random)])],
    regions: [pick(REGIONS, random)],
    organisations: random() < 0.3 ? [] : [pick(ORGANISATIONS, random)],
    language: random() < 0.9 ? 'en' : 'fr',
    publisher: pick(PUBLISHERS, random),
    url: `https://news.example/${number}`,
    sources: [{ file: `folder/${number}.md` }],
    evidence: EVIDENCE,
  });
}

/** What is live before a build is judged. */
export const LIVE: readonly ArticleDocument[] = Array.from({ length: 400 }, (_unused, number) => someArticle(number));

export type Build = readonly ArticleDocument[];
export const each = (change: (document: ArticleDocument, index: number) => Partial<ArticleDocument>): Build =>
  LIVE.map((document, index) => ({ ...document, ...change(document, index) }));
const some = (share: number, change: (document: ArticleDocument) => Partial<ArticleDocument>): Build =>
  each((document, index) => (index % 100 < share * 100 ? change(document) : {}));

/** Builds that went wrong, each in a way of its own, and none of them may be published over `LIVE`. */
export const BAD_BUILDS: readonly (readonly [string, Build])[] = [
  ['nothing at all', []],
  ['one article', LIVE.slice(0, 1)],
  ['half of the articles', LIVE.slice(0, 200)],
  ['a sixth of the articles lost', LIVE.slice(66)],
  ['the newest years lost', LIVE.filter(({ date }) => date === null || date < '2019')],
  ['one publisher lost', LIVE.filter(({ publisher }) => publisher !== 'Herald')],
  ['no titles', each(() => ({ title: '' }))],
  ['a tenth without title', some(0.1, () => ({ title: ' ' }))],
  ['no texts', each(() => ({ body: '' }))],
  ['texts of blanks and dots', each(() => ({ body: ' … . ' }))],
  ['texts cut after a line', each(({ body }) => ({ body: body.slice(0, 80) }))],
  [
    'navigation swallowed into every text',
    each(({ body }) => ({ body: `${body} ${'Home News Sport Weather '.repeat(80)}` })),
  ],
  [
    'the same notice before every text',
    each(({ body }) => ({ body: `${'We use cookies on this site. '.repeat(12)}${body}` })),
  ],
  ['the site name as every title', each(() => ({ title: 'News Example – Home' }))],
  ['markup in the texts', each(({ body }) => ({ body: `<div class="story"><p>${body}</p></div>` }))],
  ['entities in a tenth of the titles', some(0.1, ({ title }) => ({ title: `${title} &amp; more` }))],
  ['UTF-8 read as Latin-1', each(({ body }) => ({ body: `${body} cafÃ© dâ€™Ã©tat` }))],
  ['replacement characters', some(0.2, ({ body }) => ({ body: body.replaceAll('o', '\uFFFD') }))],
  ['all undated', each(() => ({ date: null, datePrecision: null, dateSource: null }))],
  ['a fifth more undated', some(0.2, () => ({ date: null, datePrecision: null, dateSource: null }))],
  ['the day of the crawl as every date', each(() => ({ date: '2026-01-01' }))],
  ['the day of the crawl as every tenth date', some(0.1, () => ({ date: '2026-01-01' }))],
  ['1970 for a third of the dates', some(0.33, () => ({ date: '1970-01-01' }))],
  [
    'days lost from dates',
    each(({ date }) => ({ date: date && `${date.slice(0, 7)}-01`, datePrecision: date ? 'month' : null })),
  ],
  ['centuries mistaken', each(({ date }) => ({ date: date?.replace(/^20/, '19') ?? null }))],
  ['no countries', each(() => ({ countries: [] }))],
  ['a third without countries', some(0.34, () => ({ countries: [] }))],
  ['one country for everything', each(() => ({ countries: ['US'] }))],
  ['one country more for everything', each(({ countries }) => ({ countries: [...new Set([...countries, 'AF'])] }))],
  ['every country for everything', each(() => ({ countries: COUNTRIES }))],
  ['one country gone', each(({ countries }) => ({ countries: countries.filter((code) => code !== 'IQ') }))],
  [
    'another code for one country',
    each(({ countries }) => ({ countries: countries.map((code) => (code === 'IQ' ? 'IRQ' : code)) })),
  ],
  ['no regions', each(() => ({ regions: [] }))],
  ['no organisations', each(() => ({ organisations: [] }))],
  [
    'an agency as organisation of everything',
    each(({ organisations }) => ({ organisations: [...organisations, 'Reuters'] })),
  ],
  [
    'one organisation under another name',
    each(({ organisations }) => ({ organisations: organisations.map((name) => (name === 'NATO' ? 'Nato' : name)) })),
  ],
  ['another language for everything', each(() => ({ language: 'de' }))],
  ['no publisher', each(({ publisher: _publisher, ...rest }) => ({ ...rest, publisher: '' }))],
  ['new ids for everything', each(({ id }) => ({ id: `new-${id}` }))],
  ['new ids for a fifth', some(0.2, ({ id }) => ({ id: `new-${id}` }))],
  ['addresses lost', LIVE.map(({ url: _url, ...rest }) => rest)],
  ['evidence lost', each(() => ({ evidence: NO_EVIDENCE }))],
  ['everything under embargo', each(() => ({ embargoUntil: '2099-01-01T00:00:00Z' }))],
  ['every article twice', [...LIVE, ...LIVE.map((document) => ({ ...document, id: `copy-${document.id}` }))]],
];

/** A day in the life of an archive: articles come, a few go, some are corrected. */
export function ordinaryBuild(seed: number): Build {
  const random = randomOf(seed);
  const kept = LIVE.filter(() => random() > random() * 0.05);
  const corrected = kept.map((document) => {
    if (random() > 0.04) return document;
    return {
      ...document,
      body: `${document.body} corrected`,
      countries: [...new Set([...document.countries, pick(COUNTRIES, random)])],
    };
  });
  const added = Array.from({ length: Math.floor(random() * 60) }, (_unused, index) =>
    someArticle(10_000 * seed + index),
  );
  return [...corrected, ...added];
}
