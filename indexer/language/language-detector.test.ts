import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eld } from 'eld/medium';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadLanguageDetector } from './language-detector.ts';

const root = join(import.meta.dirname, '..', '..');
const detect = await loadLanguageDetector(join(root, 'data'));

/** What the package says that the table was taken from. */
function eldDetects(text: string): string | null {
  const found = eld.detect(text);
  return found.language !== '' && found.isReliable() ? found.language : null;
}

test('tells the language of every article that ships as eld does, whatever part of it', async () => {
  const names = (await readdir(join(root, 'corpus'), { recursive: true })).filter((name) =>
    /\.(?:md|txt|html)$/.test(name),
  );
  const told = new Set<string | null>();
  for (const name of names) {
    const text = await readFile(join(root, 'corpus', name), 'utf8');
    for (const length of [12, 40, 220, 600, 1_200]) {
      for (const from of [0, text.length >> 1]) {
        const part = text.slice(from, from + length);
        told.add(detect(part));
        expect(detect(part), part).toBe(eldDetects(part));
      }
    }
  }
  expect([...told]).toEqual(expect.arrayContaining(['en', 'fr', 'de', 'es', 'ar', 'ru', null]));
});

test('tells what eld tells of any text', () => {
  const scripts = fc.constantFrom(
    ...'the and une der l’État d`or ΣΑΣ İstanbul straße привет мир سلام שלום 中国 新闻 ニュース ไทย 한국어 Հայ ქართ 𝒜 🙂 42 é'.split(
      ' ',
    ),
  );
  const text = fc.array(
    fc.oneof(scripts, fc.string({ unit: 'grapheme' }), fc.string({ minLength: 60, maxLength: 90 })),
    {
      maxLength: 60,
    },
  );
  const tellsTheSame = fc.property(text, (words) => {
    expect(detect(words.join(' '))).toBe(eldDetects(words.join(' ')));
  });
  fc.assert(tellsTheSame, { numRuns: 500 });
});

test('finds no language in nothing', () => {
  expect([detect(''), detect(' 12, 13 '), detect('a')]).toEqual([null, null, null]);
});
