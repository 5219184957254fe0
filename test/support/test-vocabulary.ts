import type { FacetName } from '../../core/facets.ts';
import { fold } from '../../core/text.ts';
import type { Vocabulary } from '../../core/vocabulary.ts';

const NAMES: Partial<Record<FacetName, Readonly<Record<string, readonly string[]>>>> = {
  country: { BE: ['Belgium'], IQ: ['Iraq', 'Republic of Iraq'], TR: ['Türkiye', 'Turkey'] },
  region: { 'middle-east': ['Middle East'], 'western-asia': ['Western Asia'], 'western-europe': ['Western Europe'] },
  organisation: { NATO: ['NATO', 'North Atlantic Treaty Organization', 'Atlantic alliance'] },
};

/** A few names with aliases; everything else is called by its value. */
export const TEST_VOCABULARY: Vocabulary = {
  label: (facet, value) => NAMES[facet]?.[value]?.[0] ?? value,
  matching: (facet, typed, limit) =>
    Object.entries(NAMES[facet] ?? {})
      .filter(([, names]) => names.some((name) => ` ${fold(name)}`.includes(` ${fold(typed)}`)))
      .map(([value]) => value)
      .slice(0, limit),
  countries: () => Object.keys(NAMES.country!),
  parentRegion: (region) => (region === 'western-asia' ? 'middle-east' : null),
  regionsOf: (country) => (country === 'IQ' ? ['western-asia', 'middle-east'] : []),
};
