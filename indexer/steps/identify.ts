import { createHash } from 'node:crypto';
import type { ArticleDocument } from '../../core/document.ts';
import { fold } from '../../core/text.ts';

const ID_HEX_DIGITS = 32;
/** Below this, a body ("Watch the video above.") does not identify an article without its title. */
const FEW_WORDS = 25;
const WORD = /[\p{L}\p{N}]+/gu;
const PLAIN_WORD = /[a-z0-9]+/g;
/** Anything but ASCII and typographic marks: only then does folding mean more than small letters. */
const NEEDS_FOLDING = /[^\0-\x7f\xa0\xab\xbb\u2010-\u2027\u2030-\u205e]/;

/** The folded words of a text, as identity and repeats compare them. */
export function foldedWords(text: string): string[] {
  return (NEEDS_FOLDING.test(text) ? fold(text).match(WORD) : text.toLowerCase().match(PLAIN_WORD)) ?? [];
}

/**
 * The id of an article by its content: SHA-256 of its language and the folded words of its body, cut to 128 bits. The text
 * is hostile, so a hash that can be forged would let one article replace another. The title does not count: sites change it.
 */
export function contentId(document: Pick<ArticleDocument, 'language' | 'title'>, bodyWords: readonly string[]): string {
  const title = bodyWords.length < FEW_WORDS ? foldedWords(document.title).join(' ') : '';
  return createHash('sha256')
    .update(`${document.language}\n${title}\n${bodyWords.join(' ')}`)
    .digest('hex')
    .slice(0, ID_HEX_DIGITS);
}
