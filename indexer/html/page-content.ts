import { mainContent, type BlockScore, type MainContent } from './main-content.ts';
import { parsePage, type ParsedPage } from './parse-page.ts';
import type { StatedText } from './survey.ts';

/** What a string must hold to be an article and not a teaser or a notice. */
const LEAST_PARAGRAPHS = 3;
const LEAST_LENGTH = 600;
const PARAGRAPH_END = /(?:<|\\u003c)\\?\/p(?:>|\\u003e)/gi;

/** The article of a page as the page shows it; where that shows none, as its scripts hold it. */
export function pageContent(html: string, page: ParsedPage, stated: StatedText, score?: BlockScore): MainContent {
  const shown = mainContent(page.root, stated, score);
  if (shown.blocks.length > 0) return shown;
  const embedded = embeddedArticle(html, stated.body);
  return embedded === null ? shown : mainContent(parsePage(`<article>${embedded}</article>`).root, stated, score);
}

/**
 * The article of a page whose text a script is to set, as HTML: the longest of the strings in its scripts that hold
 * paragraphs, or else the text that the page states as its article's (JSON-LD `articleBody`). Null when there is neither.
 */
function embeddedArticle(html: string, statedBody: string): string | null {
  let longest = statedBody.length < LEAST_LENGTH ? '' : toHtml(statedBody);
  for (const script of scriptsOf(html)) {
    if (script.length <= Math.max(LEAST_LENGTH, longest.length) || !/\/p(?:>|\\u003e)/i.test(script)) continue;
    for (const literal of script.split(/(?<!\\)"/)) {
      if (literal.length > longest.length && (literal.match(PARAGRAPH_END)?.length ?? 0) >= LEAST_PARAGRAPHS) {
        const text = unquote(literal);
        if (text.length > Math.max(LEAST_LENGTH, longest.length)) longest = text;
      }
    }
  }
  return longest === '' ? null : longest;
}

/** What stands in the scripts of a page, each place looked at once: a page may open thousands and close none. */
function* scriptsOf(html: string): Generator<string> {
  const opening = /<script\b[^>]{0,2000}>/gi;
  const closing = /<\/script/gi;
  for (let opened = opening.exec(html); opened !== null; opened = opening.exec(html)) {
    closing.lastIndex = opening.lastIndex;
    const closed = closing.exec(html);
    if (closed === null) return;
    yield html.slice(opening.lastIndex, closed.index);
    opening.lastIndex = closing.lastIndex;
  }
}

/** What stands between the quotes of a literal of JSON or JavaScript; empty when it is neither. */
function unquote(literal: string): string {
  try {
    return JSON.parse(`"${literal}"`) as string;
  } catch {
    return '';
  }
}

/** Plain text with a paragraph a line, or HTML as it is. */
function toHtml(text: string): string {
  if (/<\/p>/i.test(text)) return text;
  const paragraphs = text.replaceAll('<', '&lt;').split(/\n+/);
  return paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('');
}
