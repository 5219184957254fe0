import { collapseBlanks, type PageElement, type PageNode } from './page-tree.ts';

/** A run of text that a browser would set as one block: a paragraph, a heading, a list item, a cell. */
export interface Block {
  readonly text: string;
  /** UTF-16 units of `text` that are links. */
  readonly linkLength: number;
  /** The nearest element that starts a new line. */
  readonly element: PageElement;
}

const BLOCK_LEVEL = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section select summary table tbody td tfoot th ' +
    'thead tr ul video audio button #page'
  ).split(' '),
);

/** True for elements that begin and end a line of their own. */
export function isBlockLevel(element: PageElement): boolean {
  return BLOCK_LEVEL.has(element.name);
}

/** The blocks inside `root` in reading order, without the elements that `skip` names. Two `<br>` end a block like `</p>`. */
export function blocksIn(root: PageElement, skip: (element: PageElement) => boolean): Block[] {
  const blocks: Block[] = [];
  let parts: string[] = [];
  let linkLength = 0;
  let breaks = 0;

  const flush = (element: PageElement): void => {
    if (parts.length > 0) {
      const text = collapseBlanks(parts.join(''));
      if (text !== '') blocks.push({ text, linkLength: Math.min(linkLength, text.length), element });
    }
    parts = [];
    linkLength = breaks = 0;
  };
  const read = (node: PageNode, element: PageElement, inLink: boolean): void => {
    if (typeof node === 'string') {
      if (/\S/.test(node)) breaks = 0;
      parts.push(node);
      if (inLink) linkLength += collapseBlanks(node).length;
      return;
    }
    if (node.name === 'br') {
      breaks += 1;
      if (breaks > 1) flush(element);
      else parts.push('\n');
      return;
    }
    if (skip(node)) return;
    if (!isBlockLevel(node)) {
      for (const child of node.children) read(child, element, inLink || node.name === 'a');
      return;
    }
    flush(element);
    for (const child of node.children) read(child, node, inLink);
    flush(node);
  };
  for (const child of root.children) read(child, root, false);
  flush(root);
  return blocks;
}
