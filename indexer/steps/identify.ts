import { createHash } from 'node:crypto';
import type { ArticleDocument } from '../../core/document.ts';
import { tokenize } from '../../core/text.ts';

const ID_HEX_DIGITS = 32;
/** Below this, a body ("Watch the video above.") does not identify an article without its title. */
const FEW_WORDS = 25;

/**
 * The id of an article by its content: SHA-256 of its language and the folded words of its body, cut to 128 bits. The text
 * is hostile, so a hash that can be forged would let one article replace another. The title does not count: sites change it.
 */
export function contentId({ language, title, body }: Pick<ArticleDocument, 'language' | 'title' | 'body'>): string {
  const words = tokenize(body).map((token) => token.term);
  if (words.length < FEW_WORDS) words.unshift(...tokenize(title).map((token) => token.term), '\n');
  return createHash('sha256')
    .update(`${language}\n${words.join(' ')}`)
    .digest('hex')
    .slice(0, ID_HEX_DIGITS);
}
