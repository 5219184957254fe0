import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, toPageLines } from './page-lines.ts';

/** What cleaning means, step by step. */
function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cs}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/\u00ad/g, '')
    .replace(/[\s\u00a0\u200b\u2060\ufeff]+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
}

const pieces = fc.constantFrom(...['a', ' ', '  ', '\t', '\u00a0', '\u00ad', '\u200b', '\u0007', '\ud83d', '\ude42', '🙂', 'e\u0301', '’', '中']); // prettier-ignore
const text = fc.oneof(fc.string({ unit: pieces }), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

test('leaves a clean text and cleans any other', () => {
  const cleansEach = fc.property(text, (one) => {
    expect(cleanText(one)).toBe(cleaned(one));
  });
  fc.assert(cleansEach);
});

test('cleans a page line by line', () => {
  const line = text.map((one) => one.replace(/[\r\n\u2028\u2029\u0085\f\v]/g, ' '));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 3 }), (lines) => {
      const expected = lines.map(cleaned).filter((one) => one !== '');
      expect(toPageLines(lines.join('\n')).map((one) => one.text)).toEqual(expected);
    }),
  );
});
