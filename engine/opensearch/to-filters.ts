import { formatDay, parseCalendarDate } from '../../core/calendar-date.ts';
import type { FacetName } from '../../core/facets.ts';
import { FACET_NAMES } from '../../core/facets.ts';
import type { FacetFilter, Filters } from '../../core/query.ts';
import type { ReadScope } from '../port.ts';
import type { Dsl } from './to-term-query.ts';

/** The filters of a search, each by the facet (or dates) that it belongs to, so that a count can leave its own out. */
export type FilterParts = ReadonlyMap<FacetName | 'dates', readonly Dsl[]>;

export function toFilterParts(filters: Filters): FilterParts {
  const parts = new Map<FacetName | 'dates', readonly Dsl[]>();
  for (const name of FACET_NAMES) {
    const filter = filters.facets[name];
    if (filter !== undefined) parts.set(name, toFacetFilter(name, filter));
  }
  parts.set('dates', toDateFilter(filters));
  return parts;
}

/** All filters but those of `without`. */
export function filtersBut(parts: FilterParts, without?: FacetName | 'dates'): Dsl[] {
  return [...parts].flatMap(([name, filters]) => (name === without ? [] : filters));
}

/** What a caller may see at all: its key's restriction, and nothing under embargo. */
export function toScope({ scope, now }: ReadScope): Dsl[] {
  const restricted = scope === undefined ? [] : filtersBut(toFilterParts(scope));
  return [{ range: { visible_from: { lte: now } } }, ...restricted];
}

function toFacetFilter(name: FacetName, { include, exclude }: FacetFilter): Dsl[] {
  const field = `facet.${name}`;
  return [
    ...(include.length === 0 ? [] : [{ terms: { [field]: include } }]),
    ...(exclude.length === 0 ? [] : [{ bool: { must_not: [{ terms: { [field]: exclude } }] } }]),
  ];
}

/** An article lies in a range when the days that its date may mean overlap it. */
function toDateFilter({ dates, undated }: Filters): Dsl[] {
  const dated: Dsl = { exists: { field: 'first' } };
  const { first, last } = dates ?? {};
  return [
    ...(undated === 'only' ? [{ bool: { must_not: [dated] } }] : []),
    ...(undated === 'exclude' ? [dated] : []),
    ...(dates === undefined ? [] : [dated]),
    ...(first === undefined ? [] : [{ range: { last: { gte: toDay(first) } } }]),
    ...(last === undefined ? [] : [{ range: { first: { lte: toDay(last) } } }]),
  ];
}

const FIRST_DAY = parseCalendarDate('0001-01-01')!.first;
const LAST_DAY = parseCalendarDate('9999-12-31')!.first;

/** A day as the index holds it; beyond the calendar of documents, the first or last day of it. */
export function toDay(day: number): string {
  return formatDay(Math.max(FIRST_DAY, Math.min(LAST_DAY, day)));
}
