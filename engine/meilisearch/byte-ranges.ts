import type { MatchRange } from '../../core/result.ts';
import { isPlainWord, isSpace, tokenize } from '../../core/text.ts';

/** A match as Meilisearch tells it: bytes of UTF-8, counted from the beginning of the attribute. */
export interface ByteMatch {
  readonly start: number;
  readonly length: number;
}

/**
 * The words inside Meilisearch's matches, in UTF-16 offsets, sorted and apart. A match may span several words (a phrase)
 * or a part of one (a beginning, which is widened to the whole word).
 */
export function toWordRanges(text: string, matches: readonly ByteMatch[]): MatchRange[] {
  if (matches.length === 0) return [];
  const spans = toTextOffsets(text, matches);
  const ranges: MatchRange[] = [];
  let done = 0;
  for (const span of spans) {
    // A word may begin before the match does when the match begins inside it; so look from the last space before.
    const from = Math.max(done, wordStart(text, span.start));
    const to = wordEnd(text, span.end);
    for (const range of wordsBetween(text, from, to)) {
      if (range.end > span.start && range.start < span.end) {
        ranges.push(range);
        done = range.end;
      }
    }
  }
  return ranges;
}

function wordsBetween(text: string, from: number, to: number): MatchRange[] {
  if (isPlainWord(text, from, to)) return [{ start: from, end: to }]; // nearly always
  return tokenize(text.slice(from, to)).map(({ start, end }) => ({ start: from + start, end: from + end }));
}

/** UTF-16 ranges of byte matches, in order of their start. */
export function toTextOffsets(text: string, matches: readonly ByteMatch[]): MatchRange[] {
  const sorted = matches.toSorted((a, b) => a.start - b.start);
  if (Buffer.byteLength(text) === text.length) {
    return sorted.map(({ start, length }) => ({ start, end: Math.min(start + length, text.length) }));
  }
  const walk = offsetWalker(text);
  return sorted.map(({ start, length }) => ({ start: walk(start), end: walk(start + length) }));
}

/** Gives the UTF-16 offset of a byte offset, going forward only as far as it must; small steps back start again. */
function offsetWalker(text: string): (byte: number) => number {
  let bytes = 0;
  let offset = 0;
  return (wanted) => {
    if (wanted < bytes) bytes = offset = 0;
    while (bytes < wanted && offset < text.length) {
      const code = text.codePointAt(offset)!;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      offset += code < 0x10000 ? 1 : 2;
    }
    return offset;
  };
}

function wordStart(text: string, position: number): number {
  while (position > 0 && !isSpace(text, position - 1)) position--;
  return position;
}

function wordEnd(text: string, position: number): number {
  while (position < text.length && !isSpace(text, position)) position++;
  return position;
}
