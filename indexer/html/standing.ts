import type { PageElement } from './page-tree.ts';
import { FAR } from './survey.ts';

/** Where an element stands to the containers, the core and the headline. */
export interface Standing {
  /** One bit for each of the containers that it is inside of. */
  readonly inside: number;
  /** Levels up to the first element that the core (the headline) is also inside of, and that one's levels above the core. */
  readonly coreUp: number;
  readonly coreMeets: number;
  readonly headlineUp: number;
  readonly headlineMeets: number;
}

/** Tells of each element of a page where it stands. */
export function standingIn(
  containers: readonly (PageElement | null)[],
  core: PageElement | null,
  headline: PageElement | null,
): (element: PageElement) => Standing {
  const aboveCore = levelsAbove(core);
  const aboveHeadline = levelsAbove(headline);
  const known = new Map<PageElement, Standing>();
  const find = (element: PageElement): Standing => {
    const before = known.get(element);
    if (before) return before;
    const outer = element.parent
      ? find(element.parent)
      : { inside: 0, coreUp: FAR, coreMeets: FAR, headlineUp: FAR, headlineMeets: FAR };
    const core = aboveCore.get(element);
    const headline = aboveHeadline.get(element);
    let { inside } = outer;
    containers.forEach((container, at) => (inside |= container === element ? 1 << at : 0));
    const standing = {
      inside,
      coreUp: core === undefined ? outer.coreUp + 1 : 0,
      coreMeets: core ?? outer.coreMeets,
      headlineUp: headline === undefined ? outer.headlineUp + 1 : 0,
      headlineMeets: headline ?? outer.headlineMeets,
    };
    known.set(element, standing);
    return standing;
  };
  return find;
}

function levelsAbove(element: PageElement | null): Map<PageElement, number> {
  const levels = new Map<PageElement, number>();
  for (let at = element, level = 0; at; at = at.parent, level += 1) levels.set(at, level);
  return levels;
}
