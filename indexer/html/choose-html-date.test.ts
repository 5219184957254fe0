import { expect, test } from 'vitest';
import type { DateCandidate } from '../draft.ts';
import { chooseHtmlDate } from './choose-html-date.ts';

function choose(...candidates: [source: string, value: string, form?: string][]): string | null {
  const chosen = chooseHtmlDate(
    candidates.map(([source, value, form = value]): DateCandidate => ({ source, value, form })),
  );
  return chosen.find(({ rejected }) => rejected === undefined)?.value ?? null;
}

test.each<[string, string | null, [string, string, string?][]]>([
  ['nothing', null, []],
  ['metadata alone', '2024-03-05', [['json-ld', '2024-03-05']]],
  [
    'the day of publication wins over that of a change',
    '2024-03-05',
    [
      ['modified', '2024-04-01'],
      ['json-ld', '2024-03-05'],
    ],
  ],
  [
    'two that agree win over one',
    '2024-03-05',
    [
      ['json-ld', '2024-03-01'],
      ['meta', '2024-03-05'],
      ['near-headline', '2024-03-05'],
    ],
  ],
  [
    'the address keeps the day of the first printing',
    '2017-07-12',
    [
      ['url', '2017-07-12'],
      ['json-ld', '2019-06-17'],
      ['itemprop', '2019-06-17'],
      ['meta', '2019-06-17'],
    ],
  ],
  [
    'a label beside the headline wins over metadata',
    '2020-06-01',
    [
      ['meta', '2020-06-04'],
      ['stated-near-headline', '2020-06-01'],
    ],
  ],
  [
    'dates of a list of links are no evidence',
    null,
    [
      ['link', '2020-01-01'],
      ['link', '2020-01-02'],
      ['link', '2020-01-03'],
      ['link', '2020-01-04'],
    ],
  ],
  ['a copyright or an event is none either', null, [['other-line', '2020-01-01']]],
  [
    'the month of the address speaks for its days',
    '2018-07-03',
    [
      ['url-month', '2018-07'],
      ['alone', '2018-09-01'],
      ['alone', '2018-07-03'],
    ],
  ],
  ['years before the web are no dates of pages', null, [['alone', '1912-09-28']]],
])('%s', (_name, expected, candidates) => {
  expect(choose(...candidates)).toBe(expected);
});

test.each<[string, string, [string, string, string?][]]>([
  [
    'after midnight in UTC it is the day before in America',
    '2020-02-24',
    [
      ['json-ld', '2020-02-25', '2020-02-25T02:11:00Z'],
      ['meta', '2020-02-25', '2020-02-25T02:11:00+00:00'],
      ['url', '2020-02-24'],
    ],
  ],
  [
    'not in the afternoon',
    '2020-02-25',
    [
      ['json-ld', '2020-02-25', '2020-02-25T18:11:00Z'],
      ['meta', '2020-02-25', '2020-02-25T18:11:00+00:00'],
      ['url', '2020-02-24'],
    ],
  ],
  [
    'before midnight in UTC it is the next day in Europe',
    '2020-12-06',
    [
      ['json-ld', '2020-12-05', '2020-12-05T23:31:00Z'],
      ['meta', '2020-12-05', '2020-12-05T23:31:00Z'],
      ['itemprop', '2020-12-06'],
    ],
  ],
])('the day where the page was written: %s', (_name, expected, candidates) => {
  expect(choose(...candidates)).toBe(expected);
});

test('every candidate stays, with what speaks against it', () => {
  const chosen = chooseHtmlDate([
    { source: 'modified', value: '2024-04-01', form: '2024-04-01' },
    { source: 'json-ld', value: '2024-03-05', form: '2024-03-05' },
    { source: 'url-month', value: '2024-03', form: '/2024/03/' },
    { source: 'meta', value: '2024-03-05', form: '2024-03-05' },
  ]);
  expect(chosen.map(({ source, rejected }) => [source, rejected])).toEqual([
    ['json-ld', undefined],
    ['modified', 'modified'],
    ['url-month', 'no-day'],
    ['meta', 'same-day'],
  ]);
});
