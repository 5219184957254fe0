import { medianGap, wordsIn } from '../page-lines.ts';
import { comparableTitle } from './comparable-lines.ts';
import { isKicker, titlesBelowKickers } from './kickers.ts';
import type { KindedLine } from './line-kind.ts';
import { liveEntries } from './live-entries.ts';
import { labelLines, repeatedLines } from './printed-again.ts';
import { TITLE_WORDS } from './title-like.ts';

/** The lines of a flat page, and what they show when seen together. Sets and places are indexes of lines. */
export interface PageShape {
  readonly lines: readonly KindedLine[];
  /** Each line as titles are compared. */
  readonly keys: readonly string[];
  /** Lines that the page prints again. */
  readonly repeated: ReadonlySet<number>;
  /** Heads that stand before many articles. */
  readonly labels: ReadonlySet<number>;
  /** Titles below a kicker. */
  readonly kicked: ReadonlySet<number>;
  /** Heads of the entries of a live blog. */
  readonly entries: ReadonlySet<number>;
  /** Blank lines before most lines. */
  readonly usualGap: number;
  /** Whether wider gaps than the usual one stand before headers alone, and before full titles alone. */
  readonly gapsPartArticles: boolean;
  readonly gapsPrecedeTitles: boolean;
}

export function shapeOf(lines: readonly KindedLine[]): PageShape {
  const keys = lines.map((line) => comparableTitle(line.text));
  const usualGap = medianGap(lines);
  const afterGap = lines.flatMap(({ blankBefore }, at) => (at > 0 && blankBefore > usualGap ? [at] : []));
  const gapsPartArticles = afterGap.every((at) => lines[at]!.kind !== 'prose');
  const mayBeTitle = (at: number): boolean =>
    lines[at]!.kind !== 'head' || wordsIn(lines[at]!.text) >= TITLE_WORDS || isKicker(lines, at);
  return {
    lines,
    keys,
    repeated: repeatedLines(keys),
    labels: labelLines(lines),
    kicked: titlesBelowKickers(lines),
    entries: liveEntries(lines),
    usualGap,
    gapsPartArticles,
    gapsPrecedeTitles: gapsPartArticles && afterGap.every(mayBeTitle),
  };
}

/** How much the gap before a line speaks for an article that begins there: 0 to 3. */
export function gapWeight({ lines, usualGap, gapsPartArticles, gapsPrecedeTitles }: PageShape, at: number): number {
  const gap = lines[at]!.blankBefore;
  if (gap > usualGap && gapsPartArticles) return gap >= usualGap + 2 || gapsPrecedeTitles ? 3 : 2;
  return gap >= 2 && gap > usualGap ? (gap >= usualGap + 3 ? 2 : 1) : 0;
}

/** The first index of a range that holds, −1 when none does. Ranges are short, pages are not. */
export function findBetween(from: number, end: number, holds: (at: number) => boolean): number {
  for (let at = from; at < end; at++) if (holds(at)) return at;
  return -1;
}
