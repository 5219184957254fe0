import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLOSES, LONG, NGramSet, NGramTable, OPENS } from './n-gram-table.ts';

/** The BCP 47 language of a text, or null when it is too short or too mixed to tell. */
export type LanguageDetector = (text: string) => string | null;

/** Bytes and n-grams are counted as in the package eld, whose table it is (docs/decisions/0006). */
const NGRAM_BYTES = 4;
const STRIDE = 3;
const LONGEST_WORD = 70;
const FEWEST_NGRAMS = 3;
const SCALE = 25;
const SHARE_OF_USUAL = 0.75;

/** Loads the n-gram table, once per thread, and returns the detector. */
export async function loadLanguageDetector(dataFolder: string): Promise<LanguageDetector> {
  const table = new NGramTable(await readFile(join(dataFolder, 'languages.bin')));
  const { languages, usualScores } = table.head;
  const scores = new Uint32Array(languages.length);
  const found = new NGramSet();

  const count = (key: number, mark: number): void => {
    if (found.add(key, mark)) table.addScores(key, mark, scores);
  };
  return (text) => {
    scores.fill(0);
    found.clear();
    const length = writeWords(text);
    for (let start = 0, end: number; start < length; start = end + 1) {
      end = bytes.indexOf(SPACE, start);
      countWord(start, end, count);
    }
    const best = scores.reduce((top, score, language) => (score > scores[top]! ? language : top), 0);
    if (found.size < FEWEST_NGRAMS) return null;
    const mean = scores[best]! / found.size;
    return mean / (mean + SCALE) < usualScores[best]! * SHARE_OF_USUAL ? null : languages[best]!;
  };
}

/** Four bytes from every third on, and the last four. */
function countWord(start: number, end: number, count: (key: number, mark: number) => void): void {
  const length = Math.min(end - start, LONGEST_WORD);
  let mark = OPENS;
  for (let at = 0; at + NGRAM_BYTES < length; at += STRIDE) {
    count(keyOf(start + at, start + at + NGRAM_BYTES), mark);
    mark = 0;
  }
  const last = start + Math.max(0, length - NGRAM_BYTES);
  count(keyOf(last, end), mark | CLOSES | (end - last > NGRAM_BYTES ? LONG : 0));
}

function keyOf(start: number, end: number): number {
  let key = 0;
  for (let at = start; at < end; at++) key = ((key << 8) | bytes[at]!) ^ (key >>> 24);
  return key >>> 0;
}

const SPACE = 0x20;
/** A text is looked at up to the first space after so many bytes, or, without one, up to the character that reaches more. */
const ENOUGH_BYTES = 350;
const MOST_BYTES = 380;
const LONGEST_TEXT = 1000;
/** What is no letter; an apostrophe (' ` ’) may be part of a word. */
const SEPARATORS = /(?:[^\p{L}]|[\u{10000}-\u{10ffff}])+(?<!['`\u2019])/gu;

/** The words of the last text in UTF-8, each with a space behind it. */
const bytes = new Uint8Array(MOST_BYTES + 8);

/** Writes the words of a text into `bytes`; returns how many bytes. */
function writeWords(text: string): number {
  const words = text.slice(0, LONGEST_TEXT).replace(SEPARATORS, ' ').trim().toLowerCase();
  let length = 0;
  for (let at = 0; at < words.length && length <= MOST_BYTES; at++) {
    const unit = words.charCodeAt(at);
    if (unit === SPACE && length > ENOUGH_BYTES) break;
    if (unit < 0x80) bytes[length++] = unit;
    else {
      if (unit < 0x800) bytes[length++] = 0xc0 | (unit >> 6);
      else {
        bytes[length++] = 0xe0 | (unit >> 12);
        bytes[length++] = 0x80 | ((unit >> 6) & 0x3f);
      }
      bytes[length++] = 0x80 | (unit & 0x3f);
    }
  }
  if (length > 0) bytes[length++] = SPACE;
  return length;
}
