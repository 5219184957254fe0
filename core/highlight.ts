import type { MatchRange } from './result.ts';

/** A piece of text that matched, or did not. Pieces joined are the text. */
export interface Segment {
  readonly text: string;
  readonly match: boolean;
}

/** Cuts a text at its match ranges; ranges outside the text or overlapping others are clipped, never an error. */
export function toSegments(text: string, ranges: readonly MatchRange[]): Segment[] {
  const segments: Segment[] = [];
  let position = 0;
  for (const range of ranges) {
    const start = Math.max(position, Math.min(range.start, text.length));
    const end = Math.max(start, Math.min(range.end, text.length));
    if (start > position) segments.push({ text: text.slice(position, start), match: false });
    if (end > start) segments.push({ text: text.slice(start, end), match: true });
    position = end;
  }
  if (position < text.length) segments.push({ text: text.slice(position), match: false });
  return segments;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const SPECIAL = /[&<>"']/;

/** Text as HTML text or as a quoted attribute's value. The one place where article text is escaped. */
export function escapeHtml(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[&<>"']/g, (character) => ESCAPES[character]!) : text;
}

/** Escaped HTML in which the only markup is our own `<mark>`. */
export function toHtml(segments: readonly Segment[]): string {
  let html = '';
  for (const { text, match } of segments) html += match ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text);
  return html;
}
