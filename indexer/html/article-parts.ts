import { blocksIn } from './blocks.ts';
import { comparable } from '../steps/comparable-lines.ts';
import type { PageMetadata } from './metadata.ts';
import { collapseBlanks, findElements, textOf, walkElements, type PageElement } from './page-tree.ts';

/** An element of a page that holds an article of its own, with its headline. */
export interface ArticlePart {
  readonly element: PageElement;
  readonly headline: string;
}

/** What an element must hold to be an article and not a teaser of one. */
const LEAST_PARAGRAPHS = 3;
const LEAST_PARAGRAPH_LENGTH = 40;
const LEAST_LENGTH = 600;

/**
 * The articles of a page that holds several in full, one after the other (endless scrolling, a page of a blog): outermost
 * `<article>`s or elements of an article's schema.org type, each with a heading and running text. Empty for all other pages,
 * also for one that states that it is an article and none of whose parts bears its headline: those are its sections.
 */
export function articleParts(page: PageElement, metadata: PageMetadata): ArticlePart[] {
  const parts: ArticlePart[] = [];
  walkElements(page, (element) => {
    if (!isArticleElement(element)) return undefined;
    const headline = findElements(element, 'h1', 'h2')
      .map(textOf)
      .find((text) => text.length > 0);
    const prose = blocksIn(element).filter(
      ({ text, linkLength }) => text.length >= LEAST_PARAGRAPH_LENGTH && linkLength < 0.4 * text.length,
    );
    const length = prose.reduce((sum, { text }) => sum + text.length, 0);
    if (headline !== undefined && prose.length >= LEAST_PARAGRAPHS && length >= LEAST_LENGTH) {
      parts.push({ element, headline: collapseBlanks(headline) });
    }
    return false;
  });
  const statesOne = metadata.meta.get('og:type') === 'article' || metadata.articles.length === 1;
  const isOne = statesOne && !parts.some((part) => bearsHeadline(part, metadata.statedText.headline));
  return parts.length > 1 && !isOne ? parts : [];
}

/** Whether one of two headlines, as a page states and as it shows it, holds the other. */
function bearsHeadline({ headline }: ArticlePart, stated: string): boolean {
  const [shown, wanted] = [comparable(headline), comparable(stated)];
  return shown.includes(wanted) || wanted.includes(shown);
}

function isArticleElement({ name, attributes }: PageElement): boolean {
  return (
    name === 'article' || /schema\.org\/(?:\w*Article|BlogPosting|NewsPosting)$/i.test(attributes['itemtype'] ?? '')
  );
}
