import type { Vocabulary } from '../../core/vocabulary.ts';
import type { Locale } from '../../web/messages/messages.ts';
import type { Places, Region } from '../../web/view/places.ts';

export type PlacesByLocale = Readonly<Record<Locale, Places>>;

/** The places in every language of the page. They do not change while the service runs. */
export function placesByLocale(vocabulary: Vocabulary): PlacesByLocale {
  return {
    en: listPlaces(vocabulary, 'en'),
    fr: listPlaces(vocabulary, 'fr'),
    ar: listPlaces(vocabulary, 'ar'),
  };
}

/** The regions of the vocabulary with their countries, ordered by label. */
function listPlaces(vocabulary: Vocabulary, locale: string): Places {
  const countriesOf = new Map<string, string[]>();
  for (const code of vocabulary.countries()) {
    for (const region of vocabulary.regionsOf(code)) {
      const countries = countriesOf.get(region);
      if (countries) countries.push(code);
      else countriesOf.set(region, [code]);
    }
  }
  const regions = new Map<string, Region>();
  const add = (value: string): void => {
    if (regions.has(value)) return;
    const parent = vocabulary.parentRegion(value);
    if (parent !== null) add(parent);
    const label = vocabulary.label('region', value, locale);
    regions.set(value, { value, label, parent, countries: countriesOf.get(value) ?? [] });
  };
  for (const region of countriesOf.keys()) add(region);
  const { compare } = new Intl.Collator(locale);
  return [...regions.values()].sort((a, b) => compare(a.label, b.label));
}
