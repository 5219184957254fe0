import { fold } from '../../core/text.ts';

/** How a word is written. Words of scripts without case have none of these bits. */
export const SHAPE = { CAPITAL: 1, UPPER: 2, DIGIT: 4, POSSESSIVE: 8, ABBREVIATION: 16, ARABIC: 32 } as const;

/** What stands between a word and the one before it. Names run across the ones up to `JOINT`. */
export const GAP = {
  SPACE: 0,
  HYPHEN: 1,
  APOSTROPHE: 2,
  AMPERSAND: 3,
  COMMA: 4,
  STOP: 5,
  OPEN: 6,
  CLOSE: 7,
  OTHER: 8,
} as const;
const JOINT = GAP.AMPERSAND;

/** The words of one text, as columns: one pass for every rule, no object per word. Offsets are UTF-16, half open. */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly terms: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly shapes: readonly number[];
  readonly gaps: readonly number[];
}

const OTHER = 0, LOWER = 1, CAPITAL = 2, DIGIT = 3, CASELESS = 4; // prettier-ignore
const CLASSES = new Uint8Array(65_536);
for (let code = 0; code < 65_536; code++) {
  const character = String.fromCharCode(code);
  if (/\p{Nd}/u.test(character)) CLASSES[code] = DIGIT;
  else if (/\p{Lu}|\p{Lt}/u.test(character)) CLASSES[code] = CAPITAL;
  else if (/\p{Ll}/u.test(character)) CLASSES[code] = LOWER;
  else if (/[\p{L}\p{M}]/u.test(character)) CLASSES[code] = CASELESS;
}

/** True when a name may continue over this gap. */
export function joins(gap: number): boolean {
  return gap <= JOINT;
}

function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x2018 || code === 0x60 || code === 0x2bc;
}

function gapOf(text: string, from: number, to: number): number {
  let gap: number = GAP.SPACE;
  let lineBreaks = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || code === 0x09 || code === 0x0d || code === 0xa0) continue;
    if (code === 0x0a) {
      if (++lineBreaks > 1) return GAP.STOP;
      continue;
    }
    let found: number;
    if (code === 0x2d || code === 0x2010 || code === 0x2011) found = to - from === 1 ? GAP.HYPHEN : GAP.OTHER;
    else if (isApostrophe(code)) {
      if (at === from && text.charCodeAt(at + 1) === 0x20 && (text.charCodeAt(at - 1) | 32) === 0x73) continue; // Workers' Party
      found = to - from === 1 ? GAP.APOSTROPHE : GAP.OTHER;
    } else if (code === 0x26) found = GAP.AMPERSAND;
    else if (code === 0x2c || code === 0x60c) found = GAP.COMMA;
    else if (code === 0x2e || code === 0x21 || code === 0x3f || code === 0x3b || code === 0x3a) found = GAP.STOP;
    else if (code === 0x28 || code === 0x5b || code === 0x3c) found = GAP.OPEN;
    else if (code === 0x29 || code === 0x5d || code === 0x3e) found = GAP.CLOSE;
    else found = GAP.OTHER;
    // The strongest sign wins, but a bracket after other signs still says that one opens or closes.
    gap = gap === GAP.SPACE || found === GAP.OPEN ? found : gap === GAP.STOP ? gap : Math.max(gap, found);
  }
  return gap;
}

/** Folds a word for comparison; Arabic spelling variants (ة/ه, ى/ي, tatweel) fold together too. */
export function foldTerm(word: string): string {
  const folded = fold(word);
  return /[\u0600-\u06ff]/.test(folded) ? folded.replaceAll('ـ', '').replaceAll('ة', 'ه').replaceAll('ى', 'ي') : folded;
}

/** The words of `text`. `U.S.` is one word (`u.s`), a possessive `'s` belongs to the gap after its word. */
export function toTokens(text: string): Tokens {
  const terms: string[] = [], starts: number[] = [], ends: number[] = [], shapes: number[] = [], gaps: number[] = []; // prettier-ignore
  const length = text.length;
  let at = 0;
  let previousEnd = 0;
  while (at < length) {
    let kind = CLASSES[text.charCodeAt(at)]!;
    if (kind === OTHER) {
      at++;
      continue;
    }
    const start = at;
    let shape = kind === CAPITAL ? SHAPE.CAPITAL : 0;
    let capitals = 0, letters = 0, ascii = true; // prettier-ignore
    while (at < length && (kind = CLASSES[text.charCodeAt(at)]!) !== OTHER) {
      if (kind === CAPITAL) capitals++;
      if (kind === DIGIT) shape |= SHAPE.DIGIT;
      else letters++;
      if (text.charCodeAt(at) > 0x7f) ascii = false;
      at++;
    }
    // U.S., U.N., N.Y.: single letters with stops, read as one word.
    if (at - start === 1 && letters === 1 && text.charCodeAt(at) === 0x2e) {
      let end = at + 1;
      while (end + 1 < length && text.charCodeAt(end + 1) === 0x2e && isLetter(text, end)) {
        if (CLASSES[text.charCodeAt(end)] === CAPITAL) capitals++;
        letters++;
        end += 2;
      }
      if (letters > 1) {
        shape |= SHAPE.ABBREVIATION;
        at = end;
      }
    }
    const end = at;
    if (capitals > 0 && capitals === letters && letters > 1) shape |= SHAPE.UPPER;
    const word = (shape & SHAPE.ABBREVIATION) !== 0 ? text.slice(start, end - 1) : text.slice(start, end);
    const first = text.charCodeAt(start);
    if (first >= 0x600 && first <= 0x6ff) shape |= SHAPE.ARABIC;
    // Nine of ten words follow a single space.
    const oneSpace = start === previousEnd + 1 && text.charCodeAt(previousEnd) === 0x20;
    gaps.push(starts.length === 0 ? GAP.STOP : oneSpace ? GAP.SPACE : gapOf(text, previousEnd, start));
    previousEnd = end;
    // Iraq's, and Iraq"s as old wires have it.
    const sign = text.charCodeAt(at);
    if ((isApostrophe(sign) || sign === 0x22) && (text.charCodeAt(at + 1) | 32) === 0x73 && !isLetter(text, at + 2)) {
      shape |= SHAPE.POSSESSIVE;
      at += 2;
      previousEnd = at;
    }
    terms.push(!ascii ? foldTerm(word) : capitals === 0 ? word : word.toLowerCase());
    starts.push(start);
    ends.push(end);
    shapes.push(shape);
  }
  return { text, count: terms.length, terms, starts, ends, shapes, gaps };
}

function isLetter(text: string, at: number): boolean {
  return at < text.length && CLASSES[text.charCodeAt(at)] !== OTHER;
}
