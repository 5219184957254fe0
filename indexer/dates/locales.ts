/** Locales whose names of months and weekdays are read from ICU, beside those of scripts that each table adds itself. */
export const LOCALES: readonly string[] = 'en fr de es it pt nl sv da nb pl cs ro tr id el ru uk bg'.split(' ');
