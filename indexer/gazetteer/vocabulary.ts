import type { FacetName } from '../../core/facets.ts';
import { fold } from '../../core/text.ts';
import type { Vocabulary } from '../../core/vocabulary.ts';
import type { Entries } from './entries.ts';
import { regionsByCountry } from './regions-by-country.ts';

interface Named {
  readonly value: string;
  readonly names: readonly string[];
}

/** The vocabulary of `data/`: labels of values, values by what a reader types, the tree of regions. */
export function createVocabulary(entries: Entries): Vocabulary {
  const countries = new Map(entries.countries.map((entry) => [entry.id, entry]));
  const regions = new Map(entries.regions.map((entry) => [entry.id, entry]));
  const regionsOf = regionsByCountry(entries.regions);
  const indexes: Partial<Record<FacetName, WordStarts>> = {
    country: new WordStarts(
      entries.countries.map((entry) => ({
        value: entry.id,
        names: [entry.name, ...entry.aliases, ...entry.former, ...foreign(entry.languages)],
      })),
    ),
    region: new WordStarts(
      entries.regions.map((entry) => ({
        value: entry.id,
        names: [entry.name, ...entry.aliases, ...foreign(entry.languages)],
      })),
    ),
    organisation: new WordStarts(
      entries.organisations.map((entry) => ({
        value: entry.name,
        names: [entry.name, ...entry.aliases, ...entry.uncertain, ...foreign(entry.languages)],
      })),
    ),
  };

  function label(facet: FacetName, value: string, locale = 'en'): string {
    const language = locale.split('-', 1)[0]!;
    if (facet === 'language') return displayName('language', locale, value) ?? value;
    if (facet === 'country') {
      const known = countries.get(value)?.name;
      return (language === 'en' ? known : displayName('region', locale, value)) ?? known ?? value;
    }
    if (facet === 'region') {
      const region = regions.get(value);
      const translated = region?.languages[language as keyof typeof region.languages]?.names[0];
      return translated ?? region?.name ?? value;
    }
    return value;
  }

  return {
    label,
    matching: (facet, typed, limit) => indexes[facet]?.find(typed, limit) ?? [],
    countries: () => [...countries.keys()].sort(),
    parentRegion: (region) => regions.get(region)?.parent ?? null,
    regionsOf: (country) => regionsOf.get(country) ?? [],
  };
}

function foreign(languages: Readonly<Record<string, { names: readonly string[] } | undefined>>): string[] {
  return Object.values(languages).flatMap((language) => language?.names ?? []);
}

/** Of each type the last: an answer has hundreds of names in one language, and to make this costs more than to ask it. */
const namesOf: Partial<Record<'region' | 'language', { readonly locale: string; readonly names: Intl.DisplayNames }>> =
  {};

function displayName(type: 'region' | 'language', locale: string, value: string): string | undefined {
  try {
    let known = namesOf[type];
    if (known?.locale !== locale) {
      known = namesOf[type] = { locale, names: new Intl.DisplayNames([locale], { type, fallback: 'none' }) };
    }
    return known.names.of(value);
  } catch {
    return undefined; // a locale or code that is not well formed has no name
  }
}

/** Finds values by the beginning of a name or of any word in it: a sorted list of word starts, binary search. */
class WordStarts {
  private readonly starts: { readonly text: string; readonly whole: boolean; readonly value: string }[] = [];

  constructor(values: readonly Named[]) {
    for (const { value, names } of values) {
      for (const name of names) {
        const folded = fold(name);
        this.starts.push({ text: folded, whole: true, value });
        for (const space of folded.matchAll(/[^\p{L}\p{N}]+(?=[\p{L}\p{N}])/gu)) {
          this.starts.push({ text: folded.slice(space.index + space[0].length), whole: false, value });
        }
      }
    }
    this.starts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  }

  /** Whole names that begin so come first, then shorter names before longer ones. */
  find(typed: string, limit: number): string[] {
    const wanted = fold(typed).trim();
    if (wanted === '') return [];
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]!.text < wanted) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (let at = low; at < this.starts.length && this.starts[at]!.text.startsWith(wanted); at++)
      found.push(this.starts[at]!);
    found.sort((a, b) => Number(b.whole) - Number(a.whole) || a.text.length - b.text.length);
    return [...new Set(found.map((start) => start.value))].slice(0, limit);
  }
}
