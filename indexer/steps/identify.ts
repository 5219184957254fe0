import { createHash } from 'node:crypto';
import { tokenize } from '../../core/text.ts';
import { bodyText, type ArticleDraft } from '../draft.ts';

const ID_HEX_DIGITS = 32;

/**
 * The id of an article by its content: SHA-256 of its language and the folded words of its body, cut to 128 bits. The text
 * is hostile, so a hash that can be forged would let one article replace another. The title does not count: sites change it.
 */
export function contentId(draft: ArticleDraft): string {
  const text = draft.body.length > 0 ? bodyText(draft) : draft.title;
  const words = tokenize(text).map((token) => token.term);
  return createHash('sha256')
    .update(`${draft.language ?? ''}\n${words.join(' ')}`)
    .digest('hex')
    .slice(0, ID_HEX_DIGITS);
}
