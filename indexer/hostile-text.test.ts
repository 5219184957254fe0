import { expect, test } from 'vitest';
import { shippedContext } from '../test/support/shipped-context.ts';
import { emptyDraft, type ArticleDraft } from './draft.ts';
import { toPageLines } from './page-lines.ts';
import { runPipeline } from './pipeline.ts';
import { splitPage } from './steps/split-page.ts';

const LENGTH = 25_000;
/** Of processor time: a tenth of it is usual, a rule that goes over the text for each of its words takes many times as much. */
const MOST_MS = 4_000;

/** A name of its own for each number. */
const name = (number: number): string =>
  `B${number.toString(26).replace(/[0-9]/g, (digit) => 'qrstuvwxyz'[Number(digit)]!)}`;

/** What is said again and again, or once for each number. */
const TEXTS: Readonly<Record<string, (number: number) => string>> = {
  'one letter': () => 'a',
  'one capital': () => 'A',
  'one digit': () => '1',
  'one word': () => 'the ',
  'capitalised words': () => 'Pier ',
  'words in capitals': () => 'PIER ',
  numbers: () => '12 ',
  'straight quotes': () => '"',
  'curly quotes': () => '“a” ',
  commas: () => ', ',
  stops: () => '.',
  initials: () => 'A. ',
  brackets: () => '(A ',
  slashes: () => 'A / ',
  hyphens: () => 'a-',
  'capitals and hyphens': () => 'A-',
  accents: () => 'e\u0301\u0301',
  'marks of direction': () => '\u200f',
  dates: () => '1.1.2020 ',
  'dates in words': () => 'May 3, 2020, ',
  weekdays: () => 'Tuesday, ',
  addresses: () => 'https://a.example/ ',
  languages: () => 'English and ',
  'a name of several bodies': () => 'ICC ',
  'the United States': () => 'United States of America, ',
  firms: (number) => `${name(number)} Inc met ${name(number)}x ${name(number)}y. `,
  ministries: () => 'Defence Ministry, Iraq, Iran. ',
  definitions: (number) => `${name(number)} Pier Commission (BPC) `,
  captions: (number) => `The ${name(number)} pier at noon (AFP)\n`,
  headlines: (number) => `${name(number)} opens the pier today\n\n\n`,
  'headlines printed twice': (number) => `${name(number >> 1)} opens the pier today\n`,
  bylines: (number) => `By Jane ${name(number)}\n`,
  notes: (number) => `Write to Jane ${name(number)} at jane@coast.example\n`,
  'days of a chronology': (number) => `3 May ${1900 + (number % 100)}\n`,
  'heads of lists': () => 'Related\n',
  datelines: () => 'PARIS, May 3 (AFP) – The pier was opened on the lake today.\n',
  sentences: (number) => `The ${name(number)} opened its pier on the lake today.\n`,
};

function long(piece: (number: number) => string): string {
  let text = '';
  for (let number = 0; text.length < LENGTH; number++) text += piece(number);
  return text.slice(0, LENGTH);
}

/** The text as a scraped page, and as the title, paragraph and caption of an article. */
function readAsAnything(text: string): void {
  const line = text.replaceAll('\n', ' ');
  const article: ArticleDraft = {
    ...emptyDraft('hostile'),
    title: line,
    body: [{ text: line, kind: 'prose' }],
    captions: [{ text: line }],
    stated: {
      language: 'en',
      countries: [line],
      organisations: [line],
      author: line,
      url: `https://a.example/${line}`,
    },
  };
  for (const draft of [article, ...splitPage(toPageLines(text), 'hostile', shippedContext.boilerplate)])
    runPipeline(draft, shippedContext);
}

test.each(Object.entries(TEXTS))(
  'a text of nothing but %s is read in no time',
  (_, piece) => {
    const begun = process.cpuUsage();
    readAsAnything(long(piece));
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1000).toBeLessThan(MOST_MS);
  },
  60_000,
);
