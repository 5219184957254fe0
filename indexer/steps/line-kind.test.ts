import { expect, test } from 'vitest';
import { creditOf } from './line-kind.ts';

test.each([
  ['The bridge on Tuesday. (AFP)', 'AFP'],
  ['The bridge on Tuesday [Getty Images]', 'Getty Images'],
  ['The bridge. Photo: Jane Doe', 'Jane Doe'],
  ['The bridge © Jane Doe', 'Jane Doe'],
  ['The bridge opened on Tuesday.', null],
  ['“The bridge opened on Tuesday.”', null],
  ['Photo: the bridge in 2019.', null],
  ['It opened on Tuesday (a week early)', null],
])('%s', (text, credit) => {
  expect(creditOf(text)).toBe(credit);
});
