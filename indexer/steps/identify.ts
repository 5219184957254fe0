import { createHash } from 'node:crypto';
import type { ArticleDocument } from '../../core/document.ts';
import { fold } from '../../core/text.ts';

const ID_HEX_DIGITS = 32;
/** Below this, a body ("Watch the video above.") does not identify an article without its title. */
const FEW_WORDS = 25;
const SIGNS = /[^\p{L}\p{N}]+/gu;
const PLAIN_SIGNS = /[^a-z0-9]+/g;
/** Anything but ASCII and typographic marks: only then does folding mean more than small letters. */
const NEEDS_FOLDING = /[^\0-\x7f\xa0\xab\xbb\u2010-\u2027\u2030-\u205e]/;

/** The folded words of a text with one space between them, as identity and repeats compare texts. */
export function foldedText(text: string): string {
  const spaced = NEEDS_FOLDING.test(text)
    ? fold(text).replace(SIGNS, ' ')
    : text.toLowerCase().replace(PLAIN_SIGNS, ' ');
  return spaced.trim();
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
