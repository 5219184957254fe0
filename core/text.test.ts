import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, tokenize } from './text.ts';

const words = (text: string): string => tokenize(text).map(({ term }) => term).join(' '); // prettier-ignore

test.each([
  ['NATO in Türkiye', 'nato in turkiye'],
  ["Iraq's army isn't O'Brien’s", 'iraq army isnt obrien'],
  ["RUSSIA'S soldiers' 'quoted' Sana'a", 'russia soldiers quoted sanaa'],
  ["l'Irak et la Côte d'Ivoire, aujourd'hui qu'il", 'l irak et la cote d ivoire aujourdhui qu il'],
  ['The U.N. and the U.S.-led force, e.g. J.K. Rowling, v.2.', 'the un and the us led force eg jk rowling v 2'],
  ['e-mail snake_case 3.5 1,000', 'e mail snake case 3 5 1 000'],
  ['İstanbul ISTANBUL straße Łódź', 'istanbul istanbul strasse lodz'],
  ['أحمد الإسلامية ٢٠٢٤ مـــصر', 'احمد الاسلاميه 2024 مصر'],
  ['Stolten\u00adberg 😀Emoji👍text', 'stoltenberg emoji text'],
  ['to\ufeffgether É\u2060tat', 'together etat'],
  ['𝒻ar', 'far'],
  ['', ''],
  ['— “…” 😀', ''],
])('cuts %s', (text, expected) => {
  expect(words(text)).toBe(expected);
});

test('cuts scripts without spaces by the dictionary', () => {
  expect(words('日本を訪問 NATO')).toContain('日本');
  expect(tokenize('日本を訪問 NATO').at(-1)).toMatchObject({ term: 'nato', start: 6, end: 10 });
  expect(tokenize('ประเทศไทยและลาว').length).toBeGreaterThan(2);
});

test('places are in order, inside the text, and folding again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      let last = 0;
      for (const { term, start, end } of tokenize(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(fold(term)).toBe(term);
        last = end;
      }
    }),
  );
});

test('takes time in proportion to the text, whatever it is made of', () => {
  for (const piece of ["a'", 'a.', 'é', '日', '\u0301', '😀']) {
    const start = performance.now();
    tokenize(piece.repeat(100_000));
    expect(performance.now() - start, piece).toBeLessThan(5_000);
  }
});
