import type { FacetName } from '../../core/facets.ts';

/** The facets in the order in which a reader sees them; does not compile while one of `core/facets.ts` is missing. */
const ORDER = {
  region: 1,
  country: 2,
  organisation: 3,
  publisher: 4,
  language: 5,
} as const satisfies Readonly<Record<FacetName, number>>;

export const FACET_NAMES = Object.keys(ORDER) as readonly FacetName[];
