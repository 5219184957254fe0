import type { Block } from './blocks.ts';
import type { MainContent } from './main-content.ts';
import type { PageMetadata } from './metadata.ts';
import { findElements, type PageElement } from './page-tree.ts';
import { typeOf } from './structured-data.ts';
import { isHeading, lookOf, type Survey } from './survey.ts';

export const PAGE_FEATURES = [
  'length',
  'blocks',
  'prose',
  'longest',
  'meanProse',
  'meanScore',
  'bestScore',
  'linkShare',
  'headings',
  'linkedHeadings',
  'shareOfPage',
  'shareOfProse',
  'dropped',
  'commonLook',
  'itemLooks',
  'listItems',
  'cells',
  'sentences',
  'endsCut',
  'prices',
  'articleElements',
  'headlines',
  'statesArticle',
  'statesList',
  'statesProduct',
  'isArticleType',
  'isSiteType',
  'hasPublished',
  'pathDepth',
  'lastLength',
  'lastWords',
  'endsInSlash',
  'hasQuery',
  'pathList',
  'pathDigits',
  'times',
  'pageLinks',
  'dateEvidence',
  'teasers',
  'linkedHeadingsOfPage',
  'controls',
  'shopWords',
  'items',
  'headedItems',
  'onwards',
  'headlineWords',
  'headlineShortWords',
  'headlineMarks',
] as const;
export type PageFeatures = Record<(typeof PAGE_FEATURES)[number], number>;

/** What is assumed of an address that is not known: what most articles have. */
const NO_ADDRESS = {
  pathDepth: 3,
  lastLength: 40,
  lastWords: 6,
  endsInSlash: 0,
  hasQuery: 0,
  pathList: 0,
  pathDigits: 8,
};
const LIST_PATH =
  /\/(?:tags?|topics?|categor(?:y|ies)|collections?|archives?|list|lists|shop|browse|search|authors?|page|c|b|cat|news|blog|gaming|products?|all|latest)(?:\/|$)/i;

/** What the controls of a list say: sorting, filtering, leafing, buying. */
const SHOP_WORDS =
  /\b(?:add to (?:cart|bag|basket)|sort by|filters?|results|items per page|load more|show more|view all|quick (?:view|shop)|shop now|in stock|sold out|free shipping|reviews?|price|next page|select options|see more|trier|filtrer|sortieren|ajouter)\b/i;

/** What leads from an item of a list to its own page. */
const ONWARDS =
  /^(?:(?:read|learn) more|continue reading|more|mehr|weiterlesen|lire la suite|leer más|shop|buy|view|details)/i;
/** Articles and prepositions of many languages: a headline has them, the name of a shelf has few. */
const SHORT_WORD = /^\p{L}{1,3}$/u;

/** What can be said in numbers about whether a page is one article, or a list of them or of goods. */
export function pageFeatures(
  page: PageElement,
  content: MainContent,
  { meta, objects, statedText }: PageMetadata,
  url: string | undefined,
  dateEvidence: number,
): PageFeatures {
  const { survey, blocks, scores } = content;
  const kept = scores.filter((score) => score > 0);
  const length = sum(blocks.map(({ text }) => text.length));
  const prose = blocks.filter((block) => block.text.length >= 80 && !isHeading(block));
  const total = sum(survey.blocks.map(({ text }) => text.length));
  const looks = new Map<string, number>();
  for (const { element } of blocks) {
    const look = `${element.parent?.name ?? ''}.${element.parent?.attributes['class'] ?? ''}`;
    looks.set(look, (looks.get(look) ?? 0) + 1);
  }
  const headings = blocks.filter(isHeading);
  const headline = statedText.headline.split(/\s+/).filter(Boolean);
  const types = objects.map(typeOf).join(' ');
  const ogType = (meta.get('og:type') ?? '').toLowerCase();
  return {
    length,
    blocks: blocks.length,
    prose: prose.length,
    longest: largest(blocks.map(({ text }) => text.length)),
    meanProse: prose.length > 0 ? sum(prose.map(({ text }) => text.length)) / prose.length : 0,
    meanScore: kept.length > 0 ? sum(kept) / kept.length : 0,
    bestScore: largest(scores, -5),
    linkShare: sum(blocks.map(({ linkLength }) => linkLength)) / Math.max(1, length),
    headings: headings.length,
    linkedHeadings: headings.filter(isLink).length / Math.max(1, headings.length),
    linkedHeadingsOfPage: survey.blocks.filter((block) => isHeading(block) && isLink(block)).length,
    shareOfPage: length / Math.max(1, total),
    shareOfProse:
      sum(prose.map(({ text }) => text.length)) /
      Math.max(1, sum(survey.blocks.filter((block) => block.text.length >= 80).map(({ text }) => text.length))),
    dropped: content.dropped.length / Math.max(1, blocks.length + content.dropped.length),
    commonLook: largest(looks.values()) / Math.max(1, blocks.length),
    itemLooks: looks.size / Math.max(1, blocks.length),
    listItems: blocks.filter(({ element }) => element.name === 'li').length / Math.max(1, blocks.length),
    cells:
      blocks.filter(({ element }) => element.name === 'td' || element.name === 'th').length /
      Math.max(1, blocks.length),
    sentences: blocks.filter(({ text }) => /[.!?。！？]["'”’»)]?$/.test(text)).length / Math.max(1, blocks.length),
    endsCut: survey.blocks.filter(({ text }) => text.length > 40 && /(?:\.\.\.|…|\[…\])$/.test(text)).length,
    prices: survey.blocks.filter(({ text }) => text.length < 40 && /[$€£]\s?\d|\d\s?[€£]/.test(text)).length,
    articleElements: findElements(page, 'article').length,
    headlines: findElements(page, 'h1').length,
    statesArticle: /Article|Posting|Report\b/.test(types) ? 1 : 0,
    statesList: /ItemList|CollectionPage|SearchResults|OfferCatalog/.test(types) ? 1 : 0,
    statesProduct: /Product|Offer/.test(types) ? 1 : 0,
    isArticleType: /article|post/.test(ogType) ? 1 : 0,
    isSiteType: /website|product|object/.test(ogType) ? 1 : 0,
    hasPublished:
      [...meta.keys()].some((name) => /publish/.test(name)) || objects.some((object) => 'datePublished' in object)
        ? 1
        : 0,
    ...(url === undefined ? NO_ADDRESS : addressFeatures(url)),
    times: findElements(page, 'time').length,
    pageLinks: sum(survey.blocks.map(({ linkLength }) => linkLength)) / Math.max(1, total),
    dateEvidence,
    teasers: teasersOf(survey.blocks),
    controls: findElements(page, 'button', 'select').length,
    shopWords: survey.blocks.filter(({ text }) => text.length < 60 && SHOP_WORDS.test(text)).length,
    ...itemsOf(survey),
    headlineWords: headline.length,
    headlineShortWords: headline.filter((word) => SHORT_WORD.test(word)).length,
    headlineMarks: /[?!:,.]|\d/.test(statedText.headline) ? 1 : 0,
    onwards: survey.blocks.filter(({ text }) => text.length < 30 && ONWARDS.test(text)).length,
  };
}

/**
 * How many elements side by side look alike and hold a link and more than one line each: the items of a list. And how many
 * of those of one list have a heading.
 */
function itemsOf({ blocks, below }: Survey): { items: number; headedItems: number } {
  const headed = new Set<PageElement>();
  for (const { element } of blocks.filter(isHeading))
    for (let at: PageElement | null = element; at !== null && !headed.has(at); at = at.parent) headed.add(at);
  const looks = new Map<PageElement, Map<string, { items: number; headed: number }>>();
  for (const [element, sum] of below) {
    const { parent, name, attributes } = element;
    if (parent === null || sum.blocks < 2 || sum.linkLength === 0) continue;
    const alike = looks.get(parent) ?? new Map<string, { items: number; headed: number }>();
    looks.set(parent, alike);
    const look = `${name}.${firstWord(attributes['class'])}`;
    const count = alike.get(look) ?? { items: 0, headed: 0 };
    alike.set(look, count);
    count.items += 1;
    if (headed.has(element)) count.headed += 1;
  }
  const counts = [...looks.values()].flatMap((alike) => [...alike.values()]);
  return { items: largest(counts.map(({ items }) => items)), headedItems: largest(counts.map(({ headed: n }) => n)) };
}

/** Classes after the first tell items of a list apart: odd, last, selected. */
function firstWord(classes = ''): string {
  return /\S+/.exec(classes)?.[0] ?? '';
}

function isLink({ linkLength, text }: Block): boolean {
  return linkLength > 0.7 * text.length;
}

/** How many links that look alike the page has, each about as long as a headline. */
function teasersOf(blocks: readonly Block[]): number {
  const looks = new Map<string, number>();
  for (const block of blocks) {
    if (!isLink(block) || block.text.length < 20 || block.text.length > 200) continue;
    const look = lookOf(block);
    looks.set(look, (looks.get(look) ?? 0) + 1);
  }
  return largest(looks.values());
}

function addressFeatures(url: string): typeof NO_ADDRESS {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/[?#].*$/, '');
  const parts = path.split('/').filter(Boolean);
  const last = parts.at(-1) ?? '';
  return {
    pathDepth: parts.length,
    lastLength: last.length,
    lastWords: last.split(/[-_]/).length,
    endsInSlash: path.endsWith('/') ? 1 : 0,
    hasQuery: url.includes('?') ? 1 : 0,
    pathList: LIST_PATH.test(path) ? 1 : 0,
    pathDigits: (path.match(/\d/g) ?? []).length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The largest value, at least `least`. A page may have more blocks than a call takes arguments, as `Math.max` would need. */
function largest(values: Iterable<number>, least = 0): number {
  let found = least;
  for (const value of values) found = Math.max(found, value);
  return found;
}
