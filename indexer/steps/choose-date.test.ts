import { describe, expect, test } from 'vitest';
import { emptyDraft, type ArticleDraft, type DateCandidate } from '../draft.ts';
import { chooseDate } from './choose-date.ts';

const draft = (lead: string, parts: Partial<ArticleDraft> = {}): ArticleDraft => ({
  ...emptyDraft('page.txt'),
  title: 'Title',
  body: [{ text: lead, kind: 'prose' }],
  ...parts,
});
const candidate = (source: string, value: string | null): DateCandidate => ({ source, value, form: value ?? 'soon' });
const caption = (text: string) => ({ captions: [{ text, line: 3 }] });

describe('the order of sources', () => {
  const all = ['lead-weekday', 'dateline', 'stated-line', 'json-ld', 'feed', 'front-matter'];
  test.each(all.map((source, index) => [source, all.slice(0, index + 1)]))(
    '%s comes before all weaker ones',
    (source, known) => {
      const candidates = known.map((name, index) => candidate(name, `2020-01-${String(index + 10)}`));
      expect(chooseDate(draft('Lead.', { dateCandidates: candidates })).date?.source).toBe(source);
    },
  );

  test('metadata keeps the order of trust that the page reader gives', () => {
    const candidates = [candidate('meta', '2020-01-01'), candidate('json-ld', '2020-01-02')];
    expect(chooseDate(draft('Lead.', { dateCandidates: candidates })).date?.value).toBe('2020-01-01');
  });

  test('a day is taken before a month of a better source, and a month before nothing', () => {
    const month = candidate('front-matter', '2020-01');
    expect(chooseDate(draft('Lead.', { dateCandidates: [month, candidate('url', '2020-01-05')] })).date?.value).toBe(
      '2020-01-05',
    );
    expect(chooseDate(draft('Lead.', { dateCandidates: [month] })).date).toEqual({
      value: '2020-01-01',
      precision: 'month',
      source: 'front-matter',
    });
  });

  test('what cannot be read is set aside, not lost', () => {
    const { date, dateEvidence } = chooseDate(
      draft('Lead.', { dateCandidates: [candidate('record', null), candidate('feed', '2020-01-05')] }),
    );
    expect(date?.value).toBe('2020-01-05');
    expect(dateEvidence!.map(({ rule, chosen }) => [rule, chosen])).toEqual([
      ['feed', true],
      ['record', false],
    ]);
  });

  test.each(['page-clock', 'crawl', 'file-time'])('%s is never the date', (source) => {
    expect(
      chooseDate(draft('On Tuesday it rained.', { dateCandidates: [candidate(source, '2024-05-27')] })).date,
    ).toBeNull();
  });
});

describe('a month that the text calls the current one', () => {
  test.each([
    ['The ministry counted 74 deaths in the current month of November 2022.', '2022-11-01'],
    ['The committee meets before the end of this month, March (March) 2021, to choose an office.', '2021-03-01'],
    ['It fell during the current month of May 2022. It is not expected to rise before 2027.', '2022-05-01'],
    ['La commission se réunit ce mois de novembre 2022 à Niamey.', '2022-11-01'],
    ['Se reúnen este mes de mayo de 2023 en Lima.', '2023-05-01'],
    ['Das Gericht will in diesem Monat März 2023 entscheiden.', '2023-03-01'],
    ['تجتمع اللجنة قبل نهاية الشهر الجاري، نوفمبر 2022، في نيامي.', '2022-11-01'],
    ['It was the worst of the last month of November 2022.', null],
    ['They met in the current month of November.', null],
    ['The current month of November 2022 follows the plan of 2023.', null],
    ['In the current month of May 2022 it fell, as in the current month of June 2022.', null],
  ])('%s', (lead, value) => {
    expect(chooseDate(draft(lead)).date?.value ?? null).toBe(value);
    if (value !== null)
      expect(chooseDate(draft(lead)).date).toMatchObject({ precision: 'month', source: 'this-month' });
  });

  test('any day is better', () => {
    const known = { dateCandidates: [candidate('edition', '2022-11-05')] };
    expect(chooseDate(draft('So it was in the current month of October 2022.', known)).date?.value).toBe('2022-11-05');
  });
});

describe('the date of a picture and the weekday of the lead', () => {
  test.each([
    ['the next such weekday', 'Trams ran on Tuesday again.', 'A tram, June 5, 2023. (Lusa)', '2023-06-06'],
    ['the same day', 'Trams ran on Monday again.', 'A tram, June 5, 2023. (Lusa)', '2023-06-05'],
    ['in Russian', 'Трамваи снова ходят, сообщили во вторник.', 'Трамвай, 5 июня 2023 года (ТАСС)', '2023-06-06'],
    ['more than four days later', 'Trams ran on Sunday again.', 'A tram, June 5, 2023. (Lusa)', null],
    ['no weekday', 'Trams ran again.', 'A tram, June 5, 2023. (Lusa)', null],
    [
      'files that the picture shows',
      'Judges met on Wednesday.',
      'A clerk carries files, June 6, 2023. (AFP)',
      '2023-06-07',
    ],
    ['a file picture', 'Trams ran on Tuesday again.', 'A tram, June 5, 2023. (AFP file)', null],
    ['a file photo', 'Trams ran on Tuesday again.', 'FILE PHOTO: A tram, June 5, 2023. (AFP)', null],
    ['an archive picture', 'Trams ran on Tuesday again.', 'A tram, June 5, 2023. (Archive)', null],
    ['one in German', 'Die Bahn fuhr am Dienstag wieder.', 'Eine Bahn, 5. Juni 2023 (Archivbild)', null],
    ['one in Russian', 'Трамваи снова ходят, сообщили во вторник.', 'Трамвай, 5 июня 2023 года (архив)', null],
    [
      'in German, with the part of the day',
      'Sie fuhr am Dienstagabend.',
      'Eine Bahn, 5. Juni 2023 (dpa)',
      '2023-06-06',
    ],
    ['an event that the text tells', 'On Tuesday they recalled June 5, 2023.', 'A tram, June 5, 2023. (Lusa)', null],
    [
      'a text that knows a later year',
      'On Tuesday they recalled the strike of 2024.',
      'A tram, June 5, 2023. (Lusa)',
      null,
    ],
    [
      'a text that speaks of a year to come',
      'Trams ran on Tuesday again. The new line will not open before 2029.',
      'A tram, June 5, 2023. (Lusa)',
      '2023-06-06',
    ],
    [
      'a text that knows a later year beside one to come',
      'Trams ran on Tuesday again, as in 2024. The new line will not open before 2029.',
      'A tram, June 5, 2023. (Lusa)',
      null,
    ],
  ])('%s', (_, lead, text, expected) => {
    expect(chooseDate(draft(lead, caption(text))).date?.value ?? null).toBe(expected);
  });
});

test.each([
  ['It opened on Tuesday, 3 December 2024, in Rome.', '2024-12-03'],
  ['It opened on Wednesday, 3 December 2024, in Rome.', null], // that was a Tuesday
  ['It will open on Tuesday, 3 December 2024, in Rome.', null],
  ['The mayor said on Tuesday, 3 December 2024, that it would open in spring.', '2024-12-03'],
  ['The mayor said that it would open on Tuesday, 3 December 2024.', null],
  ['The mayor will say on Tuesday, 3 December 2024, why it fell.', null],
  ['It was opened by the mayor on Tuesday, 3 December 2024. It will be closed in the night.', '2024-12-03'],
  ['Nobody came. It has to open by Tuesday, 3 December 2024. So they say.', null],
  ['Es wurde am Dienstag, den 3. Dezember 2024, in Rom eröffnet.', '2024-12-03'],
  ['Es wird am Dienstag, den 3. Dezember 2024, in Rom eröffnet.', null],
  ['Le pont a été inauguré mardi 3 décembre 2024 à Rome.', '2024-12-03'],
  ['Le pont sera inauguré mardi 3 décembre 2024 à Rome.', null],
  ['El puente se abrió el martes 3 de diciembre de 2024 en Roma.', '2024-12-03'],
  ['El puente se inaugurará el martes 3 de diciembre de 2024 en Roma.', null],
  ['Мост открыли во вторник, 3 декабря 2024 года, в Риме.', '2024-12-03'],
  ['Открытие моста состоится во вторник, 3 декабря 2024 года, в Риме.', null],
  ['افتتح الجسر الثلاثاء 3 ديسمبر 2024 في روما.', '2024-12-03'],
  ['من المقرر افتتاح الجسر الثلاثاء 3 ديسمبر 2024 في روما.', null],
  ['It opened on 3 December 2024 in Rome.', null],
  ['It opened on Friday; the treaty of Tuesday, 3 December 2024 and the vote of 2025 are past.', null],
])('a full date beside its weekday: %s', (lead, expected) => {
  expect(chooseDate(draft(lead)).date?.value ?? null).toBe(expected);
});

test('the address tells a date that nothing better contradicts', () => {
  expect(chooseDate(draft('Lead.', { stated: { url: 'https://x.org/2021/03/04/a' } })).date).toEqual({
    value: '2021-03-04',
    precision: 'day',
    source: 'url',
  });
});
