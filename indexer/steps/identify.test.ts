import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../core/text.ts';
import { foldedText } from './identify.ts';

test.each([
  ['“Déjà vu”, said the U.N.’s envoy…', 'deja vu said the u n s envoy'],
  ['Straße, Œuvre, ŁÓDŹ & Þór', 'strasse oeuvre lodz thor'],
  ['  –  ', ''],
  ['ΟΔΟΣ 2½ 中国 العراق', 'οδοσ 21 2 中国 العراق'],
])('%s', (text, folded) => {
  expect(foldedText(text)).toBe(folded);
});

test('folds any text as its characters fold, long ones too', () => {
  const text = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string()));
  fc.assert(
    fc.property(text, fc.constantFrom(1, 1, 1, 2_000), (parts, times) => {
      const whole = parts.join(' ').repeat(times);
      const words = fold(whole).replace(/[^\p{L}\p{N}]+/gu, ' ');
      expect(foldedText(whole)).toBe(words.trim());
    }),
  );
});
