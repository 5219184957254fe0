import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, toPageLines } from './page-lines.ts';

/** What cleaning means, step by step. */
function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cs}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/[\u00ad\u2060\ufeff]/g, '')
    .replace(/[\s\u200b]+/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .replace(
      /^[ \u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+|[ \u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/g,
      '',
    );
}

const pieces = fc.constantFrom(...['a', ' ', '  ', '\t', '\u00a0', '\u00ad', '\u200b', '\u2060', '\ufeff', '\u200f', '\u202a', '\u0007', '\ud83d', '\ude42', '🙂', 'e\u0301', '’', '中']); // prettier-ignore
const text = fc.oneof(fc.string({ unit: pieces }), fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

test('leaves a clean text and cleans any other', () => {
  const cleansEach = fc.property(text, (one) => {
    expect(cleanText(one)).toBe(cleaned(one));
  });
  fc.assert(cleansEach);
});

test.each([
  ['to\u00adge\u2060th\ufeffer', 'together'],
  ['\ufefftwo\u200bwords\u2060', 'two words'],
])('%j: what joins the parts of a word parts none', (written, text) => {
  expect(cleanText(written)).toBe(text);
});

test('marks of direction make no line, and hide neither how one begins nor how it ends', () => {
  const text = '\u200eBy Jane Ruiz\u200f\n\u200f\n\u202aالرياض\u200f 3\u202c\nقال الوزير.\u200f';
  expect(toPageLines(text)).toEqual([
    { text: 'By Jane Ruiz', line: 1, blankBefore: 0 },
    { text: 'الرياض\u200f 3', line: 3, blankBefore: 1 },
    { text: 'قال الوزير.', line: 4, blankBefore: 0 },
  ]);
});

test('joins lines that were wrapped at a column, whatever short lines stand around them', () => {
  const page = [
    'Home > Region > Harbours',
    'Council votes on the plan for the harbour of Sandvik',
    'Published 3 May 2021',
    'by our correspondent in Sandvik',
    'Share',
    '',
    'The council met in the old hall on Tuesday and voted on the plan, as',
    'it had promised to do in spring, when the first boats came back to the',
    'Old Harbour from the islands.',
    'Nobody left early, and the lights of the hall stayed on until the last',
    'boat had left for the islands in the morning, with eleven members of',
    'the council on it.',
    '',
    'Topics: harbour, plan',
  ];
  expect(toPageLines(page.join('\n')).map(({ text }) => text)).toEqual([
    ...page.slice(0, 5),
    page.slice(6, 9).join(' '),
    page.slice(9, 12).join(' '),
    'Topics: harbour, plan',
  ]);
});

test('a wrapped text has its title to itself', () => {
  const title = 'COUNCIL OF SANDVIK VOTES ON THE PLAN FOR ITS OLD HARBOUR';
  const text = [
    'The council met in the old hall on Tuesday and voted on the',
    'plan, as it had promised to do in spring, when the first of',
    'the boats came back from the islands, and with it the men,',
    'who had asked for a wider harbour and for a better pier, so',
    'that more boats could come.',
  ];
  expect(toPageLines([title, 'Wednesday', ...text].join('\n')).map((line) => line.text)).toEqual([
    title,
    'Wednesday',
    text.join(' '),
  ]);
  const long = 'Council of Sandvik votes on the plan for its old harbour and the pier'; // longer than any wrapped line
  expect(toPageLines([long, 'By Jane Doe | 3 May 2021', ...text].join('\n')).map((line) => line.text)).toEqual([
    long,
    'By Jane Doe | 3 May 2021',
    text.join(' '),
  ]);
});

test('a column may be narrow, and its titles longer than a line', () => {
  const titles = [
    'Council of Sandvik votes on the plan\nfor its old harbour and the pier',
    'Boats wait for a berth as the storm\nkeeps the lock closed',
  ];
  const text = [
    'The council met in the old hall on\nTuesday and voted on the plan, as it\nhad promised to do in spring.',
    'Nobody left early, and the lights of\nthe hall stayed on until the last\nboat had left for the islands.',
  ];
  const joined = (lines: readonly string[]) => lines.map((line) => line.replaceAll('\n', ' '));
  const page = [titles[0]!, ...text, titles[1]!, ...text];
  expect(toPageLines(page.join('\n\n')).map((line) => line.text)).toEqual(joined(page));
});

test('what stands above a line longer than the column was not wrapped', () => {
  const text =
    'The council met in the old hall on\nTuesday and voted on the plan, as it\nhad promised to do in spring, when\nthe first boats came back to it.';
  const header = ['Council of Sandvik votes on the plan', 'By Our Correspondent in Sandvik | Published 3 May 2021'];
  expect(
    toPageLines(`${header.join('\n')}\n\n${text}\n${text}`)
      .map((line) => line.text)
      .slice(0, 2),
  ).toEqual(header);
});

test('a soft hyphen at the end of a line is within a word', () => {
  const page =
    'The council met in the old har\u00ad\nbour and vo\u00ad \nted on the plan.\nIt did so early\u00ad\nNobody left\u00ad\n\nbefore.';
  expect(toPageLines(page)).toEqual([
    { text: 'The council met in the old harbour and voted on the plan.', line: 1, blankBefore: 0 },
    { text: 'It did so early', line: 4, blankBefore: 0 },
    { text: 'Nobody left', line: 5, blankBefore: 0 },
    { text: 'before.', line: 7, blankBefore: 1 },
  ]);
});

test('cleans a page line by line', () => {
  const line = text.map((one) => one.replace(/[\r\n\u2028\u2029\u0085\f\v]/g, ' ').replace(/\u00ad\s*$/, '.')); // none ends within a word
  fc.assert(
    fc.property(fc.array(line, { maxLength: 3 }), (lines) => {
      const expected = lines.map(cleaned).filter((one) => one !== '');
      expect(toPageLines(lines.join('\n')).map((one) => one.text)).toEqual(expected);
    }),
  );
});

test('a page of long paragraphs is not wrapped, whatever goes on in small letters below its titles', () => {
  const story = (title: string) => [
    title,
    'by our correspondent in Sandvik',
    '',
    'The council of the town met. '.repeat(5).trim(),
    '',
  ];
  const titles = [
    'Council votes on the plan for the old harbour of Sandvik',
    'Boats to leave for the outer islands an hour before dawn',
  ];
  const page = [...titles, ...titles].flatMap(story);
  expect(toPageLines(page.join('\n')).map(({ text }) => text)).toEqual(page.filter((line) => line !== ''));
});
