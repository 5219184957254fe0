import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decode } from './decode.ts';

const CURLY = 'Café owners “shocked” – again, by new rules that the city’s council passed at night.';
const RUSSIAN = 'Паромы снова ходят по северному маршруту, сообщили в порту Архангельска жителям островов.';
const ARABIC = 'اتفق وزراء الموارد المائية على خطة جديدة لتوزيع مياه النهر خلال أشهر الصيف المقبلة.';

test.each([
  ['UTF-8', Buffer.from(CURLY), CURLY],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${CURLY}`), CURLY],
  ['UTF-16 LE with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(CURLY, 'utf-16le')]), CURLY],
  ['UTF-16 BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode(CURLY, 'utf-16be')]), CURLY],
  ['UTF-16 LE without a mark', iconv.encode(CURLY, 'utf-16le', { addBOM: false }), CURLY],
  ['windows-1252, undeclared', iconv.encode(CURLY, 'windows-1252'), CURLY],
  ['windows-1251, declared', iconv.encode(`<meta charset="windows-1251"><p>${RUSSIAN}`, 'windows-1251'), RUSSIAN],
  ['windows-1251, undeclared', iconv.encode(RUSSIAN, 'windows-1251'), RUSSIAN],
  [
    'windows-1256, declared',
    iconv.encode(`<?xml version="1.0" encoding="windows-1256"?>${ARABIC}`, 'windows-1256'),
    ARABIC,
  ],
])('%s', (_, bytes, text) => {
  expect(decode(bytes)?.text.endsWith(text)).toBe(true);
  expect(decode(bytes)?.liedAbout).toBeUndefined();
});

test('a declared charset that the bytes contradict is not believed, and named', () => {
  const liesUtf8 = iconv.encode(`<meta charset="utf-8"><p>${CURLY}`, 'windows-1252');
  expect(decode(liesUtf8)).toMatchObject({ liedAbout: 'utf-8' });
  expect(decode(liesUtf8)?.text).toContain('“shocked” –');
  const liesLatin = Buffer.from(`<meta charset="iso-8859-1"><p>${RUSSIAN}`);
  expect(decode(liesLatin)?.text).toContain(RUSSIAN);
  expect(decode(Buffer.from('<meta charset="utf-16"><p>plain'))?.text).toContain('plain');
});

test.each([CURLY, RUSSIAN, ARABIC])('a character torn in two costs itself alone: %s', (text) => {
  const [head, tail] = [text.slice(0, 20), text.slice(20)];
  const torn = [Buffer.from(head), Buffer.from('é').subarray(0, 1), Buffer.from(` ${tail}`)];
  for (const declared of ['', '\ufeff', '<meta charset="utf-8">']) {
    const decoded = decode(Buffer.concat([Buffer.from(declared), ...torn]));
    expect(decoded).toMatchObject({ charset: 'utf-8', broken: 1 });
    expect(decoded?.text).toBe(`${declared.replace('\ufeff', '')}${head}\ufffd ${tail}`);
  }
});

test('a byte order mark that lies is not believed, and named', () => {
  const marked = Buffer.concat([Buffer.from('\ufeff'), iconv.encode(CURLY, 'windows-1252')]);
  expect(decode(marked)).toMatchObject({ liedAbout: 'utf-8', charset: 'windows-1252' });
  expect(decode(marked)?.text).toContain('“shocked” –');
});

test('bytes that are no text are refused', () => {
  expect(decode(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1, 2, 3]))).toBeNull();
});

test('any bytes give a text or a refusal, never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) =>
      ['string', 'undefined'].includes(typeof decode(Buffer.from(bytes))?.text),
    ),
  );
});
