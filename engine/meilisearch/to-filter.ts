import { FACETS } from '../../core/facets.ts';
import type { FacetName } from '../../core/facets.ts';
import type { Filters } from '../../core/query.ts';
import { toFacetKey } from './facet-key.ts';

/** Everything a search is restricted to. A key whose documents one may see, the query's own filters, the embargo. */
export interface Restriction {
  readonly scope?: Filters | undefined;
  readonly filters?: Filters | undefined;
  readonly now: number;
}

/**
 * The filter expressions of a restriction; Meilisearch ANDs them. `without` leaves out the query's own filter on that
 * facet (or on dates), never the scope's. This is the last function that knows filters as data.
 */
export function toFilter({ scope, filters, now }: Restriction, without?: FacetName | 'dates'): string[] {
  return [
    `embargo NOT EXISTS OR embargo <= ${wholeNumber(now)}`,
    ...(scope ? expressionsOf(scope) : []),
    ...(filters ? expressionsOf(filters, without) : []),
  ];
}

/** `id IN […]`: a restriction to these articles. */
export function toIdFilter(ids: readonly string[]): string {
  return `id IN [${ids.map(quoteFilterValue).join(', ')}]`;
}

/**
 * A value as a quoted literal of Meilisearch's filter language. The one place where text becomes part of a filter: the
 * quote and the backslash are all that a double-quoted literal gives a meaning to.
 */
export function quoteFilterValue(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Name of a facet's attribute in the index. */
export function facetAttribute(facet: FacetName): string {
  return `facets.${facet}`;
}

function expressionsOf(filters: Filters, without?: FacetName | 'dates'): string[] {
  const expressions: string[] = [];
  for (const { name } of FACETS) {
    const filter = filters.facets[name];
    if (!filter || name === without) continue;
    if (filter.include.length > 0) expressions.push(oneOf(name, filter.include));
    if (filter.exclude.length > 0) expressions.push(`NOT ${oneOf(name, filter.exclude)}`);
  }
  if (without === 'dates') return expressions;
  if (filters.undated !== undefined)
    expressions.push(filters.undated === 'only' ? 'dayFirst NOT EXISTS' : 'dayFirst EXISTS');
  if (filters.dates) {
    expressions.push('dayFirst EXISTS');
    const { first, last } = filters.dates;
    if (first !== undefined) expressions.push(`dayLast >= ${wholeNumber(first)}`);
    if (last !== undefined) expressions.push(`dayFirst <= ${wholeNumber(last)}`);
  }
  return expressions;
}

function oneOf(facet: FacetName, values: readonly string[]): string {
  const keys = values.map(toFacetKey).filter((key) => key !== null);
  return `${facetAttribute(facet)} IN [${keys.map(quoteFilterValue).join(', ')}]`;
}

function wholeNumber(value: number): string {
  return Math.trunc(value).toFixed(0);
}
