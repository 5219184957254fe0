import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLOSES, OPENS, packTable, type NGram } from './n-gram-table.ts';

/**
 * `npm run data:languages`: packs the n-grams of middle size of the package eld into data/languages.bin. The package keeps
 * them as strings of its own letters for bytes; a space stands for the edge of a word.
 */
const source = new URL('..', import.meta.resolve('eld/medium'));
const { ngramsData } = (await import(new URL('ngrams/medium.js', source).href)) as {
  ngramsData: { languages: Record<string, string>; ngrams: Record<string, Record<string, number>> };
};
const { dictionary } = (await import(new URL('dictionary.js', source).href)) as { dictionary: readonly string[] };
const { avgScore } = (await import(new URL('avgScore.js', source).href)) as { avgScore: Record<string, number> };

const byteOf = new Map(dictionary.flatMap((letter, byte) => (letter === ' ' ? [] : [[letter, byte] as const])));
const languages = Object.values(ngramsData.languages);
const nGrams = Object.entries(ngramsData.ngrams).map(([letters, scores]): NGram => {
  const bytes = Array.from(letters.trim(), (letter) => byteOf.get(letter)!);
  return {
    key: bytes.reduce((key, byte) => key * 256 + byte, 0),
    mark: (letters.startsWith(' ') ? OPENS : 0) | (letters.endsWith(' ') ? CLOSES : 0),
    scores: Object.entries(scores).map(([language, score]) => [Number(language), score]),
  };
});
nGrams.sort((a, b) => a.key - b.key || a.mark - b.mark);
const usualScores = languages.map((language) => avgScore[language]!);
await writeFile(
  join(import.meta.dirname, '..', '..', 'data', 'languages.bin'),
  packTable({ languages, usualScores }, nGrams),
);
