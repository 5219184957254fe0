import { FINAL_STOP, LIST_ITEM, type KindedLine } from './line-kind.ts';

/** Where the text ends: the last line of prose, with the short sentences right below it (`The bell rang.`). */
export function endOfText(lines: readonly KindedLine[]): number {
  let last = lines.findLastIndex((line) => line.kind === 'prose');
  if (last < 0) return last;
  const gap = Math.max(1, lines[last]!.blankBefore);
  for (let at = last + 1; at < lines.length; at++) {
    const line = lines[at]!;
    if (isShortSentence(line) && line.blankBefore <= gap) last = at;
    else if (line.rule?.kind !== 'line') break;
  }
  return last;
}

export function isShortSentence({ kind, text }: KindedLine): boolean {
  return kind === 'head' && FINAL_STOP.test(text) && !/(?:…|\.\.)$/.test(text) && text.split(' ').length >= 3;
}

/**
 * Short lines between two paragraphs, together with lines that a rule knows: forms, offers, links. Of several only the last
 * may be the sub-head of what follows, and none between two lines of rules.
 */
export function furnitureBetween(lines: readonly KindedLine[]): ReadonlySet<number> {
  const found = new Set<number>();
  let heads: number[] = [];
  let looked = 0; // so many of the heads have been looked at: a page may have no prose at all
  let hasRule = false;
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'head' && !isShortSentence(line) && !line.text.endsWith(':') && !LIST_ITEM.test(line.text))
      heads.push(at);
    else if (line.kind === 'boilerplate') {
      for (; hasRule && looked < heads.length; looked++)
        if (lines[heads[looked]!]!.listed !== true) found.add(heads[looked]!);
      hasRule = true;
    } else if (line.kind === 'prose') {
      if (hasRule) for (const head of heads.slice(0, -1)) found.add(head);
      heads = [];
      looked = 0;
      hasRule = false;
    }
  }
  return found;
}
