import type { FacetName } from './facets.ts';

/** How facet values are called. Made from `data/` by the composition root; everyone else only asks. */
export interface Vocabulary {
  /** The label of a value (`IQ` → `Iraq`, `middle-east` → `Middle East`), in `locale` where known; the value itself when unknown. */
  label(facet: FacetName, value: string, locale?: string): string;
  /** Values whose label or an alias begins with, or has a word that begins with, the folded `typed` (`daesh` → `Islamic State`). */
  matching(facet: FacetName, typed: string, limit: number): readonly string[];
  /** The codes of all countries, in order. */
  countries(): readonly string[];
  /** The regions as a tree: parent slug of a region, or null at the top. */
  parentRegion(region: string): string | null;
  /** The region slugs that a country belongs to. */
  regionsOf(country: string): readonly string[];
}
