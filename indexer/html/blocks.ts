import { collapseBlanks, type PageElement, type PageNode } from './page-tree.ts';

/** A run of text that a browser would set as one block: a paragraph, a heading, a list item, a cell. */
export interface Block {
  readonly text: string;
  /** UTF-16 units of `text` that are links, that are set bold, that are set in italics. */
  readonly linkLength: number;
  readonly boldLength: number;
  readonly italicLength: number;
  /** The nearest element that starts a new line. */
  readonly element: PageElement;
}

const BLOCK_LEVEL = new Set(
  (
    'address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol option p pre section select summary table tbody td ' +
    'tfoot th thead title tr ul video audio #page'
  ).split(' '),
);
/** Elements whose text no reader of the page sees as text. */
const UNSEEN = new Set('head select textarea datalist option object'.split(' '));

/** True for elements that begin and end a line of their own. */
export function isBlockLevel(element: PageElement): boolean {
  return BLOCK_LEVEL.has(element.name);
}

/** The blocks inside `root` in reading order. Two `<br>` end a block like `</p>`. */
export function blocksIn(root: PageElement): Block[] {
  const reader = new BlockReader();
  reader.read(root);
  return reader.blocks;
}

class BlockReader {
  readonly blocks: Block[] = [];
  #parts: string[] = [];
  #lengths = { link: 0, bold: 0, italic: 0 };
  #open = { link: 0, bold: 0, italic: 0 };
  #breaks = 0;

  read(block: PageElement): void {
    if (UNSEEN.has(block.name)) return;
    for (const child of block.children) this.#readInside(child, block);
    this.#flush(block);
  }

  #readInside(node: PageNode, block: PageElement): void {
    if (typeof node === 'string') {
      this.#addText(node);
    } else if (node.name === 'br') {
      this.#breaks += 1;
      if (this.#breaks > 1) this.#flush(block);
      else this.#parts.push('\n');
    } else if (isBlockLevel(node)) {
      this.#flush(block);
      this.read(node);
    } else {
      const style = STYLES[node.name];
      if (style) this.#open[style] += 1;
      for (const child of node.children) this.#readInside(child, block);
      if (style) this.#open[style] -= 1;
    }
  }

  #addText(text: string): void {
    this.#parts.push(text);
    const { length } = text.trim();
    if (length === 0) return;
    this.#breaks = 0;
    if (this.#open.link > 0) this.#lengths.link += length;
    if (this.#open.bold > 0) this.#lengths.bold += length;
    if (this.#open.italic > 0) this.#lengths.italic += length;
  }

  #flush(element: PageElement): void {
    if (this.#parts.length > 0) {
      const text = collapseBlanks(this.#parts.join(''));
      if (text !== '') {
        const within = (length: number): number => Math.min(length, text.length);
        const { link, bold, italic } = this.#lengths;
        this.blocks.push({
          text,
          linkLength: within(link),
          boldLength: within(bold),
          italicLength: within(italic),
          element,
        });
      }
      this.#parts = [];
      this.#lengths = { link: 0, bold: 0, italic: 0 };
    }
    this.#breaks = 0;
  }
}

const STYLES: Readonly<Record<string, 'link' | 'bold' | 'italic'>> = {
  a: 'link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
};
