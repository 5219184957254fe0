import type { MatchRange, Snippet } from '../../core/result.ts';

/** UTF-16 units around a match, about a line and a half on each side. */
const AROUND = 100;
const BEGINNING = 220;

/**
 * The best passages of a body: matches that are near share one, more matches come first, then the order of the text.
 * The beginning of the body when nothing in it matched.
 */
export function toSnippets(body: string, ranges: readonly MatchRange[], limit: number): Snippet[] {
  if (limit <= 0 || body === '') return [];
  const windows: { start: number; end: number; ranges: MatchRange[] }[] = [];
  for (const range of ranges) {
    const last = windows.at(-1);
    if (last && range.end - last.ranges[0]!.start <= 2 * AROUND) last.ranges.push(range);
    else windows.push({ start: 0, end: 0, ranges: [range] });
  }
  if (windows.length === 0) return [cut(body, 0, backToSpace(body, Math.min(BEGINNING, body.length)), [])];
  let covered = 0;
  for (const window of windows) {
    window.start = forthToSpace(body, Math.max(covered, window.ranges[0]!.start - AROUND), window.ranges[0]!.start);
    window.end = Math.max(
      backToSpace(body, Math.min(body.length, window.ranges.at(-1)!.end + AROUND)),
      window.ranges.at(-1)!.end,
    );
    covered = window.end;
  }
  return windows
    .toSorted((a, b) => b.ranges.length - a.ranges.length || a.start - b.start)
    .slice(0, limit)
    .map(({ start, end, ranges: inside }) => cut(body, start, end, inside));
}

function cut(body: string, from: number, to: number, ranges: readonly MatchRange[]): Snippet {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(body[start]!)) start++;
  while (end > start && /\s/.test(body[end - 1]!)) end--;
  return {
    text: body.slice(start, end),
    ranges: ranges
      .filter((range) => range.start >= start && range.end <= end)
      .map((range) => ({ start: range.start - start, end: range.end - start })),
    cutBefore: body.slice(0, start).trim() !== '',
    cutAfter: body.slice(end).trim() !== '',
  };
}

/** The next place at or after `position`, not beyond `limit`, that follows a space. */
function forthToSpace(body: string, position: number, limit: number): number {
  if (position === 0) return 0;
  let at = position;
  while (at < limit && !/\s/.test(body[at - 1]!)) at++;
  return at;
}

/** The last place at or before `position` that is followed by a space; `position` itself in a text without any. */
function backToSpace(body: string, position: number): number {
  if (position >= body.length) return body.length;
  let at = position;
  while (at > 0 && position - at < AROUND && !/\s/.test(body[at]!)) at--;
  return at === 0 || position - at >= AROUND ? safeCut(body, position) : at;
}

/** Never between the halves of a surrogate pair. */
function safeCut(body: string, position: number): number {
  return /[\uDC00-\uDFFF]/.test(body[position] ?? '') ? position - 1 : position;
}
