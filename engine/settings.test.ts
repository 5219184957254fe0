import { expect, test } from 'vitest';
import { editsAllowed } from './settings.ts';

test.each([
  ['bank', 0],
  ['banks', 1],
  ['minister', 1],
  ['ministers', 2],
  ['covid19virus', 0],
  ['a'.repeat(100), 2],
  ['a'.repeat(101), 0],
  ['𐐨𐐩𐐪𐐫', 0], // four letters of two units each
  ['𐐨𐐩𐐪𐐫𐐬', 1],
])('%s is forgiven %i edits', (word, edits) => {
  expect(editsAllowed(word)).toBe(edits);
});
