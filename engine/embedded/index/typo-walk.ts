import { encodeUtf8 } from './bytes.ts';
import { afterPrefix } from './term-dictionary.ts';
import { TermWalker } from './term-walker.ts';
import type { TermDictionary } from './term-dictionary.ts';

export interface TypoMatch {
  readonly ordinal: number;
  readonly edits: number;
}

/** What was found last in each dictionary: a relaxed query asks again, and so does whoever types the next letter of another word. */
const remembered = new WeakMap<TermDictionary, Map<string, readonly TypoMatch[]>>();
const REMEMBERED = 64;

/** As `walkTypos`, which walks a part of the dictionary. */
export function findTypos(
  dictionary: TermDictionary,
  word: string,
  maxEdits: number,
  prefix: boolean,
): readonly TypoMatch[] {
  let known = remembered.get(dictionary);
  if (known === undefined) remembered.set(dictionary, (known = new Map<string, readonly TypoMatch[]>()));
  const key = `${maxEdits}${prefix ? '…' : '.'}${word}`;
  let found = known.get(key);
  if (found === undefined) {
    found = walkTypos(dictionary, word, maxEdits, prefix);
    known.set(key, found);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
  }
  return found;
}

/** Nobody mistypes a longer word: a row of numbers is kept for each letter of it. */
const LONGEST = 255;

/**
 * The terms within `maxEdits` (1 or 2) of a word, itself left out; none for one of more than `LONGEST` letters. An edit is a letter added, left out, replaced, or
 * swapped with its neighbour; one that touches the first letter counts double. With `prefix`, the term may go on after
 * the match. Walks the sorted terms with one row of edit distances per letter (optimal string alignment); rows of a
 * shared beginning are kept, and a beginning that is already too far is skipped as a range.
 */
function walkTypos(dictionary: TermDictionary, word: string, maxEdits: number, prefix: boolean): TypoMatch[] {
  const found = new Map<number, number>();
  const letters = Array.from(word, (letter) => letter.codePointAt(0)!);
  if (letters.length > LONGEST) return [];
  const keep = (ordinal: number, edits: number): void => {
    const before = found.get(ordinal);
    if (before === undefined || before > edits) found.set(ordinal, edits);
  };
  walk(dictionary, letters, maxEdits, prefix, keep);
  if (maxEdits >= 2) firstLetterWrong(dictionary, letters, prefix, keep);
  const [from, to] = prefix ? dictionary.prefixRange(word) : [dictionary.find(word), -1];
  if (prefix) for (let ordinal = from; ordinal < to; ordinal++) found.delete(ordinal);
  else found.delete(from);
  return Array.from(found, ([ordinal, edits]) => ({ ordinal, edits })).sort((a, b) => a.ordinal - b.ordinal);
}

/** Of the terms of a beginning that is too far, so many are walked over before the end of it is looked up. */
const STEPS = 32;

/** Matches that begin with the right letter. */
function walk(
  dictionary: TermDictionary,
  letters: readonly number[],
  maxEdits: number,
  prefix: boolean,
  keep: (ordinal: number, edits: number) => void,
): void {
  const size = letters.length;
  const first = encodeUtf8(String.fromCodePoint(letters[0]!));
  const end = dictionary.lowerBound(afterPrefix(first));
  let walker = new TermWalker(dictionary, dictionary.lowerBound(first));
  const rows: Int32Array[] = [Int32Array.from({ length: size + 1 }, (_, index) => index)];
  /** For each letter of the term: its code point, and where it ends in bytes. */
  const points: number[] = [];
  const ends: number[] = [];
  /** Fewest edits with which a beginning of the term matches the whole word, for each letter. */
  const best: number[] = [maxEdits + 1];
  let depth = 0;
  while (walker.ordinal < end) {
    while (depth > 0 && ends[depth - 1]! > walker.shared) depth--;
    let position = depth === 0 ? 0 : ends[depth - 1]!;
    let tooFar = false;
    while (position < walker.length) {
      const [point, width] = pointAt(walker.bytes, position);
      position += width;
      points[depth] = point;
      ends[depth] = position;
      depth++;
      const least = nextRow(rows, depth, letters, points);
      best[depth] = Math.min(best[depth - 1]!, rows[depth]![size]!);
      if (least > maxEdits && !(prefix && best[depth]! <= maxEdits)) {
        tooFar = true;
        break;
      }
      if (prefix && best[depth]! <= maxEdits && depth > size + maxEdits) break;
    }
    if (tooFar) {
      let steps = 0;
      do walker.next();
      while (walker.ordinal < end && walker.shared >= position && ++steps < STEPS);
      if (walker.ordinal < end && walker.shared >= position) {
        walker = new TermWalker(dictionary, dictionary.lowerBound(afterPrefix(walker.bytes.slice(0, position))));
        depth = 0;
      }
      continue;
    }
    const edits = prefix ? best[depth]! : position === walker.length ? rows[depth]![size]! : maxEdits + 1;
    if (edits <= maxEdits) keep(walker.ordinal, edits);
    walker.next();
  }
}

/** Fills the row of letter `depth` (from 1) of the term and returns its least number. */
function nextRow(rows: Int32Array[], depth: number, letters: readonly number[], points: readonly number[]): number {
  const size = letters.length;
  const above = rows[depth - 1]!;
  const row = (rows[depth] ??= new Int32Array(size + 1));
  const point = points[depth - 1]!;
  row[0] = depth;
  let least = depth;
  for (let column = 1; column <= size; column++) {
    let edits = Math.min(
      above[column]! + 1,
      row[column - 1]! + 1,
      above[column - 1]! + (letters[column - 1] === point ? 0 : 1),
    );
    if (depth > 1 && column > 1 && letters[column - 1] === points[depth - 2] && letters[column - 2] === point) {
      edits = Math.min(edits, rows[depth - 2]![column - 2]! + 1);
    }
    row[column] = edits;
    if (edits < least) least = edits;
  }
  // A swap may still bring the row after next down to one above the row before this.
  return depth > 1 ? Math.min(least, minOf(above) + 1) : least;
}

function minOf(row: Int32Array): number {
  let least = row[0]!;
  for (const value of row) if (value < least) least = value;
  return least;
}

/** The first letter replaced, left out, added or swapped, and everything else right: two edits. */
function firstLetterWrong(
  dictionary: TermDictionary,
  letters: readonly number[],
  prefix: boolean,
  keep: (ordinal: number, edits: number) => void,
): void {
  const text = (points: readonly number[]): string => String.fromCodePoint(...points);
  const accept = (term: string): void => {
    if (prefix) {
      const [from, to] = dictionary.prefixRange(term);
      for (let ordinal = from; ordinal < to; ordinal++) keep(ordinal, 2);
    } else {
      const ordinal = dictionary.find(term);
      if (ordinal >= 0) keep(ordinal, 2);
    }
  };
  const [first, second, ...others] = letters;
  const rest = text(letters.slice(1));
  accept(rest);
  if (second !== undefined && first !== undefined) accept(text([second, first, ...others]));
  let ordinal = 0;
  while (ordinal < dictionary.count) {
    const walker = new TermWalker(dictionary, ordinal);
    const [point, width] = pointAt(walker.bytes, 0);
    const initial = String.fromCodePoint(point);
    if (point !== first) {
      accept(initial + rest);
      accept(initial + text(letters));
    }
    ordinal = dictionary.lowerBound(afterPrefix(walker.bytes.slice(0, width)));
  }
}

/** The code point at a byte, and how many bytes it takes. */
function pointAt(bytes: Uint8Array, at: number): [number, number] {
  const byte = bytes[at]!;
  if (byte < 0x80) return [byte, 1];
  if (byte < 0xe0) return [((byte & 0x1f) << 6) | (bytes[at + 1]! & 0x3f), 2];
  if (byte < 0xf0) return [((byte & 0x0f) << 12) | ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f), 3];
  return [
    ((byte & 0x07) << 18) | ((bytes[at + 1]! & 0x3f) << 12) | ((bytes[at + 2]! & 0x3f) << 6) | (bytes[at + 3]! & 0x3f),
    4,
  ];
}
