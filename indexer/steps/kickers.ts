import { isShouted, wordsIn } from '../page-lines.ts';
import type { KindedLine } from './line-kind.ts';
import { TITLE_WORDS } from './title-like.ts';

const KICKER_WORDS = 4;

/** In capitals, right above a headline: of what or where its story is. */
export function isKicker(lines: readonly KindedLine[], at: number): boolean {
  const below = lines[at + 1];
  return (
    isShouted(lines[at]!.text) &&
    below?.kind === 'head' &&
    below.blankBefore === 0 &&
    wordsIn(below.text) >= TITLE_WORDS
  );
}

/**
 * The headlines of a digest, each with a word or two in capitals right above it and set apart from the text above. One alone
 * may be anything.
 */
export function titlesBelowKickers(lines: readonly KindedLine[]): ReadonlySet<number> {
  const titles = new Set<number>();
  for (const [at, { kind, text, blankBefore }] of lines.entries()) {
    if (kind !== 'head' || (titles.size > 0 && blankBefore === 0) || !isKicker(lines, at)) continue;
    if (wordsIn(text) > KICKER_WORDS || isShouted(lines[at + 1]!.text)) continue;
    if (lines[at + 2]?.kind !== 'head') titles.add(at + 1);
  }
  return titles.size > 1 ? titles : new Set();
}
