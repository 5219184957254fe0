import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { timesAsLong } from '../../test/support/times-as-long.ts';
import { loadBoilerplate, type BoilerplateRules } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

let boilerplate: BoilerplateRules;
beforeAll(async () => {
  boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
});

const split = (...lines: readonly string[]) =>
  splitPage(toPageLines(lines.join('\n')), 'page.txt', boilerplate).map(({ title, body }) => [
    title,
    ...body.map(({ text }) => text),
  ]);

const FUND = [
  'Coast Trust opens fund for fishing towns hit by winter storms',
  'The Coast Trust has opened a fund of four million pounds for fishing towns that lost boats and sheds, it said today.',
  '“Nobody should have to sell a licence to mend a roof,” said Jane Doe, who is the head of the Trust.',
];
const QUAY = [
  'Two harbours in the west sign up to plan for cleaner fuel',
  'Two harbours have joined a plan to let ships charge at the quay instead of burning oil, the Coast Trust said today.',
  'The first sockets will be ready in autumn next year, when the new ferries of the county come into service.',
];
const SENDER =
  'The Coast Trust is a charity that helps fishing towns of the North Sea to keep their boats and their harbours.';

test.each([
  [
    'notes, sender and contacts',
    [
      'ENDS',
      'Notes to editors',
      '1. The Coast Trust was founded in 1961 and works in forty harbours of the sea.',
      '2. Pictures of the damage are free to use with a credit to the Trust.',
      'About the Coast Trust',
      SENDER,
      'For further information contact:',
      'Jane Doe, Senior Media Officer, Coast Trust Press Office',
      'Tel: +44 20 7946 0000',
    ],
  ],
  ['the sender alone', ['###', 'About the Coast Trust', SENDER]],
  [
    'contacts with their numbers',
    [
      'For more information, please contact:',
      'Jane Doe at the office of the Trust, jane@trust.example, or the man on duty in the evening.',
    ],
  ],
  [
    'notes in sentences',
    ['Notes for editors:', SENDER, 'It is paid for by its members, and by the towns that it has helped before.'],
  ],
])('below a release stand %s', (_, notes) => {
  expect(split(...FUND, ...notes)).toEqual([FUND]);
  expect(split(...FUND, '', ...notes, '', ...QUAY)).toEqual([FUND, QUAY]);
  expect(split('PRESS RELEASE', ...FUND, ...notes, 'PRESS RELEASE', ...QUAY, ...notes)).toEqual([FUND, QUAY]);
});

test('a text that goes on behind a contact is whole', () => {
  const on = 'The fund is open to all towns of the coast until the end of the year, the Trust said in the evening.';
  expect(split(...FUND, 'For more information call 20 7946 0000', on)).toEqual([[...FUND, on]]);
});

test('what agencies end a story with opens no notes', () => {
  const short = ['Mill at Galle closes', ...QUAY.slice(1)];
  expect(split(...FUND, '(END)', '', ...QUAY)).toEqual([FUND, QUAY]);
  expect(split(...FUND, '(END)', 'By Jane Doe', ...short).flat()).toEqual(expect.arrayContaining(short));
});

test('notes without end leave the rest of a page alone', () => {
  const text = Array.from(
    { length: 40 },
    (_, at) => `In town number ${at} of the coast the boats stayed in the harbour all week.`,
  );
  expect(split(...FUND, 'Notes to editors', ...text).flat()).toEqual([...FUND, ...text.slice(15)]);
});

test('a page of contacts takes time in proportion to its length', () => {
  const page = (contacts: number) => () =>
    split(...FUND, ...Array.from({ length: contacts }, () => 'Media contacts:'), ...FUND);
  expect(timesAsLong(page(4_000), page(1_000))).toBeLessThan(8);
});
