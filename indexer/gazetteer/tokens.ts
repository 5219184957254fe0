import { fold } from '../../core/text.ts';
import { isDirection, unitsOf } from '../text-units.ts';
import { hashOf, withUnit } from './word-hash.ts';

/** How a word is written; `FOREIGN` is one with letters beyond ASCII. Words of scripts without case have none of the first. */
export const SHAPE = {
  CAPITAL: 1,
  UPPER: 2,
  DIGIT: 4,
  POSSESSIVE: 8,
  ABBREVIATION: 16,
  ARABIC: 32,
  FOREIGN: 64,
} as const;

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
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly shapes: readonly number[];
  readonly gaps: readonly number[];
  /** Of each folded word, by `hashOf`: what most words are turned down by, without a string made of them. */
  readonly hashes: readonly number[];
  /** Four of five cased words are in capitals, and more than an acronym: case tells nothing. */
  readonly capitals: boolean;
  /** What `termAt` has cut out so far; none until it is asked. */
  terms: (string | undefined)[] | undefined;
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

CLASSES[0x2bc] = OTHER; // a letter to Unicode, an apostrophe to those who write `Iraqʼs`

/** True when a name may continue over this gap. */
export function joins(gap: number): boolean {
  return gap <= JOINT;
}

/** By UTF-16 unit, the gap that a sign makes; `BLANK` for what is seen as nothing or a space. Letters are never asked for. */
const BLANK = 255;
const SIGNS = new Uint8Array(65_536).fill(GAP.OTHER);
for (const [signs, gap] of [
  ['\t\r \u00a0', BLANK],
  ['-\u2010\u2011', GAP.HYPHEN],
  ["'`‘’ʼ", GAP.APOSTROPHE],
  ['&', GAP.AMPERSAND],
  [',\u060c', GAP.COMMA],
  ['.!?;:', GAP.STOP],
  ['([<', GAP.OPEN],
  [')]>', GAP.CLOSE],
] as const)
  for (const sign of signs) SIGNS[sign.charCodeAt(0)] = gap;
for (let code = 0; code < 65_536; code++) if (isDirection(code)) SIGNS[code] = BLANK;
const LINE_FEED = 0x0a;

function isApostrophe(unit: number): boolean {
  return SIGNS[unit] === GAP.APOSTROPHE;
}

function gapOf(units: Uint16Array, from: number, to: number): number {
  let gap: number = GAP.SPACE;
  let lineBreaks = 0;
  for (let at = from; at < to; at++) {
    const unit = units[at]!;
    let found = SIGNS[unit]!;
    if (found === BLANK) continue;
    if (unit === LINE_FEED) {
      if (++lineBreaks > 1) return GAP.STOP;
      continue;
    }
    const isPlurals =
      found === GAP.APOSTROPHE && at === from && units[at + 1] === 0x20 && (units[at - 1]! | 32) === 0x73;
    if (isPlurals) continue; // Workers' Party
    if ((found === GAP.HYPHEN || found === GAP.APOSTROPHE) && to - from > 1) found = GAP.OTHER;
    // The strongest sign wins, but a bracket after other signs still says that one opens or closes.
    gap = gap === GAP.SPACE || found === GAP.OPEN ? found : gap === GAP.STOP ? gap : Math.max(gap, found);
  }
  return gap;
}

/** The folded word at an index; empty before the first and after the last. */
export function termAt(tokens: Tokens, at: number): string {
  if (at < 0 || at >= tokens.count) return '';
  const terms = (tokens.terms ??= new Array<string | undefined>(tokens.count));
  return (terms[at] ??= cutTerm(tokens, at));
}

function cutTerm({ text, starts, ends, shapes }: Tokens, at: number): string {
  const shape = shapes[at]!;
  const word = text.slice(starts[at], (shape & SHAPE.ABBREVIATION) !== 0 ? ends[at]! - 1 : ends[at]!);
  return (shape & SHAPE.FOREIGN) !== 0 ? fold(word) : word.toLowerCase();
}

/** The folded words from one index up to another, with a space between them. */
export function phraseAt(tokens: Tokens, from: number, to: number): string {
  let phrase = termAt(tokens, from);
  for (let at = from + 1; at < to; at++) phrase += ` ${termAt(tokens, at)}`;
  return phrase;
}

/** Where the columns grow, before each text gets its own copy of just its length. */
const columns = { starts: [] as number[], ends: [] as number[], shapes: [] as number[], gaps: [] as number[], hashes: [] as number[] }; // prettier-ignore

/** The words of `text`. `U.S.` is one word (`u.s`), a possessive `'s` belongs to the gap after its word. */
export function toTokens(text: string): Tokens {
  const { starts, ends, shapes, gaps, hashes } = columns;
  let count = 0;
  const length = text.length;
  const units = unitsOf(text);
  let at = 0;
  let previousEnd = 0;
  let cased = 0;
  let uppers = 0;
  while (at < length) {
    let unit = units[at]!;
    let kind = CLASSES[unit]!;
    if (kind === OTHER) {
      at++;
      continue;
    }
    const start = at;
    let shape = kind === CAPITAL ? SHAPE.CAPITAL : 0;
    let capitals = 0, digits = 0, hash = 0, bits = 0; // prettier-ignore
    do {
      bits |= unit;
      if (kind === CAPITAL) {
        capitals++;
        unit |= 32;
      } else if (kind === DIGIT) digits++;
      hash = withUnit(hash, unit);
      unit = units[++at]!;
      kind = CLASSES[unit]!;
    } while (kind !== OTHER);
    if (digits > 0) shape |= SHAPE.DIGIT;
    let letters = at - start - digits;
    // U.S., U.N., N.Y.: single letters with stops, read as one word.
    if (unit === 0x2e && at - start === 1 && letters === 1) {
      let end = at + 1;
      while (units[end + 1] === 0x2e && isLetter(units[end]!)) {
        if (CLASSES[units[end]!] === CAPITAL) capitals++;
        letters++;
        bits |= units[end]!;
        hash = withUnit(withUnit(hash, 0x2e), units[end]! | 32);
        end += 2;
      }
      if (letters > 1) {
        shape |= SHAPE.ABBREVIATION;
        at = end;
        unit = units[at]!;
      }
    }
    const end = at;
    if (capitals > 0 && capitals === letters && letters > 1) shape |= SHAPE.UPPER;
    if (bits > 0x7f) shape |= isArabic(units[start]!) ? SHAPE.FOREIGN | SHAPE.ARABIC : SHAPE.FOREIGN;
    if (end - start > 1 && (shape & (SHAPE.DIGIT | SHAPE.ARABIC)) === 0) {
      cased++;
      if ((shape & SHAPE.UPPER) !== 0) uppers++;
    }
    // Nine of ten words follow a single space.
    const oneSpace = start === previousEnd + 1 && units[previousEnd] === 0x20;
    gaps[count] = count === 0 ? GAP.STOP : oneSpace ? GAP.SPACE : gapOf(units, previousEnd, start);
    previousEnd = end;
    // Iraq's, and Iraq"s as old wires have it.
    if ((isApostrophe(unit) || unit === 0x22) && (units[at + 1]! | 32) === 0x73 && !isLetter(units[at + 2]!)) {
      shape |= SHAPE.POSSESSIVE;
      at += 2;
      previousEnd = at;
    }
    starts[count] = start;
    ends[count] = end;
    shapes[count] = shape;
    hashes[count] = bits > 0x7f ? 0 : hash;
    count++;
  }
  const cut = hashes.slice(0, count);
  const tokens: Tokens = {
    text,
    count,
    starts: starts.slice(0, count),
    ends: ends.slice(0, count),
    shapes: shapes.slice(0, count),
    gaps: gaps.slice(0, count),
    hashes: cut,
    capitals: uppers >= 2 && uppers >= cased * 0.8,
    terms: undefined,
  };
  for (let at = 0; at < count; at++) if (cut[at] === 0) cut[at] = hashOf(termAt(tokens, at));
  return tokens;
}

function isLetter(unit: number): boolean {
  return CLASSES[unit] !== OTHER;
}

function isArabic(unit: number): boolean {
  return unit >= 0x600 && unit <= 0x6ff;
}
