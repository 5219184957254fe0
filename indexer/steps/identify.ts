import { createHash } from 'node:crypto';
import type { ArticleDocument } from '../../core/document.ts';
import { fold } from '../../core/text.ts';
import { unitsOf } from '../text-units.ts';

const ID_HEX_DIGITS = 32;
/** Below this, a body ("Watch the video above.") does not identify an article without its title. */
const FEW_WORDS = 25;
const SIGNS = /[^\p{L}\p{N}]+/gu;

/**
 * By UTF-16 unit, the one or two ASCII letters or digits that it folds to, in two bytes; a space for a sign, 0 where it takes
 * the proper way. Folding looks at one character at a time, so a table of them folds what most texts are made of.
 */
const FOLDED_UNITS = new Uint16Array(0x2200).map((_, unit) => {
  const folded = fold(String.fromCharCode(unit)).replace(SIGNS, ' ');
  return /^[\0-\x7f]{1,2}$/.test(folded) ? folded.charCodeAt(0) | ((folded.charCodeAt(1) || 0) << 8) : 0;
});
const SPACE = 0x20;
/** Longer texts are few. */
const scratch = Buffer.alloc(128 * 1024);

/** The folded words of a text with one space between them, as identity and repeats compare texts. */
export function foldedText(text: string): string {
  if (text.length * 3 > scratch.length) return foldedProperly(text);
  const units = unitsOf(text);
  let length = 0;
  let isGap = false;
  for (let at = 0; at < text.length; at++) {
    const unit = units[at]!;
    const folded = unit < FOLDED_UNITS.length ? FOLDED_UNITS[unit]! : 0;
    if (folded === 0) return foldedProperly(text);
    if (folded === SPACE) {
      isGap = length > 0;
      continue;
    }
    if (isGap) scratch[length++] = SPACE;
    isGap = false;
    scratch[length++] = folded;
    if (folded > 0xff) scratch[length++] = folded >> 8;
  }
  return scratch.toString('latin1', 0, length);
}

function foldedProperly(text: string): string {
  return fold(text).replace(SIGNS, ' ').trim();
}

/**
 * The id of an article by its content: SHA-256 of its language and the folded words of its body, cut to 128 bits. The text
 * is hostile, so a hash that can be forged would let one article replace another. The title does not count: sites change it.
 */
export function contentId(document: Pick<ArticleDocument, 'language' | 'title'>, foldedBody: string): string {
  const title = hasFewWords(foldedBody) ? foldedText(document.title) : '';
  return createHash('sha256')
    .update(`${document.language}\n${title}\n${foldedBody}`)
    .digest('hex')
    .slice(0, ID_HEX_DIGITS);
}

function hasFewWords(folded: string): boolean {
  let at = -1;
  for (let words = 1; words < FEW_WORDS; words++) if ((at = folded.indexOf(' ', at + 1)) < 0) return true;
  return false;
}
