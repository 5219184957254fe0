import { expect, test } from 'vitest';
import { PHRASES } from './phrases.ts';

test.each([
  ['Publié le 3 mai 2021', true],
  ['Publié', true],
  ['By Amina Diallo', true],
  ['Stand: 3. Mai 2021', true],
  ['Bystanders saw it', false],
  ['Parü', false],
  ['Standards fell', false],
])('%s: the beginning of a byline is a whole word, in any alphabet', (line, isByline) => {
  expect(PHRASES.byline.test(line)).toBe(isByline);
});
