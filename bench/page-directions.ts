import type { PageFeatures } from '../indexer/html/page-features.ts';

/**
 * What more of a feature can only speak for: a list (1) or an article (-1). There are some fifty lists to learn from, and by
 * chance the few among them with a date in their address or with a long headline would teach that these make a list.
 */
export const PAGE_DIRECTIONS: Partial<Record<keyof PageFeatures, 1 | -1>> = {
  longest: -1,
  meanProse: -1,
  meanScore: -1,
  bestScore: -1,
  linkShare: 1,
  linkedHeadings: 1,
  shareOfPage: -1,
  shareOfProse: -1,
  dropped: 1,
  sentences: -1,
  endsCut: 1,
  prices: 1,
  articleElements: 1,
  statesArticle: -1,
  statesList: 1,
  isArticleType: -1,
  isSiteType: 1,
  hasPublished: -1,
  pathDepth: -1,
  lastLength: -1,
  lastWords: -1,
  pathList: 1,
  pathDigits: -1,
  pageLinks: 1,
  dateEvidence: -1,
  teasers: 1,
  linkedHeadingsOfPage: 1,
  controls: 1,
  shopWords: 1,
  items: 1,
  headedItems: 1,
  onwards: 1,
  headlineWords: -1,
  headlineShortWords: -1,
  headlineMarks: -1,
};
