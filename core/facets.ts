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

/** The values that a document has for a facet, empty when it has none. */
export function facetValuesOf(
  document: Readonly<Partial<Record<FacetField, string | readonly string[] | null | undefined>>>,
  field: FacetField,
): readonly string[] {
  const value = document[field];
  if (value === undefined || value === null || value === '') return [];
  return typeof value === 'string' ? [value] : value;
}
