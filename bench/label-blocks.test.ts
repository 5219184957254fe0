import { expect, test } from 'vitest';
import { blocksIn } from '../indexer/html/blocks.ts';
import { parsePage } from '../indexer/html/parse-page.ts';
import { labelBlocks } from './label-blocks.ts';

test('a short block is the article’s where it stands beside what it stands beside there, not where it only has its words', () => {
  const first = 'The council voted on Monday to rebuild the old harbour, which a storm had destroyed.';
  const last = 'Until then the ferry calls at the northern pier when the wind allows it.';
  const page = `<nav><ul><li>Home</li><li>Ferry</li><li>Harbour</li></ul></nav>
    <article><p>${first}</p><h2>The ferry</h2><p>${last}</p></article><p>Read the other news of the island and of the mainland.</p><p>Pier</p>`;
  const blocks = blocksIn(parsePage(page).root);
  const labels = labelBlocks(blocks, `${first}\n\nThe ferry\n\n${last}`);
  expect(blocks.filter((_, at) => labels[at]!.yes === 1).map(({ text }) => text)).toEqual([first, 'The ferry', last]);
});
