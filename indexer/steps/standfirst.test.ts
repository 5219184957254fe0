import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadBoilerplate, type BoilerplateRules } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { chooseDate } from './choose-date.ts';
import { readDateline } from './dateline.ts';
import { splitPage } from './split-page.ts';

let boilerplate: BoilerplateRules;
beforeAll(async () => {
  boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
});

const split = (...lines: readonly string[]) =>
  splitPage(toPageLines(lines.join('\n')), 'page.txt', boilerplate)
    .map(readDateline)
    .map(chooseDate);

const WALL = [
  'Villagers of the delta rebuild the wall that the sea took',
  'Every morning at six, forty men and women meet at the old landing place and carry stones to the shore.',
  'The ministry has promised machines for spring, but nobody here counts on them, the mayor said.',
];
const MILL = 'Paper mill at Galle shuts two halls';
const STANDFIRST = 'The price of wood has doubled since autumn, and the owner no longer wants to wait.';
const PICTURE = 'The paper mill at Galle (AFP)';
const TEXT =
  'The owner of the mill said on Monday that two of its five halls would close, at the cost of two hundred jobs.';
const WIRE = `GALLE, 3 May 2021 (Coast Press) - ${TEXT}`;

test('a title with a standfirst begins an article where a dateline or a picture follows', () => {
  for (const gap of ['', '\n']) {
    const wire = split(...WALL, gap + MILL, gap + STANDFIRST, gap + WIRE);
    expect(wire.map(({ title, date }) => [title, date?.value])).toEqual([
      [WALL[0], undefined],
      [MILL, '2021-05-03'],
    ]);
    expect(wire[1]!.body.map(({ text }) => text)).toEqual([STANDFIRST, WIRE]);
    const pictured = split(...WALL, gap + MILL, gap + STANDFIRST, gap + PICTURE, gap + TEXT);
    expect(pictured.map(({ title }) => title)).toEqual([WALL[0], MILL]);
    expect(pictured[1]!.body.map(({ text }) => text)).toEqual([STANDFIRST, TEXT]);
    expect(pictured[1]!.captions.map(({ text }) => text)).toEqual([PICTURE]);
  }
});

test('a sub-head with a sentence and a picture below it begins none', () => {
  expect(split(...WALL, 'What the sea took', STANDFIRST, PICTURE, TEXT)).toHaveLength(1);
  expect(split(...WALL, MILL, STANDFIRST, TEXT)).toHaveLength(1);
  expect(split(...WALL, MILL, STANDFIRST, `Image: ${PICTURE}`, TEXT)).toHaveLength(1);
});

test('a sentence right above the credit of a picture is its caption, right below a title its standfirst', () => {
  const shown = 'The two halls at Galle, seen from the river.';
  const zones = (...header: readonly string[]) =>
    split(MILL, ...header, '', TEXT, WALL[2]!).map(({ body, captions }) => [body.length, captions.length]);
  expect(zones('3 May 2021', 'By Jane Doe', shown, 'Photo credit: Jane Doe')).toEqual([[2, 1]]);
  expect(zones('', shown, 'Photo: Jane Doe/AFP', '', 'Published 3 May 2021')).toEqual([[2, 1]]);
  expect(zones(shown, 'Photo: Jane Doe/AFP')).toEqual([[3, 0]]);
  expect(zones('By Jane Doe', shown, '', 'Photo: Jane Doe/AFP')).toEqual([[3, 0]]);
});
