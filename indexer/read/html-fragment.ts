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

/** Levels of elements that are kept; the converter gives `...` for what lies deeper than a hundred, and takes time that grows with the square of them. */
const MAX_LEVELS = 30;
const TAG = /<(\/?)([a-z][a-z0-9]*)(?=[\s/>])[^<>]*>/gi;
/** Those that hold nothing, and those that the next of their kind closes. */
const UNNESTED = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd tr td th option'.split(' '),
);
const INLINE = new Set('a abbr b cite code em font i mark q s small span strong sub sup u'.split(' '));

/** The same without the tags that lie too deep; what stands between them stays. */
function withoutDeepTags(html: string): string {
  let level = 0;
  return html.replace(TAG, (tag: string, slash: string, name: string) => {
    const element = name.toLowerCase();
    if (UNNESTED.has(element)) return tag;
    if (slash === '') level++;
    const isDeep = level > MAX_LEVELS;
    if (slash !== '' && level > 0) level--;
    if (!isDeep) return tag;
    return INLINE.has(element) ? '' : '<br><br>';
  });
}

/** The text of an HTML fragment that is all article: a feed's item, a rendered Markdown block. Blocks stand a blank line apart. */
export function fragmentToText(html: string): string {
  return toText(withoutDeepTags(html));
}
