import type { MainContent } from './main-content.ts';
import type { PageMetadata } from './metadata.ts';
import { PAGE_FEATURES, pageFeatures } from './page-features.ts';
import { PAGE_TREES } from './page-model.ts';
import type { PageElement } from './page-tree.ts';
import { parseTree, sumOfLeaves } from './trees.ts';

const TREES = PAGE_TREES.map((line) => parseTree(line, PAGE_FEATURES));
/** Log-odds above which a page is taken for a list: below even, for a list that passes as an article spoils every search. */
const LIST_FROM = -1.25;
/** The same where no address is known: an article's is assumed then, which speaks against any list. */
const LIST_FROM_UNADDRESSED = -3;

/** True when a page is a list of articles or goods rather than one article. `dateEvidence` is the score of `likeliestDay`. */
export function isListPage(
  page: PageElement,
  content: MainContent,
  metadata: PageMetadata,
  url: string | undefined,
  dateEvidence: number,
): boolean {
  const features = pageFeatures(page, content, metadata, url, dateEvidence);
  return (
    sumOfLeaves(
      TREES,
      PAGE_FEATURES.map((name) => features[name]),
    ) > (url === undefined ? LIST_FROM_UNADDRESSED : LIST_FROM)
  );
}
