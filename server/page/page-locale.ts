import type { Request } from 'express';
import { ar } from '../../web/messages/ar.ts';
import { en } from '../../web/messages/en.ts';
import { fr } from '../../web/messages/fr.ts';
import type { Localiser } from '../../web/messages/localiser.ts';
import { createLocaliser } from '../../web/messages/localiser.ts';
import type { Locale } from '../../web/messages/messages.ts';
import { LOCALES, localeOf } from '../../web/messages/messages.ts';

const LOCALISERS: Readonly<Record<Locale, Localiser>> = {
  en: createLocaliser('en', en),
  fr: createLocaliser('fr', fr),
  ar: createLocaliser('ar', ar),
};

export interface PageLocale {
  readonly localiser: Localiser;
  /** The language that the address asks for; links keep it. Null when it was the browser that asked. */
  readonly stated: Locale | null;
}

/** The language of a page: what `?lang=` asks for, or the best of what the browser asks for. */
export function pageLocale(req: Request): PageLocale {
  const asked = req.query['lang'];
  const stated = typeof asked === 'string' ? localeOf(asked) : null;
  const accepted = req.acceptsLanguages([...LOCALES]);
  const locale = stated ?? (accepted === false ? null : localeOf(accepted)) ?? 'en';
  return { localiser: LOCALISERS[locale], stated };
}
