import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { mendDoubleEncoding } from './double-encoding.ts';

const TEXT =
  'Verstappen no olvidó la sanción del sábado: «será difícil», dijo el campeón — y añadió: ‘ganó él’, así de fácil.';

test.each(['windows-1252', 'latin1'])('UTF-8 that was read as %s is mended', (charset) => {
  expect(mendDoubleEncoding(iconv.decode(Buffer.from(TEXT), charset))).toBe(TEXT);
});

test.each([
  TEXT,
  'Two bytes of UTF-8 read as Latin-1 look like this: Ã©, Ã¨, Ã¼.',
  `A page about encodings, «naïve» and “curly” – ${'Ã© is what becomes of é. '.repeat(12)}`,
  'ÂÃÂ '.repeat(40),
])('a text that is as it was meant is left as it is: %.30s', (text) => {
  expect(mendDoubleEncoding(text)).toBe(text);
});
