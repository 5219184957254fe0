import { fold } from '../../core/text.ts';
import { LOCALES } from './locales.ts';

/** Written onto the name of a day in German: `Dienstagabend`. */
const PARTS_OF_DAY = ['fruh', 'morgen', 'vormittag', 'mittag', 'nachmittag', 'abend', 'nacht'];

/** 0 = Sunday … 6, by folded full name. */
const WEEKDAY_BY_NAME: ReadonlyMap<string, number> = weekdayNames();

function weekdayNames(): Map<string, number> {
  const names = new Map<string, number>();
  for (const locale of [...LOCALES, 'ar', 'fa', 'he']) {
    const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    for (let day = 0; day < 7; day++) {
      const name = fold(format.format(Date.UTC(2023, 0, 1 + day))); // 2023-01-01 was a Sunday
      names.set(name, day);
      if (locale === 'de') for (const part of PARTS_OF_DAY) names.set(name + part, day);
      // Russian and its kin inflect: «в среду», «в пятницу», «в субботу».
      if (/[\u0400-\u04ff]а$/.test(name)) names.set(name.replace(/а$/, 'у'), day);
    }
  }
  names.set('sonnabend', 6);
  return names;
}

export interface FoundWeekday {
  /** 0 = Sunday … 6 = Saturday. */
  readonly weekday: number;
  readonly form: string;
  readonly start: number;
}

const LONGEST = Math.max(...Array.from(WEEKDAY_BY_NAME.keys(), (name) => name.length));
const WORD = /\p{L}[\p{L}\p{M}'-]*/gu;

/** The weekdays named in a text, in order. Capitals matter where the language writes them: the caller passes prose. */
export function findWeekdays(text: string): FoundWeekday[] {
  const found: FoundWeekday[] = [];
  for (const match of text.matchAll(WORD)) {
    if (match[0].length > LONGEST + 1) continue;
    const weekday =
      WEEKDAY_BY_NAME.get(fold(match[0])) ?? WEEKDAY_BY_NAME.get(fold(match[0]).replace(/^(و|ب|ل)?ال/, 'ال'));
    if (weekday !== undefined) found.push({ weekday, form: match[0], start: match.index });
  }
  return found;
}
