import { fold } from '../../core/text.ts';
import { LOCALES } from './locales.ts';

/** Several of English and Arabic: Britain, and the Levant, Egypt and the Maghreb, differ. */
const MONTH_LOCALES = [
  ...LOCALES,
  'en-GB',
  'sr',
  'ar-EG',
  'ar-IQ',
  'ar-DZ',
  'ar-MA',
  'fa-u-ca-gregory',
  'he',
  'hi',
  'vi',
  'id',
];

/** Month (1–12) by folded name; long, short and inflected forms. Names that mean two months are left out. */
export const MONTH_BY_NAME: ReadonlyMap<string, number> = monthNames();

function monthNames(): Map<string, number> {
  const names = new Map<string, number>();
  const ambiguous = new Set<string>();
  for (const locale of MONTH_LOCALES) {
    for (const month of ['long', 'short'] as const) {
      const alone = new Intl.DateTimeFormat(`${locale}${locale.includes('-u-') ? '' : '-u-ca-gregory'}`, {
        month,
        timeZone: 'UTC',
      });
      const inDate = new Intl.DateTimeFormat(alone.resolvedOptions().locale, {
        day: 'numeric',
        month,
        timeZone: 'UTC',
      });
      for (let index = 0; index < 12; index++) {
        const date = Date.UTC(2020, index, 1);
        const inflected = inDate.formatToParts(date).find((part) => part.type === 'month')?.value ?? '';
        for (const form of [alone.format(date), inflected]) {
          const key = monthKey(form);
          if (!/^(?:\p{L}[\p{L} ]{2,}|\p{Script=Arabic}{2})$/u.test(key)) continue;
          const known = names.get(key);
          if (known !== undefined && known !== index + 1) ambiguous.add(key);
          names.set(key, index + 1);
        }
      }
    }
  }
  names.set('sept', 9);
  for (const key of ambiguous) names.delete(key);
  return names;
}

/** How a month's name is compared: folded, without the full stop of an abbreviation. */
export function monthKey(name: string): string {
  return fold(name).replace(/\./g, '').trim();
}
