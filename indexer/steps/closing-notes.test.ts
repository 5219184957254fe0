import { expect, test } from 'vitest';
import { toPageLines } from '../page-lines.ts';
import { closingNotes } from './closing-notes.ts';
import { kindOf } from './line-kind.ts';

const prose = 'The council met in the old hall and voted on the plan, as it had promised to do in spring.';
const notesOf = (...lines: readonly string[]) =>
  [...closingNotes(toPageLines(lines.join('\n')).map((line) => ({ ...line, kind: kindOf(line.text) })))].sort();

test.each([
  'Rana Khoury is a senior fellow at the Coast Trust and the author of “The Long Pier”.',
  '• Rana Khoury, of the Coast Trust, is a regular contributor to these pages.',
  'The writer is a columnist and a former harbour master of the town of Galle.',
  '— Rana Khoury (@rkhoury) is research fellow in law at the university of the coast.',
  'Write to Rana Khoury at rana@coast.example',
  'Rana Khoury can be reached at rana@coast.example or by letter to the old hall.',
  'Inquiries: Rana Khoury, harbour office of the town, tel. +358 555 351 000',
  'This story has been updated with what the council said on Friday.',
  'This article was first published in the paper of the coast.',
  'The interview was edited for length.',
  'Interview: Rana Khoury. Translated from the Finnish by the editors.',
  'CORRECTION: An earlier version of this article misstated the length of the pier.',
  'The views expressed in this article are those of the author alone.',
])('a note ends no text: %s', (note) => {
  expect(notesOf(prose, note)).toEqual([1]);
  expect(notesOf(note, prose)).toEqual([]);
});

test.each([
  'Rana Khoury is a fisherman of the town and was the first to see the ship on Tuesday.',
  '“The writer is a liar,” said the mayor, who had read the article twice before he answered.',
  'This story is old: the fishermen of the coast have told it for a hundred years.',
  'The mayor asked people to write to the office or to reach the council by telephone.',
  'Reporters of a paper of the coast were told to wait, an editor of the paper said.',
])('a last paragraph stays: %s', (last) => {
  expect(notesOf(prose, last)).toEqual([]);
});

test('who a byline or a heading names is told about below the text', () => {
  const byline = 'By Rana Khoury and Jo Tuck';
  expect(notesOf(byline, prose, 'Jo Tuck has sailed round the world twice, mostly alone.')).toEqual([2]);
  expect(notesOf(byline, prose, 'Rana Khoury covers the harbours, and lives with a cat.')).toEqual([2]);
  expect(notesOf('By Jo Tuck · 4 March 2018', prose, 'Jo Tuck mends boats on the coast.')).toEqual([2]);
  expect(notesOf(byline, prose, 'Jo Tucker has sailed round the world twice, mostly alone.')).toEqual([]);
  expect(notesOf(byline, prose, 'Jo Tuck has sailed round the world twice, mostly alone.', prose)).toEqual([]);
  const about = 'Coast Power AS runs wind farms on the islands and is owned by the towns.';
  expect(notesOf(prose, 'About Coast Power', about)).toEqual([2]);
  expect(notesOf(prose, 'Coast Power', about)).toEqual([]);
  expect(notesOf(prose, 'About the author', 'Jo Tuck writes about the sea and lives on a boat.')).toEqual([2]);
  expect(notesOf(prose, 'Desk of the Coast', 'Desk of the Coast is a trusted source of news.')).toEqual([2]);
});

test('several notes, with headings between them, end above the last paragraph', () => {
  const note = 'This article first appeared in the paper of the coast on Monday.';
  expect(notesOf(prose, 'The author', 'Rana Khoury is a writer and lives in the town.', note)).toEqual([2, 3]);
});
