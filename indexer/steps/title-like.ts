import { isShouted, wordsIn } from '../page-lines.ts';
import type { KindedLine } from './line-kind.ts';

/** Sub-heads are mostly shorter. */
export const TITLE_WORDS = 6;

/** An address, a mailbox, an account, a telephone number; an item of a list; a link. */
const NO_TITLE = /https?:\/\/|www\.|@\w|twitter\.com|\+?\d[\d ()-]{8,}$|^(?:[•·*(+>]|[-–] |[-=_]{3})|\bread more$/iu;

/** `World | Politics | Business | Sport` */
const MENU = /^(?:[^|]{2,24} \| ){3,}[^|]{2,24}$/u;

/** `Commentary / Middle East & North Africa` */
const SECTION_PATH = /^\p{Lu}\p{L}+ \/ \p{Lu}\p{L}*(?: (?:&|and|\p{Lu}\p{L}*))*$/u;

/** Labels and names of sections in capitals are shorter. */
const SHOUTED_TITLE_WORDS = 5;

/** A head line that may be a title: no few words in capitals, no label, no path and no menu, with letters in it. */
export function isTitleLike(line: KindedLine): boolean {
  return (
    line.kind === 'head' &&
    (!isShouted(line.text) || wordsIn(line.text) >= SHOUTED_TITLE_WORDS) &&
    /\p{L}{2}/u.test(line.text) &&
    !line.text.endsWith(':') &&
    !NO_TITLE.test(line.text) &&
    !SECTION_PATH.test(line.text) &&
    !MENU.test(line.text)
  );
}
