import { en } from './en.ts';
import type { Locale, Messages } from './messages.ts';

/** The messages of a language; only the one in use is fetched. English is at hand, for want of anything better. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case 'en':
      return en;
    case 'fr':
      return (await import('./fr.ts')).fr;
    case 'ar':
      return (await import('./ar.ts')).ar;
  }
}
