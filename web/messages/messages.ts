import type { en } from './en.ts';
import type { Message } from './message.ts';

export type MessageKey = keyof typeof en;
/** What a message file holds: the same names as the English one. Does not compile while one is missing. */
export type Messages = Readonly<Record<MessageKey, Message>>;

export const LOCALES = ['en', 'fr', 'ar'] as const;
export type Locale = (typeof LOCALES)[number];

const RIGHT_TO_LEFT: readonly Locale[] = ['ar'];

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr';
}

/** The shipped language that serves a reader of `tag` (`fr-CA` → `fr`), null when there is none. */
export function localeOf(tag: string): Locale | null {
  const language = tag.toLowerCase().split('-')[0];
  return LOCALES.find((locale) => locale === language) ?? null;
}
