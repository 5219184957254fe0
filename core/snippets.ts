import type { MatchRange, Snippet } from './result.ts';

/** UTF-16 units of a snippet, about; cuts move to the next word boundary. */
const LENGTH = 240;
/** At most so much of it stands before the first match. */
const LEAD = 60;

/**
 * The passages of a text in which most different matches stand, best first and never overlapping; the beginning of the
 * text when nothing matches. `ranges` are sorted; [] only for a text without any word.
 */
export function makeSnippets(text: string, ranges: readonly MatchRange[], limit: number): Snippet[] {
  if (limit < 1 || text.trim() === '') return [];
  if (ranges.length === 0) return [cut(text, 0, LENGTH, [])];
  const words = ranges.map(({ start, end }) => text.slice(start, end).toLowerCase());
  const windows = ranges.map((range, first) => densityFrom(ranges, words, first, range.start));
  const order = windows.map((_, index) => index).sort((a, b) => windows[b]!.score - windows[a]!.score || a - b);
  const chosen: { start: number; end: number; snippet: Snippet }[] = [];
  for (const index of order) {
    if (chosen.length === limit) break;
    const { start, end } = placeWindow(text, ranges[index]!.start, windows[index]!.end);
    if (chosen.some((other) => start < other.end && other.start < end)) continue;
    chosen.push({ start, end, snippet: cut(text, start, end, ranges) });
  }
  return chosen.map(({ snippet }) => snippet);
}

/** How much a window that begins with match `first` holds: different words first, then repeated ones. */
function densityFrom(
  ranges: readonly MatchRange[],
  words: readonly string[],
  first: number,
  start: number,
): { score: number; end: number } {
  const seen = new Set<string>();
  let score = 0;
  let end = start;
  for (let index = first; index < ranges.length && ranges[index]!.end <= start + LENGTH - LEAD; index++) {
    score += seen.has(words[index]!) ? 1 : 8;
    seen.add(words[index]!);
    end = ranges[index]!.end;
  }
  return { score, end: Math.max(end, ranges[first]!.end) };
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

function isSpace(text: string, index: number): boolean {
  return index < 0 || index >= text.length || /\s/.test(text[index]!);
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
