import type { Paragraph } from '../draft.ts';
import type { Block } from './blocks.ts';
import type { PageElement } from './page-tree.ts';
import { isHeading } from './survey.ts';

/** Blocks as paragraphs of a body: headings are subheads, the cells of a row become one line. */
export function toParagraphs(blocks: readonly Block[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let lastRow: PageElement | null = null;
  for (const block of blocks) {
    const row = rowOf(block.element);
    const last = paragraphs.at(-1);
    if (row !== null && row === lastRow && last)
      paragraphs[paragraphs.length - 1] = { ...last, text: `${last.text} | ${block.text}` };
    else paragraphs.push({ text: block.text, kind: isHeading(block) ? 'subhead' : 'prose' });
    lastRow = row;
  }
  return paragraphs;
}

/** The row of a table that a cell stands in; null for cells with blocks of their own, as in pages laid out by tables. */
function rowOf({ name, parent }: PageElement): PageElement | null {
  return (name === 'td' || name === 'th') && parent?.name === 'tr' ? parent : null;
}
