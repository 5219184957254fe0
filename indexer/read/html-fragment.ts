import { compile, type HtmlToTextOptions } from 'html-to-text';
import { READ_LIMITS } from './limits.ts';

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: READ_LIMITS.recordBytes, maxDepth: 100 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'ul', options: { itemPrefix: ' ' } },
    { selector: 'blockquote', format: 'block' },
    { selector: 'table', options: { uppercaseHeaderCells: false } },
  ],
};

const toText = compile(OPTIONS);

/** The text of an HTML fragment that is all article: a feed's item, a rendered Markdown block. Blocks stand a blank line apart. */
export function fragmentToText(html: string): string {
  return toText(html);
}
