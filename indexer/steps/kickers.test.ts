import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { loadBoilerplate, type BoilerplateRules } from '../boilerplate.ts';
import { toPageLines } from '../page-lines.ts';
import { splitPage } from './split-page.ts';

let boilerplate: BoilerplateRules;
beforeAll(async () => {
  boilerplate = await loadBoilerplate(join(import.meta.dirname, '..', '..', 'data', 'boilerplate.jsonl'));
});

const titlesOf = (lines: readonly string[]) =>
  splitPage(toPageLines(lines.join('\n')), 'page.txt', boilerplate).map(({ title }) => title);

const PIER = 'Council of Sandvik votes to close the pier';
const MILL = 'Owner of the mill to shut two halls';
const BOAT = 'Ferry to the islands leaves before dawn';
const text = ['', 'The harbour master said on Tuesday that the old boats may stay until the end of the winter.', ''];

test('in a digest a word in capitals above each headline begins an article, in a story it heads its parts', () => {
  const digest = ['COAST', PIER, ...text, 'TRADE', MILL, ...text, 'TRAFFIC', BOAT, ...text];
  expect(titlesOf(digest)).toEqual([PIER, MILL, BOAT]);
  expect(titlesOf([PIER, ...text, 'A COLD PIER', ...text, 'A QUIET MILL', ...text])).toEqual([PIER]);
});

test('what a writer is stands below the name', () => {
  const page = [
    'Closing the Pier of Sandvik: What Comes Next',
    '',
    'Anna Berg',
    'Senior Fellow, Coasts and Ports Programme',
    '3 May 2021',
  ];
  const [draft] = splitPage(toPageLines([...page, ...text].join('\n')), 'page.txt', boilerplate);
  expect(draft!.body.map((paragraph) => paragraph.text)).toEqual([text[1]]);
});
