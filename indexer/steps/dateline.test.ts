import { expect, test } from 'vitest';
import { openingDateline } from './dateline.ts';

test.each([
  ['SANDVIK, December 3, 1999 – The bridge', 'SANDVIK, December 3, 1999 –', '1999-12-03'],
  ['OLD SANDVIK, 3rd May, 2020 (NTB) -- The bridge', 'OLD SANDVIK, 3rd May, 2020 (NTB) --', '2020-05-03'],
  ['Sandvik, 3. Mai 2020 (NTB) – Die Brücke', 'Sandvik, 3. Mai 2020 (NTB) –', '2020-05-03'],
  ['Cádiz, 3 de mayo de 2020 (EFE) – El puente', 'Cádiz, 3 de mayo de 2020 (EFE) –', '2020-05-03'],
  ['BREST, 1er mai 2020 (AFP) – Le pont', 'BREST, 1er mai 2020 (AFP) –', '2020-05-01'],
  ['Sandvik, NTB -- The bridge', 'Sandvik, NTB --', undefined],
  ['Sandvik / NTB / The bridge', 'Sandvik / NTB /', undefined],
  ['Sandvik News/ The bridge', 'Sandvik News/', undefined],
])('the dateline of “%s”', (paragraph, text, date) => {
  const dateline = openingDateline(paragraph);
  expect(dateline?.text).toBe(text);
  expect(dateline?.date?.value).toBe(date);
});

test.each(['Sandvik / Old Town / The bridge', 'The News / and the weather', 'Sandvik, Norway – the bridge is open'])(
  'no dateline: “%s”',
  (paragraph) => {
    expect(openingDateline(paragraph)).toBeNull();
  },
);

test.each(['A-', 'Al-', 'Á-'])('a paragraph of nothing but %s is read in no time', (word) => {
  const begun = performance.now();
  expect(openingDateline(word.repeat(80))).toBeNull();
  expect(performance.now() - begun).toBeLessThan(1_000);
});
