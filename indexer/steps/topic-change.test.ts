import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBoilerplate } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
const titlesOf = (lines: readonly string[]) =>
  splitPage(toPageLines(lines.join('\n\n')), 'page.txt', boilerplate).map(({ title }) => title);

const harbour = [
  'Sandvik council approves wider harbour for island boats',
  'The council of Sandvik approved a plan on Tuesday that makes the harbour wide enough for the boats of Runmar and Torsby.',
  'Fishermen from Runmar had asked for it since the storm of last autumn, Mayor Ana Lind said in the old hall.',
  'The work is to begin in May, and the boats will tie up at Torsby until the harbour is ready, said Lind.',
];
const orchard = [
  'Cherry growers near Velika lose half their blossom to frost',
  'Growers around Velika say that the frost of three nights in April took half of the blossom on their cherry trees.',
  'Josip Horvat lit fires between the rows of his orchard, and Marija Kos sprayed hers with water from the Orljava.',
  'The growers of the valley will ask Zagreb for help, the mayor of Velika said, as cherry trees are all they have.',
];

test('a headline that stands once, without a gap, begins a story when its words are taken up and no others come again', () => {
  expect(titlesOf([...harbour, ...orchard])).toEqual([harbour[0], orchard[0]]);
});

test.each([
  ['speaks of the same place and people', ['Island boats wait for the wider harbour at Torsby', ...harbour.slice(1)]],
  ['says what nothing below takes up', ['Nobody could have known what would come of it all', ...orchard.slice(1)]],
  ['is short', ['Frost in the orchard', ...orchard.slice(1)]],
  [
    'stands above few names',
    [orchard[0]!, 'The growers say that the frost took half of the blossom of the cherry trees.'],
  ],
])('the head of a section %s', (_, section) => {
  expect(titlesOf([...harbour, ...section])).toEqual([harbour[0]]);
});
