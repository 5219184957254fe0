import { isShouted, wordsIn } from '../page-lines.ts';
import type { KindedLine } from './line-kind.ts';

const REPEAT_WINDOW = 8;

/** The indexes of short lines that come again, or came before, within a few lines: titles and captions printed twice. */
export function repeatedLines(keys: readonly string[]): Set<number> {
  const repeated = new Set<number>();
  for (let index = 0; index < keys.length; index++) {
    if (keys[index] === '') continue;
    for (let other = index + 1; other <= Math.min(index + REPEAT_WINDOW, keys.length - 1); other++) {
      if (isPrintedAgain(keys[index]!, keys[other]!)) repeated.add(index).add(other);
    }
  }
  return repeated;
}

const PATH_WORDS = 4;

/** The same words, or a title of some words behind the path to it: `Home News Storm takes the roof off`. */
export function isPrintedAgain(one: string, other: string): boolean {
  if (one.charCodeAt(one.length - 1) !== other.charCodeAt(other.length - 1)) return false; // most; an empty line is like none
  if (one.length === other.length) return one === other;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long.endsWith(short) && wordsIn(short) >= PATH_WORDS;
}

const SECTION_WORDS = 3;

/** `Harbour News` in the menu and `HARBOUR NEWS` above a title: the name of a section. */
export function isOfMenu({ text: one }: KindedLine, { text: other }: KindedLine): boolean {
  return isShouted(one) !== isShouted(other) && wordsIn(one) <= SECTION_WORDS;
}

/** A name of some words before a dash or a stroke, and a few more behind it. */
const LABEL = /^(\p{Lu}[^|–—-]{5,40}) [|–—-] [^|–—-]{2,30}$/u;

/** `THE HARBOUR REVIEW - Interviews`, `THE HARBOUR REVIEW - Books`: what begins with the same name is the name of a section. */
export function labelLines(lines: readonly KindedLine[]): Set<number> {
  const labels = new Set<number>();
  const places = new Map<string, number>();
  for (const [at, { kind, text }] of lines.entries()) {
    const name = kind === 'head' ? LABEL.exec(text)?.[1] : undefined;
    if (name === undefined) continue;
    const other = places.get(name);
    if (other === undefined) places.set(name, at);
    else if (lines[other]!.text !== text) labels.add(other).add(at);
  }
  return labels;
}

/** A line printed twice at once: some sites do so with what stands below a picture. */
export function isDoubled(text: string, next: KindedLine | undefined): boolean {
  return next?.text === text && next.kind !== 'boilerplate' && text.includes(' ');
}
