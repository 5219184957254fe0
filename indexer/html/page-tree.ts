/**
 * A page as a small tree: elements with their attributes, and strings for text. Leaner than a DOM, so that a page costs
 * little more than its tokenising, and bounded, so that a hostile page costs no more than a large one.
 */
export interface PageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: PageElement | null;
  readonly children: PageNode[];
}

export type PageNode = PageElement | string;

/** All elements below (and including) `root` in document order; `visit` returns false to leave out what is inside. */
export function walkElements(root: PageElement, visit: (element: PageElement) => boolean | undefined): void {
  if (visit(root) === false) return;
  for (const child of root.children) if (typeof child !== 'string') walkElements(child, visit);
}

/** The elements below `root` with one of these names, in document order. */
export function findElements(root: PageElement, ...names: readonly string[]): PageElement[] {
  const found: PageElement[] = [];
  walkElements(root, (element) => {
    if (names.includes(element.name)) found.push(element);
    return undefined;
  });
  return found;
}

/** The text inside, blanks collapsed. */
export function textOf(node: PageNode): string {
  const parts: string[] = [];
  const collect = (inner: PageNode): void => {
    if (typeof inner === 'string') parts.push(inner);
    else {
      if (BREAKS.has(inner.name)) parts.push(' ');
      inner.children.forEach(collect);
      if (BREAKS.has(inner.name)) parts.push(' ');
    }
  };
  collect(node);
  return collapseBlanks(parts.join(''));
}

const BREAKS = new Set(['br', 'p', 'div', 'li', 'h1', 'h2', 'h3', 'h4', 'td', 'tr', 'section']);

/** Runs of white space (non-breaking and zero-width too) as one blank, none at the ends, composed characters (NFC). */
export function collapseBlanks(text: string): string {
  const collapsed = text.replace(/\s+/g, ' ').trim();
  return /^[\0-\x7f]*$/.test(collapsed) ? collapsed : collapsed.replace(UNSEEN, '').normalize('NFC');
}

/** Soft hyphens, zero-width spaces, byte order marks; zero-width joiners are letters of Persian and Hindi. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]+/g;
