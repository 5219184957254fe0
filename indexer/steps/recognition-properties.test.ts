import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyText, emptyDraft, type ArticleDraft } from '../draft.ts';
import { shippedContext } from '../../test/support/shipped-context.ts';
import { timesAsLong } from '../../test/support/times-as-long.ts';
import { tagCountries } from './tag-countries.ts';
import { tagOrganisations } from './tag-organisations.ts';
import { tagRegions } from './tag-regions.ts';

const { gazetteer } = shippedContext;
const SCRAPS = 'Iraq|Iraqi|U.S.|US|Georgia|Jordan|Michael|Basra|NATO|(NATO)|EC|<EC>|Ministry of|foreign ministry|University of|Inc|and|the|of|, |. |’s|-backed|«|العراق|وللعراق|Российская|Türkiye|🇮🇶|\u0000|\n|Ky.|Congress|IN CAPITALS|of the'.split('|'); // prettier-ignore
const scrap = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...SCRAPS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const text = fc.array(scrap, { maxLength: 40 }).map((parts) => parts.join(' '));
const draft = fc.record({ title: text, paragraphs: fc.array(text, { maxLength: 4 }), language: fc.constantFrom('en', 'fr', 'de', 'es', 'ru', 'ar', 'und', 'x') }).map(
  ({ title, paragraphs, language }): ArticleDraft => ({
    ...emptyDraft('property'), title, language, body: paragraphs.map((body) => ({ text: body, kind: 'prose' })),
  }),
); // prettier-ignore

function tag(article: ArticleDraft): ArticleDraft {
  return tagRegions(tagOrganisations(tagCountries(article, { gazetteer }), { gazetteer }), { gazetteer });
}

test('any text is read without a fault, and evidence points at its form', () => {
  fc.assert(
    fc.property(draft, (article) => {
      const before = JSON.stringify(article);
      const tagged = tag(article);
      expect(JSON.stringify(article)).toBe(before);
      const body = bodyText(tagged);
      for (const fact of [...(tagged.countries ?? []), ...(tagged.organisations ?? []), ...(tagged.regions ?? [])]) {
        expect(fact.salience).toBeGreaterThanOrEqual(0);
        expect(fact.salience).toBeLessThanOrEqual(1);
        expect(fact.evidence.length).toBeGreaterThan(0);
        for (const { zone, start, end, form } of fact.evidence) {
          if (start !== undefined) expect((zone === 'title' ? tagged.title : body).slice(start, end)).toBe(form);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('every value can be traced to a line of data/ or to a rule', () => {
  const ids = new Set(['countries', 'places', 'regions', 'organisations'].flatMap((file) => gazetteer.entries[file as 'countries'].map((entry) => `${file}:${entry.id}`))); // prettier-ignore
  fc.assert(
    fc.property(draft, (article) => {
      const tagged = tag(article);
      for (const fact of [...(tagged.countries ?? []), ...(tagged.organisations ?? []), ...(tagged.regions ?? [])]) {
        for (const { entry, rule } of fact.evidence) {
          expect(rule).not.toBe('');
          if (entry !== undefined) expect(ids.has(entry), entry).toBe(true);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('a hostile text takes time in proportion to its length', () => {
  const article = (words: number): ArticleDraft => ({
    ...emptyDraft('long'), title: 'A'.repeat(2_000), language: 'en',
    body: [{ text: 'University of the Ministry of Georgia (USA) and '.repeat(words), kind: 'prose' }],
  }); // prettier-ignore
  const text = (words: number) => () => tag(article(words));
  expect(timesAsLong(text(4_000), text(1_000))).toBeLessThan(8);
});
