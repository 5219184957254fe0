import type { MatchRange, Snippet } from '../../core/result.ts';

/** Letters shown before and after a match, at least up to the next blank. */
const AROUND = 100;
/** A blank is looked for this far; scripts without blanks are cut anywhere but inside a character. */
const REACH = 40;

/** Passages of a body around its matches, most matches first; its beginning when there are none. */
export function cutSnippets(body: string, ranges: readonly MatchRange[], limit: number): Snippet[] {
  if (body === '' || limit === 0) return [];
  const windows: { start: number; end: number }[] = [];
  for (const range of ranges) {
    const last = windows.at(-1);
    if (last && range.end <= last.end) continue;
    const start = Math.max(edgeBefore(body, range.start - AROUND), last?.end ?? 0);
    windows.push({ start: Math.min(start, range.start), end: edgeAfter(body, range.end + AROUND) });
  }
  if (windows.length === 0) windows.push({ start: 0, end: edgeAfter(body, 2 * AROUND) });
  return windows
    .map((window) => toSnippet(body, window, ranges))
    .sort((a, b) => b.ranges.length - a.ranges.length)
    .slice(0, limit);
}

function toSnippet(body: string, window: { start: number; end: number }, ranges: readonly MatchRange[]): Snippet {
  let { start, end } = window;
  while (start < end && /\s/u.test(body[start]!)) start++;
  while (end > start && /\s/u.test(body[end - 1]!)) end--;
  return {
    text: body.slice(start, end),
    ranges: ranges
      .filter((range) => range.start >= start && range.end <= end)
      .map((range) => ({ start: range.start - start, end: range.end - start })),
    cutBefore: start > 0,
    cutAfter: end < body.length,
  };
}

/** The nearest beginning of a word at or before a position. */
function edgeBefore(body: string, position: number): number {
  if (position <= 0) return 0;
  for (let at = position; at > 0 && at > position - REACH; at--) if (/\s/u.test(body[at - 1]!)) return at;
  return isInsideCharacter(body, position) ? position - 1 : position;
}

/** The nearest end of a word at or after a position. */
function edgeAfter(body: string, position: number): number {
  if (position >= body.length) return body.length;
  for (let at = position; at < body.length && at < position + REACH; at++) if (/\s/u.test(body[at]!)) return at;
  return isInsideCharacter(body, position) ? position + 1 : position;
}

function isInsideCharacter(body: string, position: number): boolean {
  return /[\udc00-\udfff]/.test(body[position] ?? '');
}
