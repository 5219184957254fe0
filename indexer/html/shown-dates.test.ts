import { expect, test } from 'vitest';
import { readHtml } from '../read/html.ts';

const PROSE = [
  'The council of the island voted on Monday to rebuild the old harbour, which a storm had destroyed two winters ago.',
  'Fishermen had asked for a longer pier, but the engineers warned that the sea bed would not carry the weight of it.',
  'Work is to begin in the spring, and the mayor hopes that the first boats can moor there before the end of the year.',
  'A committee of the assembly will look at the contract first, and the regional court of audit has asked to see it as well.',
];

/** What an article with something between headline and text offers as its date. */
function datesOf(details: string, url?: string) {
  const body = PROSE.map((text) => `<p>${text}</p>`).join('');
  const page = `<!doctype html><body><article><h1>Harbour to be rebuilt</h1>${details}${body}</article></body>`;
  return readHtml(page, { file: 'a.html', ...(url === undefined ? {} : { url }) }).articles[0]!.dateCandidates;
}

test.each([
  ['Published', 'stated-near-headline'],
  ['Publié le', 'stated-near-headline'],
  ['Опубликовано:', 'stated-near-headline'],
  ['Yayınlanma:', 'stated-near-headline'],
  ['Modifié le', 'modified-line'],
  ['Обновлено:', 'modified-line'],
  ['Lastingly', 'near-headline'],
])('a word before a date says what it is the day of: %s', (label, source) => {
  expect(datesOf(`<p>${label} 2017-05-11</p>`)).toMatchObject([{ value: '2017-05-11', source }]);
});

test('dates that belong to something else are not the day of publication', () => {
  const dateOf = (...from: Parameters<typeof datesOf>) =>
    datesOf(...from).find(({ rejected }) => rejected === undefined)?.value;
  expect(dateOf('<dl><dt>Joined</dt><dd>May 11, 2017</dd></dl>')).toBeUndefined();
  expect(dateOf('<dl><dt>Published</dt><dd>May 11, 2017</dd></dl>')).toBe('2017-05-11');
  expect(dateOf('<p>10 Nov 2013</p>', 'https://web.archive.org/web/20131110121040/http://a.example/x')).toBeUndefined();
});
