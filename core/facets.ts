/** THE list of facets. Every layer iterates it; adding a facet is a row here, a field of the document and a step. */
export const FACETS = [
  { name: 'country', field: 'countries' },
  { name: 'region', field: 'regions' },
  { name: 'organisation', field: 'organisations' },
  { name: 'language', field: 'language' },
  { name: 'publisher', field: 'publisher' },
] as const;

export type FacetName = (typeof FACETS)[number]['name'];
export type FacetField = (typeof FACETS)[number]['field'];

export const FACET_NAMES: readonly FacetName[] = FACETS.map((facet) => facet.name);

/** The value that stands for "this document has none", in filters and in counts. No real value may be spelled so. */
export const NONE = 'none';

/** How values of a facet that have one spelling are written in documents: `IQ`, `middle-east`, `zh-Hant`. */
const SPELLINGS: Readonly<Partial<Record<FacetName, { shape: RegExp; spell: (value: string) => string }>>> = {
  country: { shape: /^[a-z]{2}$/i, spell: (value) => value.toUpperCase() },
  region: { shape: /^[a-z]+(?:-[a-z]+)*$/i, spell: (value) => value.toLowerCase() },
  language: { shape: /^[a-z]{2,3}(?:-[a-z]{4})?$/i, spell: (value) => Intl.getCanonicalLocales(value)[0]! },
};

/** The facets whose values are codes and slugs of a list, not names that articles bring. */
export const LISTED_FACETS = Object.keys(SPELLINGS) as readonly FacetName[];

/** A value as documents have it, however a filter spells it: `iq` is `IQ`. Names stay as they are. */
export function spelledAsStored(facet: FacetName, value: string): string {
  const spelling = SPELLINGS[facet];
  return spelling?.shape.test(value) === true && value !== NONE ? spelling.spell(value) : value;
}

/** The values that a document has for a facet, empty when it has none. */
export function facetValuesOf(
  document: Readonly<Partial<Record<FacetField, string | readonly string[] | null | undefined>>>,
  field: FacetField,
): readonly string[] {
  const value = document[field];
  if (value === undefined || value === null || value === '') return [];
  return typeof value === 'string' ? [value] : value;
}
