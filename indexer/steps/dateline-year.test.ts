import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBoilerplate } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

const boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
const days = (text: string) =>
  splitPage(toPageLines(text), 'page.txt', boilerplate).map(({ dateCandidates }) =>
    dateCandidates.map(({ value, source }) => `${value} ${source}`),
  );

const title = 'Council votes on the harbour plan';
const lead = (day: string, weekday = 'Monday') =>
  `SANDVIK, ${day} (NTB) - The council met in the old hall on ${weekday} and voted on the plan of the harbour.`;
const more = 'Nobody left early, and the lights of the hall stayed on until the last boat had left in the morning.';
const article = (day: string, weekday?: string) => `${title}\n\n${lead(day, weekday)}\n\n${more}`;

test.each([
  ['its picture', `${title}\n\nThe hall of Sandvik, May 2, 2021. (NTB)\n\n${lead('May 3')}\n\n${more}`, '2021-05-03'],
  ['who owns the page, with the weekday', `${article('May 3')}\n\n© 2021 Coast Press`, '2021-05-03'],
  [
    'who owns the page, in Spanish',
    `${title}\n\nSandvik, 3 may (EFE).- El consejo se reunió este lunes en la sala y votó sobre el plan del puerto.\n\n${more}\n© EFE 2021. Queda prohibida la redistribución de los textos.`,
    '2021-05-03',
  ],
  ['the clock of the page', `Today: 9 June 2021\n\n${article('3 May')}`, undefined],
  [
    'the turn of the year',
    `${title}\n\nThe hall of Sandvik, January 1, 2021. (NTB)\n\n${lead('Dec 31')}\n\n${more}`,
    undefined,
  ],
  [
    'an old picture',
    `${title}\n\nThe hall of Sandvik, May 2, 2021. (NTB file)\n\n${lead('May 3')}\n\n${more}`,
    undefined,
  ],
  ['who owns the page, on another weekday', `${article('May 3', 'Friday')}\n\n© 2021 Coast Press`, undefined],
  ['the text', `${article('May 3')} So it was in 2021, too.`, undefined],
])('a dateline without its year and %s', (_, text, expected) => {
  const [found] = days(text);
  expect(found!.filter((day) => day.endsWith(' dateline'))).toEqual(expected === undefined ? [] : [`${expected} dateline`]); // prettier-ignore
});

test('a neighbour tells the year, and a day that is stated needs none', () => {
  const other = article('May 4', 'Tuesday').replaceAll('harbour', 'pier');
  const page = `${title}\nPublished: 5 May 2021\n\n${lead('May 3')}\n\n${more}\n\n\n\n${other}`;
  expect(days(page)).toEqual([['2021-05-05 stated-line'], ['2021-05-04 dateline']]);
});
