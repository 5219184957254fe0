import type { DatePrecision } from '../../core/calendar-date.ts';
import type { FacetName } from '../../core/facets.ts';
import type { Message } from './message.ts';
import type { Locale, MessageKey, Messages } from './messages.ts';
import { directionOf } from './messages.ts';

/** How a view speaks: messages, numbers, dates and names in one language. */
export interface Localiser {
  readonly locale: Locale;
  readonly direction: 'ltr' | 'rtl';
  /** The message with its `{values}` put in; `n` chooses the plural form and is written as a number of the language. */
  readonly say: (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly number: (n: number) => string;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as the language writes it, no more precise than it is known. */
  readonly date: (date: string, precision?: DatePrecision) => string;
  /** The name of a facet value: the archive's label, or the language's own name of a country or language. */
  readonly label: (facet: FacetName, value: string, label?: string) => string;
  readonly facet: (facet: FacetName) => string;
  readonly list: (items: readonly string[]) => string;
}

const DATE_STYLES = {
  day: { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  month: { month: 'long', year: 'numeric', timeZone: 'UTC' },
  year: { year: 'numeric', timeZone: 'UTC' },
} as const satisfies Record<DatePrecision, Intl.DateTimeFormatOptions>;

export function createLocaliser(locale: Locale, messages: Messages): Localiser {
  // Western digits everywhere: an archive's dates and counts are compared across languages.
  const tag = `${locale === 'en' ? 'en-GB' : locale}-u-nu-latn`;
  const numbers = new Intl.NumberFormat(tag);
  const plurals = new Intl.PluralRules(tag);
  const lists = new Intl.ListFormat(tag, { type: 'disjunction' });
  const names = {
    country: new Intl.DisplayNames(tag, { type: 'region' }),
    language: new Intl.DisplayNames(tag, { type: 'language' }),
  };

  const dates = {
    day: new Intl.DateTimeFormat(tag, DATE_STYLES.day),
    month: new Intl.DateTimeFormat(tag, DATE_STYLES.month),
    year: new Intl.DateTimeFormat(tag, DATE_STYLES.year),
  } as const satisfies Record<DatePrecision, Intl.DateTimeFormat>;

  const say: Localiser['say'] = (key, values = {}) => {
    const message = messages[key];
    const text = typeof message === 'string' ? message : pluralForm(message, plurals, values.n);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? numbers.format(value) : (value ?? '');
    });
  };

  return {
    locale,
    direction: directionOf(locale),
    say,
    number: (n) => numbers.format(n),
    date: (date, precision = precisionOf(date)) => {
      const [year = '1970', month = '01', day = '01'] = date.split('-');
      const utc = new Date(`${year}-${month}-${day}T00:00:00Z`);
      return Number.isNaN(utc.getTime()) ? date : dates[precision].format(utc);
    },
    label: (facet, value, label) => {
      if (value === 'none') return say(`none${capitalised(facet)}`);
      if (facet === 'language' || (facet === 'country' && (locale !== 'en' || label === undefined))) {
        return nameOf(names[facet], value) ?? label ?? value;
      }
      return label ?? value;
    },
    facet: (facet) => say(`facet${capitalised(facet)}`),
    list: (items) => lists.format(items),
  };
}

function pluralForm(forms: Exclude<Message, string>, plurals: Intl.PluralRules, n: string | number = 0): string {
  return (Number(n) === 0 ? forms.zero : undefined) ?? forms[plurals.select(Number(n))] ?? forms.other;
}

function nameOf(names: Intl.DisplayNames, code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    return undefined; // not a code of the standard; the archive's own label serves
  }
}

function precisionOf(date: string): DatePrecision {
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day';
}

function capitalised<Name extends string>(name: Name): Capitalize<Name> {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}` as Capitalize<Name>;
}
