import type { PageElement } from './page-tree.ts';
import { NAME_KINDS } from './element-names.ts';
import type { Placement, Survey } from './survey.ts';

const BODY = NAME_KINDS.indexOf('body');

/** The smallest share of the page's prose that stands under one of the marks around a block; 1 when it bears none. */
export function rarestMark(survey: Survey, placement: Placement): number {
  let rarest = 1;
  for (const mark of placement.marks) rarest = Math.min(rarest, survey.shareOfMark.get(mark) ?? 0);
  return rarest;
}

/** A mark that covers more than this share of the page's prose says nothing on this page (`widget` in a page of widgets). */
export const VETO_SHARE = 0.4;

/** Elements that may hold the article, each found in its own way; null when that way finds none. */
export interface Containers {
  /** The most prose and the least of anything else, marked blocks left out; and the same with them. */
  readonly unmarked: PageElement | null;
  readonly any: PageElement | null;
  /** The element with the most prose among those named like an article's body, and among `<article>`s. */
  readonly named: PageElement | null;
  readonly article: PageElement | null;
  /** The parent with the most prose directly in it, marked blocks left out. */
  readonly core: PageElement | null;
}

/** The elements that may hold the article. */
export function findContainers(survey: Survey): Containers {
  const { blocks, below, placements } = survey;
  const marked = blocks.map(({ element }) => rarestMark(survey, placements.get(element)!) <= VETO_SHARE);
  const direct = new Map<PageElement, number>();
  blocks.forEach(({ element }, at) => {
    if (!marked[at] && element.parent)
      direct.set(element.parent, (direct.get(element.parent) ?? 0) + survey.prose[at]!);
  });
  const most = (accepts: (element: PageElement) => boolean): PageElement | null => {
    let best: PageElement | null = null;
    let bestProse = 0;
    for (const [element, { prose }] of below) {
      // Of two with the same prose the inner one is met first.
      if (prose > bestProse * 1.02 && accepts(element)) [best, bestProse] = [element, prose];
    }
    return best;
  };
  return {
    unmarked: heaviest(survey, (at) => !marked[at]),
    any: heaviest(survey, () => true),
    named: most((element) => placements.get(element)?.names[BODY] === 0),
    article: most((element) => element.name === 'article'),
    core: largest(direct),
  };
}

/** The element whose blocks sum up to the most: prose for, links and scraps against. */
function heaviest(survey: Survey, counts: (at: number) => boolean): PageElement | null {
  const scores = new Map<PageElement, number>();
  survey.blocks.forEach((block, at) => {
    if (!counts(at)) return;
    const density = block.linkLength / block.text.length;
    const value =
      survey.prose[at]! > 0 ? survey.prose[at]! : density > 0.6 ? -Math.min(0.2 + block.text.length / 50, 2) : -0.1;
    for (let element: PageElement | null = block.element; element; element = element.parent) {
      scores.set(element, (scores.get(element) ?? 0) + value);
    }
  });
  return largest(scores);
}

/** The key with the largest value; of equal ones the one that was met first, which for elements is the innermost. */
function largest(values: ReadonlyMap<PageElement, number>): PageElement | null {
  let best: PageElement | null = null;
  let bestValue = 0;
  for (const [element, value] of values) if (value > bestValue) [best, bestValue] = [element, value];
  return best;
}
