import { blocksIn, type Block } from './blocks.ts';
import { isBoilerplateByName } from './boilerplate-names.ts';
import { isInside, type PageElement } from './page-tree.ts';

/** The article's blocks: those inside the element that holds the most text worth reading and the least of anything else. */
export function mainContent(page: PageElement): { container: PageElement; blocks: Block[] } {
  const blocks = blocksIn(page, isBoilerplateByName);
  const container = bestContainer(page, blocks);
  return { container, blocks: blocks.filter((block) => isInside(block.element, container) && worth(block) > -1) };
}

function bestContainer(page: PageElement, blocks: readonly Block[]): PageElement {
  const scores = new Map<PageElement, number>();
  for (const block of blocks) {
    const value = worth(block);
    for (let at: PageElement | null = block.element; at; at = at.parent) scores.set(at, (scores.get(at) ?? 0) + value);
  }
  let best = page;
  for (const [element, score] of scores) {
    const bestScore = scores.get(best) ?? 0;
    if (score > bestScore || (score === bestScore && isInside(element, best))) best = element;
  }
  return best;
}

/** How much a block speaks for being the article's: prose by its length, links and scraps against. */
function worth(block: Block): number {
  const density = block.linkLength / block.text.length;
  if (density > 0.6) return -2;
  if (/^h[1-6]$/.test(block.element.name)) return 0;
  const prose = block.text.length * (1 - density);
  if (prose < 30) return -0.5;
  return Math.min(prose / 80, 4) * (block.element.name === 'p' ? 1.2 : 1);
}
