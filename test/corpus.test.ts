import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ArticleDocument } from '../core/document.ts';
import { saidOfShipped, shippedArticles } from './support/shipped-articles.ts';

const ROOT = join(import.meta.dirname, '..');
const JUDGED = join(ROOT, 'test', 'fixtures', 'judged-queries.jsonl');

/** What docs/corpus.md says of the corpus that ships, held against what the indexer makes of it. */
describe('the corpus that ships', () => {
  const titled = (title: string): ArticleDocument => {
    const [one, ...more] = shippedArticles.filter((document) => document.title === title);
    if (one === undefined || more.length > 0) throw new Error(`${more.length + (one ? 1 : 0)} articles: ${title}`);
    return one;
  };

  test('has enough to search, all over the world and the years', () => {
    const values = (field: 'countries' | 'organisations' | 'regions'): Set<string> =>
      new Set(shippedArticles.flatMap((document) => document[field]));
    expect(shippedArticles.length).toBeGreaterThanOrEqual(125);
    expect(values('countries').size).toBeGreaterThanOrEqual(100);
    expect(values('organisations').size).toBeGreaterThanOrEqual(80);
    for (const region of ['africa', 'americas', 'asia', 'europe', 'oceania'])
      expect(values('regions')).toContain(region);
    const years = new Set(shippedArticles.map(({ date }) => date?.slice(0, 4)));
    for (let year = 2003; year <= 2026; year++) expect(years).toContain(String(year));
    const languages = new Set(shippedArticles.map(({ language }) => language));
    for (const language of ['ar', 'de', 'en', 'es', 'fr', 'ru']) expect(languages).toContain(language);
  });

  test('has articles of 150 to 500 words', () => {
    for (const { title, body } of shippedArticles) {
      const words = body.split(/\s+/u).length;
      expect([words, title]).toEqual([Math.min(500, Math.max(150, words)), title]);
    }
  });

  test('is reported on where something is wrong with it, and nowhere else', () => {
    const told = saidOfShipped
      .filter(({ severity }) => severity !== 'info')
      .map(({ severity, file }) => `${severity} ${file.split('/').at(-1)}`);
    expect(told.sort()).toEqual([
      'error broken-download.txt',
      'warning 2016-kigali-amendment.md',
      'warning section-front.html',
    ]);
  });

  test.each([
    ['Spain Takes the Helm of NATO Mission in Iraq', null, 6, 'Lieutenant General José', 'after one year.'],
    [
      "Assad's Rule Ends as Opposition Fighters Enter Damascus",
      '2024-12-08',
      5,
      'Syrian opposition',
      'resolution 2254.',
    ],
    ['Taliban Enter Kabul as Afghan President Flees', null, 5, 'Fighters of the Taliban', 'on Monday.'],
    ['United States and Taliban sign agreement on withdrawal', null, 5, 'DOHA, Qatar', 'in the coming talks.'],
    ['North Macedonia becomes the thirtieth ally', null, 7, 'Behind closed doors', 'hopes for more.'],
    ["West Africa's Ebola Emergency Is Over, WHO Says", '2016-03-29', 4, 'GENEVA', 'next outbreak.'],
    ['Tunisia Adopts a New Constitution Three Years after the Revolution', '2014-01-26', 4, 'TUNIS', 'same month.'],
    ['Somalia Becomes the Eighth Member of the East African Community', '2023-11-24', 4, 'ARUSHA', 'for a year.'],
    ['Sri Lanka suspends payments on its foreign debt', null, 5, 'COLOMBO', 'finance medicines.'],
    [
      'Security Council ends UN mission in Mali',
      '2023-07-01',
      5,
      'NEW YORK – After ten years',
      'who will count the dead.',
    ],
    ['Notre-Dame opens its doors again', '2024-12-08', 5, 'Five years and eight months', 'since 1991.'],
    ['New Caledonia votes to remain French', '2018-11-05', 4, 'NOUMÉA', 'fourteen others.'],
    ['General Assembly asks the World Court about climate change', '2023-03-30', 5, 'NEW YORK', 'epic proportions.'],
    ["Less ash from Eyjafjallajökull: Europe's sky to reopen in part", '2010-04-20', 5, 'REYKJAVÍK', 'often followed.'],
    ['Macedonia takes a new name', '2019-02-13', 5, 'SKOPJE', 'are unemployed.'],
    ['Nations agree in Kigali to phase down cooling gases', null, 4, 'KIGALI', 'part of the cost.'],
  ])('%s: date %s, %d paragraphs, whole and without noise', (title, date, paragraphs, start, end) => {
    const article = titled(title);
    expect(article.date).toBe(date);
    expect(article.body.split('\n\n')).toHaveLength(paragraphs);
    expect(article.body.startsWith(start)).toBe(true);
    expect(article.body.endsWith(end)).toBe(true);
  });

  test('tells a story once that is in two files, or in two versions', () => {
    expect(titled('Spain Takes the Helm of NATO Mission in Iraq').sources).toHaveLength(2);
    expect(titled('Earthquake kills more than twenty thousand in Türkiye and Syria').sources).toHaveLength(2);
    expect(shippedArticles.some(({ title }) => title === 'Earthquake kills hundreds in Türkiye and Syria')).toBe(false);
  });

  test('knows how precise a date is', () => {
    expect(titled('Italy succeeds Denmark at the head of NATO Mission Iraq')).toMatchObject({
      date: '2022-05-01',
      datePrecision: 'month',
    });
    expect(titled('Croatia is the 28th member of the European Union')).toMatchObject({
      date: '2013-07-01',
      datePrecision: 'day',
    });
  });

  test('holds every article that a judged search expects', () => {
    const judged = readFileSync(JUDGED, 'utf8').trim().split('\n');
    expect(judged.length).toBeGreaterThanOrEqual(30);
    for (const line of judged) {
      const { expect: best, also = [] } = JSON.parse(line) as { expect: string[]; also?: string[] };
      for (const title of [...best, ...also]) titled(title);
    }
  });
});
