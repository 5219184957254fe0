import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadBoilerplate, type BoilerplateRules } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

let boilerplate: BoilerplateRules;
beforeAll(async () => {
  boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
});

const titles = (lines: readonly string[]) =>
  splitPage(toPageLines(lines.join('\n')), 'page.txt', boilerplate).map(({ title }) => title);

const LEAD =
  'The storm reached the coast shortly after noon, and thousands left their houses in the towns of the north.';
const ENTRIES = [
  [
    'Ferries to the Islands Are Stopped Until Friday, Company Says',
    'No boat will leave before Friday morning, because the landing places are under water, the company said.',
  ],
  [
    'Power fails in three towns of the north, thousands in the dark',
    'About nine thousand houses are without power since two o’clock. Crews cannot go out before the wind drops.',
  ],
  [
    'Mayor of Sandvik asks people to stay off the old pier',
    'The mayor said that several people had walked out on the pier to take pictures, and asked them to stop.',
  ],
] as const;
const page = (title: string, times: readonly string[], details: readonly string[] = []) => [
  title,
  'By Jane Doe',
  LEAD,
  ...ENTRIES.flatMap(([head, text], at) => [
    '',
    times[at]!.replace('*', head),
    ...(times[at]!.includes('*') ? [] : [head]),
    ...details,
    text,
  ]),
];
const STORM = 'Storm reaches the coast of Sandvik: live updates';

test.each([
  ['times alone', ['15:40', '14:32', '13:05']],
  ['with a zone', ['15:40 GMT', '14:32 GMT', '13:05 GMT']],
  ['of twelve hours, rising', ['11.47am', '12.05pm', '1.30pm']],
  ['before the headline', ['15:40 *', '14:32 – *', '13:05 *']],
])('the entries of a live blog are one article: %s', (_, times) => {
  expect(titles(page(STORM, times))).toEqual([STORM]);
  expect(titles(page(STORM, times, ['By Jo Tuck in Haven']))).toEqual([STORM]);
  const next = ['Owner of the paper mill at Galle to close two halls', '3 May 2021', 'By Jo Tuck', ENTRIES[0][1]];
  expect(titles([...page(STORM, times), '', ...next])).toEqual([STORM, next[0]]);
});

test('posts with a day of their own are articles', () => {
  const times = ['15:40 GMT', '14:32 GMT', '13:05 GMT'];
  expect(titles(page(STORM, times, ['Published 2 May 2021', 'By Jo Tuck']))).toEqual([
    STORM,
    ...ENTRIES.map(([head]) => head),
  ]);
});

test('nor is each page with times a live blog', () => {
  const times = ['15:40 GMT', '14:32 GMT', '13:05 GMT'];
  expect(titles(page('Storm reaches the coast of Sandvik', times))).toHaveLength(4);
  expect(titles(page(STORM, ['15:40 GMT', '16:32 GMT', '13:05 GMT']))).toHaveLength(4);
});
