import { DatelineError } from '../../core/errors.ts';
import type { FacetName } from '../../core/facets.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import { parseQuery } from '../../core/parse-query.ts';
import type { Clause, Filters, SearchQuery, Sort, Term } from '../../core/query.ts';
import { NO_FILTERS, QUERY_LIMITS } from '../../core/query.ts';
import type { ReadScope } from '../../engine/port.ts';
import { andOf, checkSize, orOf } from './constraint.ts';
import { facetOfAttribute, parseFilterText } from './parse-filter.ts';
import type { MeilisearchSearch } from './search-request.ts';

const DEFAULT_LIMIT = 20;
const VALUES_PER_FACET = 100;

/** Which hits are asked for: `count` of them from `offset` on. */
export interface HitWindow {
  readonly offset: number;
  readonly count: number;
}

function invalid(parameter: string, reason: string): DatelineError {
  return new DatelineError('invalid_parameter', `${parameter}: ${reason}`, { details: { parameter } });
}

/** @throws invalid_parameter when more is asked for than a page may hold */
export function windowOf({ offset, limit, page, hitsPerPage }: MeilisearchSearch): HitWindow {
  const numbered = page != null || hitsPerPage != null;
  const count = numbered ? (hitsPerPage ?? DEFAULT_LIMIT) : (limit ?? DEFAULT_LIMIT);
  if (count > QUERY_LIMITS.hitsPerPage) {
    throw invalid(numbered ? 'hitsPerPage' : 'limit', `at most ${QUERY_LIMITS.hitsPerPage}`);
  }
  return { offset: numbered ? (Math.max(page ?? 1, 1) - 1) * count : (offset ?? 0), count };
}

/** Meilisearch's filter: a text, or a list of texts (AND) and lists of texts (OR). @throws invalid_parameter */
export function filtersOf(filter: MeilisearchSearch['filter']): Filters {
  if (filter == null) return NO_FILTERS;
  const groups = typeof filter === 'string' ? [filter] : filter;
  return checkSize(
    groups
      .map((group) => (typeof group === 'string' ? [group] : group).filter((text) => text.trim() !== ''))
      .filter((group) => group.length > 0)
      .map((group) => group.map(parseFilterText).reduce(orOf))
      .reduce(andOf, NO_FILTERS),
  );
}

/** Facets by attribute, each once; `*` is all of them. @throws invalid_parameter */
export function facetsOf(attributes: readonly string[]): FacetName[] {
  const named = attributes.flatMap((attribute) => {
    if (attribute === '*') return [...FACET_NAMES];
    const facet = facetOfAttribute(attribute);
    if (!facet) throw invalid('facets', `${attribute} is not a facet`);
    return [facet];
  });
  return [...new Set(named)];
}

function sortOf(rules: readonly string[] | null | undefined, hasText: boolean): Sort {
  if (rules?.some((rule) => !/^date:(?:asc|desc)$/.test(rule))) throw invalid('sort', 'only date:asc and date:desc');
  const first = rules?.[0];
  if (first === undefined) return hasText ? 'relevance' : 'newest';
  return first === 'date:desc' ? 'newest' : 'oldest';
}

/** Every term restricted to one field, where the request searches in that one only. */
function restrict(clauses: readonly Clause[], attributes: readonly string[] | null | undefined): readonly Clause[] {
  if (attributes == null || attributes.includes('*')) return clauses;
  const strange = attributes.find((attribute) => attribute !== 'title' && attribute !== 'body');
  if (strange !== undefined) throw invalid('attributesToSearchOn', `${strange} is not searchable`);
  const field = attributes[0] as 'title' | 'body' | undefined;
  if (attributes.length !== 1 || field === undefined) return clauses;
  return clauses.map(({ anyOf }) => ({ anyOf: anyOf.map((term): Term => ({ field, ...term })) }));
}

/**
 * The key's restriction and the request's filter as one, so that facet counts heed both, as Meilisearch's do; null when
 * both choose values of the same facet, which one filter cannot say.
 */
function joined(scope: Filters | undefined, filters: Filters): Filters | null {
  if (scope === undefined) return filters;
  try {
    return andOf(scope, filters);
  } catch {
    return null;
  }
}

/** Meilisearch's search as one of ours. @throws invalid_parameter naming what is not understood */
export function toQuery(request: MeilisearchSearch, readScope: ReadScope, page: number, size: number): SearchQuery {
  const { text } = parseQuery(request.q ?? '', { prefix: true });
  const filters = filtersOf(request.filter);
  const scope = joined(readScope.scope, filters);
  return {
    text: { clauses: restrict(text.clauses, request.attributesToSearchOn), excluded: text.excluded },
    // As scope, filters hold for a facet's own counts too. Where that cannot be said, they are looser, never wider.
    filters: scope === null ? filters : NO_FILTERS,
    scope: scope ?? readScope.scope,
    now: readScope.now,
    sort: sortOf(request.sort, text.clauses.length > 0),
    page,
    hitsPerPage: size,
    facets: facetsOf(request.facets ?? []),
    facetLimit: VALUES_PER_FACET,
    histogram: 'none',
    highlight: true,
    snippets: 1,
    typos: true,
    relax: request.matchingStrategy !== 'all',
  };
}
