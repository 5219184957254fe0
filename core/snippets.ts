import type { MatchRange, Snippet } from './result.ts';
import { isSpace } from './text.ts';

/** UTF-16 units of a snippet, about; cuts move to the next word boundary. */
const LENGTH = 240;
/** At most so much of it stands before the first match. */
const LEAD = 60;
/** What a word adds to a passage: one that it does not hold yet, and one that it does. */
const DIFFERENT = 8;
const REPEATED = 1;

/**
 * The passages of a text in which most different matches stand, best first and never overlapping; the beginning of the
 * text when nothing matches. `ranges` are sorted; [] only for a text without any word.
 */
export function makeSnippets(text: string, ranges: readonly MatchRange[], limit: number): Snippet[] {
  if (limit < 1 || text.trim() === '') return [];
  if (ranges.length === 0) return [cut(text, 0, LENGTH, [])];
  const chosen: { start: number; end: number }[] = [];
  let left = windowsOf(text, ranges);
  while (left.length > 0 && chosen.length < limit) {
    const best = left.splice(indexOfBest(left), 1)[0]!;
    const place = placeWindow(text, best.start, best.end);
    if (chosen.some(({ start, end }) => place.start < end && start < place.end)) continue;
    chosen.push(place);
    left = left.filter(({ start }) => start < place.start || start >= place.end);
  }
  return chosen.map(({ start, end }) => cut(text, start, end, ranges));
}

/** The first of the best. Few windows are ever looked for, so they are not sorted as a whole. */
function indexOfBest(windows: readonly Window[]): number {
  let best = 0;
  for (let index = 1; index < windows.length; index++) if (windows[index]!.score > windows[best]!.score) best = index;
  return best;
}

interface Window {
  /** Where its first match begins, and its last one ends. */
  readonly start: number;
  readonly end: number;
  /** How much it holds: different words first, then repeated ones. */
  readonly score: number;
}

/** The windows that begin with each match. From one to the next matches leave in front and come in at the end. */
function windowsOf(text: string, ranges: readonly MatchRange[]): Window[] {
  const numbers = new Map<string, number>();
  const words = ranges.map(({ start, end }) => {
    const word = text.slice(start, end).toLowerCase();
    let number = numbers.get(word);
    if (number === undefined) numbers.set(word, (number = numbers.size));
    return number;
  });
  const times = new Array<number>(numbers.size).fill(0);
  let different = 0;
  let next = 0;
  return ranges.map(({ start, end }, first) => {
    if (first > 0 && --times[words[first - 1]!]! === 0) different--; // one too long for its own window comes in below
    for (; next < ranges.length && ranges[next]!.end <= start + LENGTH - LEAD; next++) {
      if (times[words[next]!]!++ === 0) different++;
    }
    const score = REPEATED * (next - first - different) + DIFFERENT * different;
    return { start, end: next > first ? ranges[next - 1]!.end : end, score };
  });
}

/** Room around the matches, begun at a sentence where one begins near. */
function placeWindow(text: string, firstMatch: number, lastMatch: number): { start: number; end: number } {
  const earliest = Math.max(0, firstMatch - LEAD);
  let start = earliest;
  if (earliest > 0) {
    const lead = text.slice(earliest, firstMatch);
    const sentence = Math.max(
      lead.lastIndexOf('. '),
      lead.lastIndexOf('! '),
      lead.lastIndexOf('? '),
      lead.lastIndexOf('\n'),
    );
    if (sentence >= 0) start = earliest + sentence + 1;
    while (start < firstMatch && !isSpace(text, start - 1)) start++;
    if (start >= firstMatch && sentence < 0) start = wholeCharacter(text, earliest, -1);
    while (start < firstMatch && isSpace(text, start)) start++;
  }
  let end = Math.min(text.length, Math.max(start + LENGTH, lastMatch));
  if (end < text.length) {
    const wanted = end;
    while (end > lastMatch && !isSpace(text, end)) end--;
    if (end === lastMatch && !isSpace(text, end)) end = wholeCharacter(text, wanted, 1);
  }
  return { start, end };
}

/** Moves a place out of the middle of a surrogate pair. */
function wholeCharacter(text: string, index: number, step: 1 | -1): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + step : index;
}

function cut(text: string, from: number, to: number, ranges: readonly MatchRange[]): Snippet {
  let end = Math.min(to, text.length);
  if (end < text.length && ranges.length === 0) {
    const wanted = end;
    while (end > from && !isSpace(text, end)) end--;
    if (end === from) end = wholeCharacter(text, wanted, 1);
  }
  while (end > from && isSpace(text, end - 1)) end--;
  return {
    text: text.slice(from, end),
    ranges: ranges
      .filter(({ start, end: last }) => start >= from && last <= end)
      .map((range) => ({ start: range.start - from, end: range.end - from })),
    cutBefore: text.slice(0, from).trim() !== '',
    cutAfter: text.slice(end).trim() !== '',
  };
}
