import { parseCalendarDate, type DatePrecision } from '../../core/calendar-date.ts';
import { HAS_DIRECTION, isDirection } from '../text-units.ts';
import { MONTH_BY_NAME, monthKey } from './month-names.ts';

/** A date written out in a text, with half-open UTF-16 offsets. */
export interface FoundDate {
  /** `YYYY-MM-DD`; the first day of the month or year when the precision is less than a day. */
  readonly value: string;
  readonly precision: DatePrecision;
  readonly start: number;
  readonly end: number;
}

const NAME = String.raw`(?:\p{L}[\p{L}\p{M}]{2,}|\p{Script=Arabic}{2})`;
/** No further digit, unless a time or the same date was glued on: `March 4, 20218:15 AM`, `4 March 20214 March 2021`. */
const AFTER_YEAR = String.raw`(?!\d(?!\d?:\d\d|\d? \p{L}{3}))`;
/** Before a year: `3 de diciembre del 2024`, `3 ديسمبر من عام 2024`. */
const OF_YEAR = '(?:del |(?:من )?(?:عام |سنة ))';
/** A month by its other Arabic name, as papers write for all their readers: `كانون الأول/ديسمبر`, `ديسمبر (كانون الأول)`. */
const AGAIN = String.raw`(?: ?[/(] ?[\p{Script=Arabic} ]{2,20}\)?)?`;
const TO_NINTH = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
const TO_NINETEENTH = [
  'ten',
  'eleven',
  'twelf',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
/** The days of a month in words, in order. */
const ORDINALS: readonly string[] = [
  ...TO_NINTH,
  ...TO_NINETEENTH.map((stem) => `${stem}th`),
  'twentieth',
  ...TO_NINTH.map((unit) => `twenty-${unit}`),
  'thirtieth',
  'thirty-first',
];
const UNITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TEENS = [
  'ten',
  'eleven',
  'twelve',
  ...['thir', 'four', 'fif', 'six', 'seven', 'eigh', 'nine'].map((stem) => `${stem}teen`),
];
/** The years of a century in words, in order, as far as one is written out. */
const YEARS: readonly string[] = [
  ...UNITS,
  ...TEENS,
  ...['twenty', 'thirty'].flatMap((ten) => [ten, ...UNITS.map((unit) => `${ten}-${unit}`)]),
];
/** A year behind a day in words; `two thousand and twenty-four` is told by the word in the second group. */
const YEAR_IN_WORDS = String.raw`(?:(\d{4})${AFTER_YEAR}|two thousand(?: and)? (${YEARS.join('|')})(?![\p{L}-]))`;
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const SHAPES: readonly {
  readonly shape: RegExp;
  readonly read: (groups: string[]) => [string, string, string] | null;
}[] = [
  // 2024-12-03, 2024/12/03, 2024.12.03, 2024年12月3日
  { shape: /(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)/gu, read: ([y, m, d]) => [y!, m!, d!] },
  // 3 December 2024, 3rd of December, 2024, 3. Dezember 2024, 3 de diciembre de 2024, 3 كانون الأول/ديسمبر 2024
  {
    shape: new RegExp(
      String.raw`(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|er|-?го|\.|º)?[\s/-]+(?:(?:day )?of |de |d’|d')?(${NAME}(?: (?!${OF_YEAR})${NAME})?)${AGAIN}\.?[,،]?[\s/-]+(?:${OF_YEAR}|de |of )?(\d{4})${AFTER_YEAR}`,
      'gu',
    ),
    read: ([d, name, y]) => withMonth(y!, name!, d!),
  },
  // the third of December, 2024; the third day of December, two thousand and twenty-four
  {
    shape: new RegExp(
      String.raw`(?<!\p{L})(${ORDINALS.join('|')})(?: day)? of (${NAME}),? (?:of )?${YEAR_IN_WORDS}`,
      'gui',
    ),
    read: ([ordinal, name, y, word]) => inWords(ordinal!, name!, y, word),
  },
  // December third, 2024; December the third, 2024
  {
    shape: new RegExp(
      String.raw`(?<!\p{L})(${MONTHS}),? (?:the )?(${ORDINALS.join('|')}),? (?:of )?${YEAR_IN_WORDS}`,
      'gui',
    ),
    read: ([name, ordinal, y, word]) => inWords(ordinal!, name!, y, word),
  },
  // December 3, 2024 · Dec. 3rd 2024
  {
    shape: new RegExp(String.raw`(?<!\p{L})(${NAME})[.,]?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${AFTER_YEAR}`, 'gu'),
    read: ([name, d, y]) => withMonth(y!, name!, d!),
  },
  // 18, October 2020 22:07; without a time behind, it may be number 18 of October
  {
    shape: new RegExp(String.raw`(?<![\d.,])(\d{1,2}), (${NAME}) (\d{4})(?= \d{1,2}:\d\d)`, 'gu'),
    read: ([d, name, y]) => withMonth(y!, name!, d!),
  },
  // 03.12.2024: with dots the day comes first everywhere; 03.12.1917:30 has a year of two digits, with a time glued on
  {
    shape: /(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d|:[0-5]\d(?![\d:]))/gu,
    read: ([d, m, y]) => [y!, m!, d!],
  },
  // 03/04/2024 - 21:30: where the hours are counted to 24, the day comes first
  {
    shape: /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{4})(?=[ ,–-]{1,4}(?:1[3-9]|2[0-3])[:.h][0-5]\d)/gu,
    read: ([d, m, y]) => [y!, m!, d!],
  },
  // 12/25/2024 or 25/12/2024: read when only one order is possible
  { shape: /(?<![\d/])(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/gu, read: ([a, b, y]) => unambiguous(y!, a!, b!) },
];

const FIRST_YEAR = 1800;
const LAST_YEAR = 2100;
/** Four digits, Western or Eastern, or the word: without them no date is looked for. */
const YEAR = /\d{4}|[\u0660-\u0669\u06f0-\u06f9]{4}|two thousand /;
const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** All full dates (day, month and four-digit year) in a text, in order, in the languages of `month-names.ts`. */
export function findDates(text: string): FoundDate[] {
  if (!YEAR.test(text)) return [];
  if (!HAS_DIRECTION.test(text)) return findUnmarkedDates(text);
  // pages that run from right to left write such marks between the numbers of a date
  const places = Array.from({ length: text.length }, (_, at) => at).filter((at) => !isDirection(text.charCodeAt(at)));
  return findUnmarkedDates(places.map((at) => text[at]!).join('')).map((date) => ({
    ...date,
    start: places[date.start]!,
    end: places[date.end - 1]! + 1,
  }));
}

function findUnmarkedDates(text: string): FoundDate[] {
  const western = text.replace(EASTERN_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
  let found: FoundDate[] = [];
  for (const { shape, read } of SHAPES) {
    const before = found; // in order, as are the matches of a shape: a text may be nothing but dates
    let next = 0;
    found = [...before];
    for (const match of western.matchAll(shape)) {
      const parts = read(match.slice(1));
      const value = parts && toValue(parts);
      const start = match.index;
      const end = start + match[0].length;
      while (next < before.length && before[next]!.end <= start) next++;
      if (value && (before[next]?.start ?? Infinity) >= end) found.push({ value, precision: 'day', start, end });
    }
    if (found.length > before.length) found.sort((a, b) => a.start - b.start);
  }
  return found;
}

/** What machines write: a day, mostly with a time behind it. */
const ISO_DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A text that is meant to be one date, as metadata and front matter write it: ISO 8601 (the day as written, whatever the
 * zone), RFC 2822, a written-out date, or a year or month alone. Null when it says no date, or more than one.
 */
export function readDate(text: string): { value: string; precision: DatePrecision } | null {
  const trimmed = text.trim();
  const iso = ISO_DAY.exec(trimmed)?.[1];
  if (iso !== undefined && plausible(Number(iso.slice(0, 4))) && parseCalendarDate(iso) !== null)
    return { value: iso, precision: 'day' };
  const plain = /^(\d{4})(?:-(\d{2}))?$/.exec(trimmed);
  if (plain) {
    const days = parseCalendarDate(trimmed);
    if (!days || !plausible(Number(plain[1]))) return null;
    return { value: `${plain[1]!}-${plain[2] ?? '01'}-01`, precision: days.precision };
  }
  const compact = /^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$/.exec(trimmed);
  if (compact) {
    const value = toValue([compact[1]!, compact[2]!, compact[3]!]);
    return value ? { value, precision: 'day' } : null;
  }
  const dates = findDates(trimmed);
  const first = dates[0];
  if (first) return dates.every((date) => date.value === first.value) ? { value: first.value, precision: 'day' } : null;
  const month = new RegExp(String.raw`^(${NAME}(?: ${NAME})?)\.?,?\s+(\d{4})$`, 'u').exec(trimmed);
  const parts = month && withMonth(month[2]!, month[1]!, '1');
  const value = parts && toValue(parts);
  return value ? { value, precision: 'month' } : null;
}

function inWords(
  ordinal: string,
  month: string,
  year: string | undefined,
  word: string | undefined,
): ReturnType<typeof withMonth> {
  const told = year ?? String(2001 + YEARS.indexOf(word!.toLowerCase()));
  return withMonth(told, month, String(ORDINALS.indexOf(ordinal.toLowerCase()) + 1));
}

function withMonth(year: string, name: string, day: string): [string, string, string] | null {
  const month = MONTH_BY_NAME.get(monthKey(name));
  return month === undefined ? null : [year, String(month), day];
}

function unambiguous(year: string, first: string, second: string): [string, string, string] | null {
  if (first === second || Number(first) > 12) return [year, second, first];
  return Number(second) > 12 ? [year, first, second] : null;
}

function toValue([year, month, day]: [string, string, string]): string | null {
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return plausible(Number(year)) && parseCalendarDate(value) !== null ? value : null;
}

function plausible(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}
